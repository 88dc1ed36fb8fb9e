"""Published items as lists, one item with its words and what is related to it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Select,
    and_,
    case,
    exists,
    func,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from services_app.content.item import Item, ItemCode, Redirect, Seen
from services_app.content.type import ContentType
from services_app.errors import Moved, NotFound, NotSeenHere
from services_app.places.atlas import Town


@dataclass(frozen=True)
class Moment:
    """What decides visibility besides place: the time, the Italian date, samples shown or not."""

    now: datetime
    today: date
    samples: bool


@dataclass(frozen=True)
class FaceRow:
    """An item as a list needs it, with how the town sees it."""

    id: int
    uid: uuid.UUID
    kind: str
    slug: str
    neutral_code: str | None
    sensitive: bool
    risk: str
    sample: bool
    face: Mapping[str, Any]
    verified_on: date | None
    verified_by: str | None
    review_every_days: int
    expires_on: date | None
    place_id: int
    place_code: str
    updated_at: datetime
    km: float | None
    km_about: bool
    competent: bool


ITEM = Item.__table__
FACE_COLUMNS = (
    ITEM.c.id, ITEM.c.uid, ITEM.c.kind, ITEM.c.slug, ITEM.c.neutral_code, ITEM.c.sensitive,
    ITEM.c.risk, ITEM.c.sample, ITEM.c.face, ITEM.c.verified_on, ITEM.c.verified_by,
    ITEM.c.review_every_days, ITEM.c.expires_on, ITEM.c.place_id, ITEM.c.place_code,
    ITEM.c.updated_at, Seen.km, Seen.km_about, Seen.competent,
)  # fmt: skip


def visible(town: Town, moment: Moment, *, aged: bool = False) -> list[ColumnElement[bool]]:
    """Make the conditions under which a row of `seen` is shown in a town now.

    `aged`: also what has left the lists, whose end is then to be asked of its type.
    """
    times = [begun(moment)] if aged else in_time(moment)
    conditions = [Seen.place_id == town.id, ITEM.c.state == "published", *times]
    if not moment.samples:
        conditions.append(ITEM.c.sample.is_(False))
    return conditions


def in_time(moment: Moment) -> list[ColumnElement[bool]]:
    """Make the conditions that a row of `seen` is in lists: it has begun to show and stays."""
    return [begun(moment), or_(Seen.hide_on.is_(None), Seen.hide_on > moment.today)]


def begun(moment: Moment) -> ColumnElement[bool]:
    """Make the condition that a row of `seen` has begun to show."""
    return or_(Seen.show_at.is_(None), Seen.show_at <= moment.now)


def faces(town: Town, moment: Moment) -> Select[Any]:
    """Start a query for the faces of what a town sees."""
    return select(*FACE_COLUMNS).join(Seen, Seen.item_id == ITEM.c.id).where(*visible(town, moment))


def home_id(usual: Town) -> ScalarSelect[int]:
    """Choose for each item one town that sees it: its own, the usual one, or the first."""
    seen = aliased(Seen)
    own = func.max(case((seen.place_id == ITEM.c.place_id, seen.place_id)))
    preferred = func.max(case((seen.place_id == usual.id, seen.place_id)))
    return (
        select(func.coalesce(own, preferred, func.min(seen.place_id)))
        .where(seen.item_id == ITEM.c.id)
        .correlate(ITEM)
        .scalar_subquery()
    )


def has_code(facet: str, codes: Iterable[str]) -> ColumnElement[bool]:
    """Make the condition that an item bears one of the codes."""
    return exists().where(
        ItemCode.item_id == ITEM.c.id, ItemCode.facet == facet, ItemCode.code.in_(list(codes))
    )


def listed(
    session: Session,
    kind: str,
    town: Town,
    moment: Moment,
    *,
    filters: Mapping[str, Sequence[str]] | None = None,
    offset: int = 0,
    limit: int = 20,
) -> tuple[list[FaceRow], bool]:
    """List what a town sees of a kind, in the order of the type; tell whether more follows."""
    query = faces(town, moment).where(Seen.kind == kind)
    for facet, codes in (filters or {}).items():
        query = query.where(has_code(facet, codes))
    query = query.order_by(Seen.order_key, Seen.item_id).offset(offset).limit(limit + 1)
    found = [FaceRow(*row) for row in session.execute(query)]
    return found[:limit], len(found) > limit


def newest(
    session: Session, limits: Mapping[str, int], town: Town, moment: Moment
) -> list[FaceRow]:
    """List the first few of several kinds in one query, kind by kind, each in its order."""
    tops = []
    for kind, limit in limits.items():
        top = (
            faces(town, moment)
            .add_columns(Seen.order_key)
            .where(Seen.kind == kind)
            .order_by(Seen.order_key, Seen.item_id)
            .limit(limit)
            .subquery()
        )
        tops.append(select(*top.c))
    order = list(limits)
    # What UNION ALL gives has no order of its own.
    rows = sorted(
        session.execute(union_all(*tops)),
        key=lambda row: (order.index(row.kind), row.order_key, row.id),
    )
    return [FaceRow(*row[:-1]) for row in rows]


def mapped(session: Session, usual: Town, moment: Moment, limit: int) -> list[tuple[str, str, int]]:
    """List the (kind, slug, home id) of what any open town sees, the latest changed first.

    No sample, nothing sensitive.
    """
    rows = session.execute(
        select(ITEM.c.kind, ITEM.c.slug, home_id(usual))
        .where(ITEM.c.state == "published", ITEM.c.sample.is_(False), ITEM.c.sensitive.is_(False))
        .where(exists().where(Seen.item_id == ITEM.c.id, *in_time(moment)))
        .order_by(ITEM.c.updated_at.desc(), ITEM.c.id)
        .limit(limit)
    )
    return [(kind, slug, home) for kind, slug, home in rows]


@dataclass(frozen=True)
class Shown:
    """An item on its page: the whole row, and how the town sees it; `home_id` if asked for."""

    item: Any  # Any: the model of the type, whose columns templates read by name
    km: float | None
    km_about: bool
    competent: bool
    home_id: int | None = None


def nobody(item: Item) -> bool:
    """Let nobody read an item early."""
    return False


def shown_item(
    session: Session,
    kind: ContentType,
    slug: str,
    town: Town,
    moment: Moment,
    *,
    early: Callable[[Item], bool] = nobody,
    usual: Town | None = None,
) -> Shown:
    """Read one published item by its slug as a town sees it, with its home if `usual` is given.

    `early` tells whether the asker may read it while only mediators show it. Raises NotFound;
    Moved for an old slug; NotSeenHere where only other towns see it.
    """
    which = kind.model.slug == slug
    shown = _shown(session, kind, which, town, moment, early=early, usual=usual)
    if shown is None:
        shown = _shown(session, kind, formerly(kind, slug), town, moment, early=early)
        if shown is None:
            raise NotFound(f"{kind.name}/{slug}")
        # A sensitive item leads to its neutral address: its new slug is told to nobody.
        if not shown.item.sensitive:
            raise Moved(kind.name, shown.item.slug)
    return shown


def formerly(kind: ContentType, slug: str) -> ColumnElement[bool]:
    """Make the condition that an item had a slug before the one it has now."""
    return ITEM.c.id.in_(
        select(Redirect.item_id).where(Redirect.kind == kind.name, Redirect.slug == slug)
    )


def shown_by_code(
    session: Session, types: Mapping[str, ContentType], code: str, town: Town, moment: Moment
) -> Shown:
    """Read one published sensitive item by its neutral code; raises NotFound."""
    name = session.scalar(select(Item.kind).where(Item.neutral_code == code))
    if name is None or name not in types:
        raise NotFound("x")
    kind = types[name]
    shown = _shown(session, kind, kind.model.neutral_code == code, town, moment)
    if shown is None:
        raise NotFound("x")
    return shown


def _shown(
    session: Session,
    kind: ContentType,
    which: ColumnElement[bool],
    town: Town,
    moment: Moment,
    *,
    early: Callable[[Item], bool] = nobody,
    usual: Town | None = None,
) -> Shown | None:
    model = kind.model
    row = session.execute(
        select(model, Seen, home_id(usual) if usual else null())
        .outerjoin(Seen, and_(Seen.item_id == model.id, Seen.place_id == town.id))
        .where(which, model.kind == kind.name, model.state == "published")
    ).first()
    if row is None:
        return None
    item, seen, home = row
    hide_on = kind.hide_on(item)
    if (
        (item.sample and not moment.samples)
        or (item.publish_at and item.publish_at > moment.now)
        or (item.is_early(moment.today) and not early(item))
        or (hide_on and hide_on <= moment.today)
    ):
        return None
    if seen is None:
        raise NotSeenHere(item.place_code)
    return Shown(item, seen.km, seen.km_about, seen.competent, home)
