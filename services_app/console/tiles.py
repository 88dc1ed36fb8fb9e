"""The map beside the coordinates of a form: whose tiles it shows, and where it opens."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from services_app.console import scope
from services_app.console.gate import operator
from services_app.content.type import ContentType
from services_app.delivery import allow_pictures_from
from services_app.web.store import store

Point = tuple[float, float]  # latitude, longitude


@dataclass(frozen=True)
class TileMap:
    """A map of tiles; `towns` are the centres of the open ones by code, `home` one of them."""

    url: str
    attribution: str
    towns: dict[str, Point]
    home: Point | None


def tile_map(kind: ContentType) -> TileMap | None:
    """Give the map for the form of a type, and let the page load it.

    None where the type has no coordinates, and where no tiles are set.
    """
    settings = store().settings
    if not settings.tiles_url or not {"lat", "lon"} <= kind.schema().fields.keys():
        return None
    host = urlsplit(settings.tiles_url)
    allow_pictures_from(f"{host.scheme}://{host.netloc}")
    towns = {
        town.code: (town.lat, town.lon)
        for town in store().atlas().towns
        if town.lat is not None and town.lon is not None
    }
    home = towns.get(scope.home_place(operator())) or next(iter(towns.values()), None)
    return TileMap(settings.tiles_url, settings.tiles_attribution, towns, home)
