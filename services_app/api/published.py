"""What of a type is published somewhere now: by town, point, time of change; in few queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    case,
    exists,
    false,
    func,
    null,
    or_,
    select,
    true,
)
from sqlalchemy.orm import Session

from services_app.content.item import Seen
from services_app.content.queries import ITEM, Moment, begun, has_code, home_id, in_time, visible
from services_app.content.seen import italian_day
from services_app.content.type import ContentType
from services_app.places.atlas import Atlas, Town
from services_app.places.distance import km_between
from services_app.places.model import Place

KM_A_DEGREE = 111.0  # of latitude, a little less than the least there is
PLACE = Place.__table__


@dataclass(frozen=True)
class Wanted:
    """What a list is asked for; without a town, what any open town sees."""

    moment: Moment
    town: Town | None = None
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    near: tuple[float, float] | None = None
    radius_km: float = 0
    changed_since: datetime | None = None
    order: str = "default"


@dataclass(frozen=True)
class Hit:
    """An item that is wanted, and how far it is from the town or the point."""

    id: int
    km: float | None
    km_about: bool
    competent: bool


def hits(
    session: Session, kind: ContentType, wanted: Wanted, offset: int, limit: int
) -> tuple[list[Hit], int]:
    """List a page of what is wanted, and tell how many there are in all."""
    if wanted.near is not None:
        found = _hits_near(session, kind, wanted, wanted.near)
        return found[offset : offset + limit], len(found)
    query = _query(kind, wanted)
    total = session.scalar(query.with_only_columns(func.count(), maintain_column_froms=True))
    page = session.execute(query.order_by(*_order(wanted)).offset(offset).limit(limit))
    return [_hit(*row) for row in page], total or 0


def hit(
    session: Session, kind: ContentType, wanted: Wanted, key: ColumnElement[bool]
) -> Hit | None:
    """Find the one item of a key, if it is published and the town sees it.

    What only left the lists because nobody checked it is found, as its page is; what has ended
    is found too, and left out by `stored`.
    """
    row = session.execute(_query(kind, wanted, aged=True).where(key)).first()
    return _hit(*row) if row else None


def _hit(id_: int, km: float | None, km_about: bool, competent: bool) -> Hit:
    return Hit(id_, km, bool(km_about), bool(competent))


def _query(kind: ContentType, wanted: Wanted, *, aged: bool = False) -> Select[Any]:
    conditions = [ITEM.c.kind == kind.name, ITEM.c.state == "published"]
    for facet, codes in wanted.filters.items():
        conditions.append(has_code(facet, codes))
    since = wanted.changed_since
    if since is not None:
        # What was for mediators first became public without being changed.
        opened = ITEM.c.mediators_until >= italian_day(since)
        conditions.append(or_(ITEM.c.updated_at >= since, ITEM.c.publish_at >= since, opened))
    if wanted.town is not None:
        return (
            select(ITEM.c.id, Seen.km, Seen.km_about, Seen.competent)
            .join(Seen, Seen.item_id == ITEM.c.id)
            .where(*conditions, *visible(wanted.town, wanted.moment, aged=aged))
            .where(Seen.kind == kind.name)
        )
    if not wanted.moment.samples:
        conditions.append(ITEM.c.sample.is_(False))
    times = [begun(wanted.moment)] if aged else in_time(wanted.moment)
    seen = exists().where(Seen.item_id == ITEM.c.id, *times)
    return select(ITEM.c.id, null(), false(), true()).where(*conditions, seen)


def _order(wanted: Wanted) -> list[Any]:  # Any: columns of a model and of a table
    if wanted.order == "updated":
        return [ITEM.c.updated_at.desc(), ITEM.c.id]
    if wanted.town is None:
        return [ITEM.c.id]
    as_listed = [Seen.order_key, ITEM.c.id]
    if wanted.order == "km":
        # What is in the town itself has no km; what is everywhere comes last.
        here = case((ITEM.c.place_id == wanted.town.id, 0.0), else_=99_999.0)
        return [func.coalesce(Seen.km, here), *as_listed]
    return as_listed


def _hits_near(
    session: Session, kind: ContentType, wanted: Wanted, point: tuple[float, float]
) -> list[Hit]:
    own = kind.model.__table__.c
    lat, lon = (own.lat, own.lon) if "lat" in own and "lon" in own else (null(), null())
    in_town = and_(PLACE.c.id == ITEM.c.place_id, PLACE.c.level == "municipality")
    at_lat, at_lon = func.coalesce(lat, PLACE.c.lat), func.coalesce(lon, PLACE.c.lon)
    query = _query(kind, wanted).join(PLACE, in_town, isouter=True)
    if kind.model.__table__ is not ITEM:
        query = query.join(kind.model.__table__, own.id == ITEM.c.id)
    band = wanted.radius_km / KM_A_DEGREE
    rows = session.execute(
        query.where(at_lat.between(point[0] - band, point[0] + band), at_lon.is_not(None))
        .add_columns(at_lat, at_lon, lat.is_(None))
        .order_by(*_order(wanted))
    )
    found = [
        Hit(row[0], round(km_between(*point, row[4], row[5]), 1), bool(row[6]), bool(row[3]))
        for row in rows
    ]
    within = [each for each in found if each.km is not None and each.km <= wanted.radius_km]
    return within if wanted.order == "updated" else sorted(within, key=lambda each: each.km or 0)


def stored(
    session: Session, kind: ContentType, ids: Iterable[int], moment: Moment
) -> dict[int, tuple[Any, str]]:
    """Read whole items with the names of their places, without those that have ended.

    {item id: (item, name)}
    """
    rows = session.execute(
        select(kind.model, Place.name)
        .join(Place, Place.id == kind.model.place_id)
        .where(kind.model.id.in_(list(ids)))
    )
    return {
        item.id: (item, name)
        for item, name in rows
        if (kind.hide_on(item) or date.max) > moment.today
    }


def homes(session: Session, ids: Iterable[int], atlas: Atlas, usual: Town) -> dict[int, Town]:
    """Give each item the town of its canonical address."""
    rows = session.execute(select(ITEM.c.id, home_id(usual)).where(ITEM.c.id.in_(list(ids))))
    return {item_id: atlas.by_id.get(place_id, usual) for item_id, place_id in rows}


def sensitive_uids(session: Session) -> dict[tuple[str, str], str]:
    """Map (kind, slug) of each sensitive item to its uid: their slugs are told to nobody."""
    rows = session.execute(select(ITEM.c.kind, ITEM.c.slug, ITEM.c.uid).where(ITEM.c.sensitive))
    return {(kind, slug): str(uid) for kind, slug, uid in rows}
