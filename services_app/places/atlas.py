"""The open towns with all that lies above them, kept in memory: what every page asks for."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from services_app.places.distance import km_between
from services_app.places.model import Place


@dataclass(frozen=True)
class Town:
    """An open municipality; `above` holds the codes of itself and all places it lies in."""

    id: int
    code: str
    name: str
    slug: str
    sign: str
    province: str
    region: str
    region_code: str
    above: frozenset[str]
    lat: float | None
    lon: float | None
    radius_km: int
    patron_day: str | None
    languages: tuple[str, ...]

    def km_to(self, lat: float, lon: float) -> float | None:
        """Distance in km from the town's point, None where the point is not known."""
        if self.lat is None or self.lon is None:
            return None
        return km_between(self.lat, self.lon, lat, lon)


class Atlas:
    """All open towns, by slug, code and id, in the order of their names."""

    def __init__(self, towns: list[Town]) -> None:
        self.towns = sorted(towns, key=lambda town: town.name)
        self.by_slug = {town.slug: town for town in self.towns}
        self.by_code = {town.code: town for town in self.towns}
        self.by_id = {town.id: town for town in self.towns}

    def nearest(self, lat: float, lon: float) -> list[tuple[float, Town]]:
        """List towns with their distance in km, nearest first."""
        known = [(town.km_to(lat, lon), town) for town in self.towns]
        return sorted(
            ((km, town) for km, town in known if km is not None), key=lambda pair: pair[0]
        )


def read_atlas(session: Session) -> Atlas:
    """Read the open towns in one query."""
    province, region = aliased(Place), aliased(Place)
    rows = session.execute(
        select(Place, province, region)
        .join(province, Place.parent_id == province.id)
        .join(region, province.parent_id == region.id)
        .where(Place.is_open, Place.level == "municipality")
    )
    return Atlas([_town(*row) for row in rows])


def _town(place: Place, province: Place, region: Place) -> Town:
    return Town(
        id=place.id,
        code=place.code,
        name=place.name,
        slug=place.slug or "",
        sign=place.sign or "",
        province=province.name,
        region=region.name,
        region_code=region.code,
        above=frozenset((place.code, province.code, region.code, "it")),
        lat=place.lat,
        lon=place.lon,
        radius_km=place.radius_km,
        patron_day=place.patron_day,
        languages=tuple(place.languages.split()),
    )
