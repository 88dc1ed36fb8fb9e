"""Which open towns see an item: competence beats distance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import cast

from sqlalchemy import Table, delete, insert
from sqlalchemy.orm import Session

from services_app.content.item import Item, Seen
from services_app.content.type import ContentType
from services_app.places.atlas import Atlas, Town
from services_app.places.model import Place

Row = dict[str, object]


def see(session: Session, kind: ContentType, item: Item, place: Place, atlas: Atlas) -> None:
    """Write anew which towns see the item; unpublished ones are seen by none."""
    see_all(session, kind, [(item, place)], atlas)


def see_all(
    session: Session, kind: ContentType, items: Sequence[tuple[Item, Place]], atlas: Atlas
) -> None:
    """Write anew which towns see each of the items, given with their places."""
    session.execute(delete(Seen).where(Seen.item_id.in_([item.id for item, _ in items])))
    rows = [row for item, place in items for row in seen_rows(kind, item, place, atlas.towns)]
    if rows:
        # By the table: a mapped class would group the rows by what is null in them.
        session.execute(insert(cast(Table, Seen.__table__)), rows)


def seen_rows(kind: ContentType, item: Item, place: Place, towns: Iterable[Town]) -> Iterator[Row]:
    """Yield one row for each of the towns that sees the item."""
    if item.state != "published":
        return
    reach = kind.reach(item)
    own_lat, own_lon = getattr(item, "lat", None), getattr(item, "lon", None)
    about = own_lat is None
    lat, lon = (place.lat, place.lon) if about else (own_lat, own_lon)
    for town in towns:
        km = None
        if place.level == "municipality" and lat is not None and lon is not None:
            km = town.km_to(lat, lon)
            if about and place.id == town.id:
                km = None  # "here", not "about 0 km"
        competent = True
        if reach.serves is not None:
            seen = bool(town.above.intersection(reach.serves))
        elif reach.unknown:
            seen, competent = _same_province(place, town), False
        else:
            seen = place.code in town.above or (
                reach.nearby and km is not None and km <= town.radius_km
            )
        if seen:
            yield {
                "place_id": town.id,
                "item_id": item.id,
                "kind": item.kind,
                "order_key": _order(kind.order_key(item), km, competent),
                "km": km,
                "km_about": about,
                "competent": competent,
                "show_at": item.publish_at,
                "hide_on": kind.hide_on(item),
            }


def _same_province(place: Place, town: Town) -> bool:
    return place.code in town.above or place.province_code in town.above


def _order(key: str, km: float | None, competent: bool) -> str:
    # A type sorts by distance by leaving "~" in its key for it.
    distance = f"{min(km or 0, 9999):06.1f}"
    return f"{0 if competent else 1}{key}".replace("~", distance)[:40]
