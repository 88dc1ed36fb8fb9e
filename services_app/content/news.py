"""What is new for the readers of a town: begun, changed in what it says, corrected, ended."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, delete, func, literal, select, union_all
from sqlalchemy.orm import Session

from services_app.content.history import changes
from services_app.content.item import SAME, Item, Revision, Seen
from services_app.content.queries import FACE_COLUMNS, ITEM, FaceRow, Moment, visible
from services_app.content.seen import italian_day
from services_app.places.atlas import Town

WEEKS = 8  # how far back it is told


@dataclass(frozen=True)
class News:
    """The last new thing about an item: `what` is new, changed, corrected, law or ended.

    `paths` name what differs, such as facts.phones or texts.it.title; only of what changed.
    """

    row: FaceRow
    at: datetime
    what: str
    paths: tuple[str, ...] = ()


def news(
    session: Session, town: Town, moment: Moment, *, offset: int = 0, limit: int = 20
) -> tuple[list[News], bool]:
    """List what a town had new in the last weeks, one entry an item, newest first: two queries.

    Nothing sensitive and no sample is ever told. The second value tells whether more follows.
    """
    since, most = moment.now - timedelta(weeks=WEEKS), offset + limit + 1
    branches = (_present(town, moment, since, most), _ended(town, moment, since, most))
    both = union_all(*(select(*each.subquery().c) for each in branches)).subquery()
    found = session.execute(
        select(both)
        .order_by(both.c.news_at.desc(), both.c.id.desc())
        .offset(offset)
        .limit(limit + 1)
    ).all()
    rows = [_split(row) for row in found[:limit]]
    acts = _last_acts(session, [face.uid for face, _, _, ended in rows if not ended])
    listed = []
    for face, at, corrected_on, ended in rows:
        if ended:
            listed.append(News(face, at, "ended"))
            continue
        acted_at, what, paths = acts.get(face.uid, (at, "new", ()))
        if at > acted_at:  # changed before it began to show: to readers it is new
            what, paths = "new", ()
        elif what == "changed" and corrected_on and corrected_on >= italian_day(at):
            what = "corrected"
        listed.append(News(face, at, what, paths))
    return listed, len(found) > limit


def forget_told(session: Session, now: datetime) -> int:
    """Remove what is kept of what ended before the weeks that are told; say how many rows."""
    old = Item.changed_at < now - timedelta(weeks=WEEKS)
    ended = select(Item.id).where(Item.state == "archived", old)
    return session.connection().execute(delete(Seen).where(Seen.item_id.in_(ended))).rowcount


def _present(town: Town, moment: Moment, since: datetime, most: int) -> Select[Any]:
    return (
        select(
            *FACE_COLUMNS, Seen.changed_at.label("news_at"), ITEM.c.corrected_on,
            literal(False).label("ended"),
        )
        .join(Seen, Seen.item_id == ITEM.c.id)
        .where(*visible(town, moment), *_told_to_all(), Seen.changed_at >= since)
        .order_by(Seen.changed_at.desc(), ITEM.c.id.desc())
        .limit(most)
    )  # fmt: skip


def _ended(town: Town, moment: Moment, since: datetime, most: int) -> Select[Any]:
    return (
        select(
            *FACE_COLUMNS, ITEM.c.changed_at.label("news_at"), ITEM.c.corrected_on,
            literal(True).label("ended"),
        )
        .join(Seen, and_(Seen.item_id == ITEM.c.id, Seen.place_id == town.id))
        .where(*_told_to_all(), ITEM.c.state == "archived", ITEM.c.changed_at >= since,
               ITEM.c.changed_at <= moment.now)
        .order_by(ITEM.c.changed_at.desc(), ITEM.c.id.desc())
        .limit(most)
    )  # fmt: skip


def _told_to_all() -> list[ColumnElement[bool]]:
    return [ITEM.c.sample.is_(False), ITEM.c.sensitive.is_(False)]


def _split(row: Any) -> tuple[FaceRow, datetime, Any, bool]:  # Any: a row of many columns
    *face, at, corrected_on, ended = row
    return FaceRow(*face), at, corrected_on, bool(ended)


def _last_acts(
    session: Session, uids: Sequence[uuid.UUID]
) -> dict[uuid.UUID, tuple[datetime, str, tuple[str, ...]]]:
    """Tell of each item when its last act that was news was, what it did, and what differs."""
    if not uids:
        return {}
    # An item that is public now was made so by one of these, or has been public ever since.
    quiet = [act for act in SAME if act != "published"]
    last = (
        select(func.max(Revision.id))
        .where(Revision.item_uid.in_(uids), Revision.act.not_in(quiet))
        .group_by(Revision.item_uid)
    )
    found = session.scalars(select(Revision).where(Revision.id.in_(last)))
    return {each.item_uid: (each.at, *_said(each)) for each in found}


def _said(act: Revision) -> tuple[str, tuple[str, ...]]:
    before = act.before or {}
    early = before.get("mediators_until") or ""
    if before.get("state") != "published" or early > italian_day(act.at).isoformat():
        return "new", ()
    if act.act == "law_changed":
        return "law", ()
    paths = (each.path for each in changes(act.before, act.after))
    return "changed", tuple(dict.fromkeys(paths))
