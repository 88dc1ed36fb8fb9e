"""Languages of the pages, and the municipalities of Italy: by name, open ones, nearest ones."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session, aliased

from services_app.api.answers import answer, paged
from services_app.api.params import PlacesQuery, asked
from services_app.content.fields.base import Strict
from services_app.content.record import Values
from services_app.locales import KNOWN
from services_app.places.model import Place
from services_app.places.queries import folded_name, is_named
from services_app.web.store import store


def add_routes(blueprint: Blueprint) -> None:
    """Register the addresses of this room."""
    blueprint.get("/languages")(languages)
    blueprint.get("/places")(places)


def languages() -> ResponseReturnValue:
    """List the languages of the pages, the default one first."""
    asked(Strict)
    return answer(
        {
            "items": [
                {
                    "tag": each.tag,
                    "name": each.name,
                    "direction": each.direction,
                    "fallbacks": list(each.fallbacks),
                }
                for each in (KNOWN[tag] for tag in store().settings.languages)
            ]
        }
    )


def places() -> ResponseReturnValue:
    """List municipalities, open ones first; with a point, open towns by distance."""
    query = asked(PlacesQuery)
    asked_for = query.get("q", "").strip()
    start = folded_name(asked_for) or asked_for  # what holds no word is found nowhere
    offset = (query["page"] - 1) * query["per_page"]
    with store().database.reading() as session:
        if "near" in query:
            near = _nearest(session, start, *query["near"])
            page = near[offset : offset + query["per_page"]]
            return paged([_told(row, away) for row, away in page], query, len(near))
        found, total = _named(session, start, query["open"], offset, query["per_page"])
    return paged([_told(row) for row in found], query, total)


def _rows() -> Select[Place, str, str]:
    # Each municipality with the names of its province and region.
    province, region = aliased(Place), aliased(Place)
    return (
        select(Place, province.name, region.name)
        .join(province, Place.parent_id == province.id)
        .join(region, province.parent_id == region.id)
        .where(Place.level == "municipality")
    )


def _named(
    session: Session, start: str, only_open: bool, offset: int, limit: int
) -> tuple[list[Row[Place, str, str]], int]:
    query = _where_named(_rows(), start)
    if only_open:
        query = query.where(Place.is_open)
    total = session.scalar(query.with_only_columns(func.count(), maintain_column_froms=True))
    query = query.order_by(Place.is_open.desc(), Place.folded, Place.code)
    return list(session.execute(query.offset(offset).limit(limit))), total or 0


def _nearest(
    session: Session, start: str, lat: float, lon: float
) -> list[tuple[Row[Place, str, str], float]]:
    """List open towns with their distance in km, nearest first."""
    query = _rows().where(Place.is_open)
    rows = {row[0].code: row for row in session.execute(_where_named(query, start))}
    return [
        (rows[town.code], round(away, 1))
        for away, town in store().atlas().nearest(lat, lon)
        if town.code in rows
    ]


def _where_named(query: Select[Place, str, str], start: str) -> Select[Place, str, str]:
    return query.where(is_named(start)) if start else query


def _told(row: Row[Place, str, str], km: float | None = None) -> Values:
    place, province, region = row
    return {
        "code": place.code,
        "name": place.name,
        "other_name": place.other_name,
        "slug": place.slug,
        "sign": place.sign,
        "province": province,
        "region": region,
        "lat": place.lat,
        "lon": place.lon,
        "open": place.is_open,
        "radius_km": place.radius_km if place.is_open else None,
        "languages": place.languages.split(),
        "km": km,
        "url": f"{store().settings.site_url}{_path(place)}" if place.is_open else None,
    }


def _path(place: Place) -> str:
    return f"/{store().settings.languages[0]}/{place.slug}/"
