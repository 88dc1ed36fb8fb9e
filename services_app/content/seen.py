"""Which open towns see an item: competence beats distance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import cast

from sqlalchemy import Table, delete, insert, select
from sqlalchemy.orm import Session

from services_app.content.item import Item, Seen, now_utc
from services_app.content.opening import ROME
from services_app.content.type import ContentType, Reach
from services_app.places.atlas import Atlas, Town
from services_app.places.model import Place

Row = dict[str, object]
SUNK = 2  # the first figure of an order key: 0, 1 not known to be competent; 2, 3 the same, sunk


def see(
    session: Session,
    kind: ContentType,
    item: Item,
    place: Place,
    atlas: Atlas,
    *,
    today: date | None = None,
) -> None:
    """Write anew which towns see the item; see `see_all`."""
    see_all(session, kind, {item: place}, atlas, today=today)


def see_all(
    session: Session,
    kind: ContentType,
    items: Mapping[Item, Place],
    atlas: Atlas,
    *,
    today: date | None = None,
) -> None:
    """Write anew which towns see each of the items, given with their places.

    Unpublished ones are seen by none; the rows of what was public and is archived now stay as
    they were, so that the towns that saw it can tell that it ended.
    """
    anew = [item.id for item in items if item.state != "archived" or item.changed_at is None]
    session.execute(delete(Seen).where(Seen.item_id.in_(anew)))
    today = today or italian_day()
    rows = [
        row
        for item, place in items.items()
        for row in seen_rows(kind, item, place, atlas.towns, today=today)
    ]
    if rows:
        # By the table: a mapped class would group the rows by what is null in them.
        session.execute(insert(cast(Table, Seen.__table__)), rows)


def italian_day(at: datetime | None = None) -> date:
    """Tell the date in Italy, now or at an aware time."""
    return (at or now_utc()).astimezone(ROME).date()


def italian_date(value: date | datetime | str) -> date:
    """Tell the date in Italy of a date, of an aware time, or of an ISO string of one."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value) if len(value) > 10 else date.fromisoformat(value)
    return italian_day(value) if isinstance(value, datetime) else value


def sinks_on(kind: ContentType, item: Item) -> date | None:
    """Tell from which day an item stands last in lists: half a period after its check was due."""
    if not kind.ages or item.verified_on is None:
        return None
    return item.verified_on + timedelta(days=(3 * item.review_every_days + 1) // 2)


def hidden_on(kind: ContentType, item: Item) -> date | None:
    """Tell from which day an item is in no list: it ended, or was due a whole period ago."""
    days = [kind.hide_on(item)]
    if kind.ages and item.verified_on is not None:
        days.append(item.verified_on + timedelta(days=2 * item.review_every_days))
    return min((day for day in days if day is not None), default=None)


def shown_at(item: Item) -> datetime | None:
    """Tell from when the public sees an item: published, and no longer for mediators alone."""
    times = [item.publish_at]
    if item.mediators_until is not None:
        times.append(datetime.combine(item.mediators_until, time(), ROME))
    return max((each for each in times if each is not None), default=None)


def seen_rows(
    kind: ContentType,
    item: Item,
    place: Place,
    towns: Iterable[Town],
    *,
    today: date | None = None,
) -> Iterator[Row]:
    """Yield one row for each of the towns that sees the item, as of `today` in Italy."""
    if item.state != "published":
        return
    reach, key = kind.reach(item), kind.order_key(item)
    sinks = sinks_on(kind, item)
    sunk = sinks is not None and sinks <= (today or italian_day())
    common = {
        "item_id": item.id,
        "kind": item.kind,
        "km_about": getattr(item, "lat", None) is None,
        "show_at": shown_at(item),
        "hide_on": hidden_on(kind, item),
        "changed_at": _changed_at(item),
    }
    for town in towns:
        km = _distance(item, place, town)
        competent = reach.serves is not None or not reach.unknown
        if _sees(reach, place, town, km):
            yield common | {
                "place_id": town.id,
                "order_key": _order(key, km, competent, sunk),
                "km": km,
                "competent": competent,
            }


def _changed_at(item: Item) -> datetime | None:
    begins = shown_at(item)
    return max(item.changed_at, begins) if item.changed_at and begins else item.changed_at


def _distance(item: Item, place: Place, town: Town) -> float | None:
    own_lat, own_lon = getattr(item, "lat", None), getattr(item, "lon", None)
    about = own_lat is None
    lat, lon = (place.lat, place.lon) if about else (own_lat, own_lon)
    if place.level != "municipality" or lat is None or lon is None:
        return None
    # Without a point of its own it is "here", not "about 0 km".
    return None if about and place.id == town.id else town.km_to(lat, lon)


def _sees(reach: Reach, place: Place, town: Town, km: float | None) -> bool:
    if reach.serves is not None:
        return bool(town.above.intersection(reach.serves))
    if reach.unknown:
        return _same_province(place, town)
    return place.code in town.above or (reach.nearby and km is not None and km <= town.radius_km)


def purge_ended(session: Session, types: Mapping[str, ContentType], today: date) -> int:
    """Remove the rows of what has ended, which every list would step over; tell how many.

    `types` by their names. What only nobody checked keeps its rows, as its page stays, and what
    was archived for the news: no page changes by this, so no generation is raised.
    """
    count = 0
    for kind in types.values():
        hidden = select(Seen.item_id).where(Seen.kind == kind.name, Seen.hide_on <= today)
        found = session.scalars(
            select(kind.model).where(kind.model.id.in_(hidden), kind.model.state == "published")
        )
        ended = [item.id for item in found if (kind.hide_on(item) or date.max) <= today]
        rows = delete(Seen).where(Seen.item_id.in_(ended))
        count += session.connection().execute(rows).rowcount
    return count


def _same_province(place: Place, town: Town) -> bool:
    return place.code in town.above or place.province_code in town.above


def _order(key: str, km: float | None, competent: bool, sunk: bool) -> str:
    # A type sorts by distance by leaving "~" in its key for it.
    distance = f"{min(km or 0, 9999):06.1f}"
    group = (0 if competent else 1) + (SUNK if sunk else 0)
    return f"{group}{key}".replace("~", distance)[:40]
