"""What may go into a bundle, and what has become of it when somebody opens it."""

from __future__ import annotations

import re
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, with_polymorphic

from services_app.content.item import SAME, Item, Revision, Seen
from services_app.content.queries import ITEM, FaceRow, Moment, Shown, faces
from services_app.content.type import ContentType
from services_app.places.atlas import Town
from services_app.share.model import MOST_ITEMS, Bundle

_NAMED = re.compile(r"([a-z]+)/([a-z0-9-]{1,120})")


def sharable(session: Session, keys: Sequence[str], town: Town, moment: Moment) -> list[FaceRow]:
    """List, in the order of the keys, what a town sees of them now; samples never (rule 9).

    A key is "type/slug" or a uid. At most one more than fits in a bundle is read.
    """
    wanted = list(dict.fromkeys(keys))[: MOST_ITEMS + 1]
    which = [each for each in map(_match, wanted) if each is not None]
    if not which:
        return []
    query = faces(town, moment).where(or_(*which), ITEM.c.sample.is_(False))
    rows = [FaceRow(*row) for row in session.execute(query)]
    known = {str(row.uid): row for row in rows} | {f"{row.kind}/{row.slug}": row for row in rows}
    return list({known[key].uid: known[key] for key in wanted if key in known}.values())


def _match(key: str) -> ColumnElement[bool] | None:
    named = _NAMED.fullmatch(key)
    if named:
        return and_(ITEM.c.kind == named.group(1), ITEM.c.slug == named.group(2))
    try:
        return ITEM.c.uid == uuid.UUID(key)
    except ValueError:
        return None


@dataclass(frozen=True)
class Entry:
    """An item of a bundle as it is now; `shown` is None where it may be shown no more.

    `item` is None where it is gone altogether.
    """

    item: Item | None
    shown: Shown | None
    changed: bool = False


def entries(
    session: Session, types: Mapping[str, ContentType], bundle: Bundle, town: Town, moment: Moment
) -> list[Entry]:
    """Read the items of a bundle in its order: two queries, or three where something changed."""
    versions = {uuid.UUID(each["uid"]): int(each["version"]) for each in bundle.items}
    found = _rows(session, types, list(versions), town)
    newer = [uid for uid, (item, _) in found.items() if item.version != versions[uid]]
    changed = _changed(session, newer, versions)
    listed = []
    for uid in versions:
        item, seen = found.get(uid, (None, None))
        shown = None
        if item is not None and seen is not None and _is_shown(types[item.kind], item, moment):
            shown = Shown(item, seen.km, seen.km_about, seen.competent)
        listed.append(Entry(item, shown, uid in changed))
    return listed


def _rows(
    session: Session, types: Mapping[str, ContentType], uids: Sequence[uuid.UUID], town: Town
) -> dict[uuid.UUID, tuple[Item, Seen | None]]:
    """Read whole items of several types at once, with how the town sees them."""
    named = session.scalars(select(ITEM.c.kind).where(ITEM.c.uid.in_(uids)).distinct())
    kinds = sorted(name for name in named if name in types)
    # Joined with the tables of the types that are there, for a few rows found by their uid.
    every = with_polymorphic(Item, [types[name].model for name in kinds])
    rows = session.execute(
        select(every, Seen)
        .outerjoin(Seen, and_(Seen.item_id == every.id, Seen.place_id == town.id))
        .where(every.uid.in_(uids), every.kind.in_(kinds))
    )
    return {item.uid: (item, seen) for item, seen in rows}


def _is_shown(kind: ContentType, item: Item, moment: Moment) -> bool:
    hide_on = kind.hide_on(item)
    return (
        item.state == "published"
        and not item.sample
        and not (item.publish_at and item.publish_at > moment.now)
        and not item.is_early(moment.today)
        and not (hide_on and hide_on <= moment.today)
    )


def _changed(
    session: Session, uids: Sequence[uuid.UUID], versions: Mapping[uuid.UUID, int]
) -> set[uuid.UUID]:
    """Tell which items changed in what they say: a check alone raises the version too."""
    if not uids:
        return set()
    since: dict[uuid.UUID, list[int]] = defaultdict(list)
    rows = session.execute(
        select(Revision.item_uid, Revision.version).where(
            Revision.item_uid.in_(uids), Revision.act.not_in(SAME)
        )
    )
    for uid, version in rows:
        since[uid].append(version)
    return {uid for uid in uids if any(version > versions[uid] for version in since[uid])}
