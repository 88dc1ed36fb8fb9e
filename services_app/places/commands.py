"""Fill the table of places, and open a town."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from services_app.errors import NotFound
from services_app.places.model import Place
from services_app.places.queries import folded_name
from services_app.words import slugify

RESERVED = frozenset(
    [
        "s",
        "x",
        "search",
        "share",
        "sitemap",
        "about",
        "privacy",
        "accessibility",
        "now",
        "places",
        "api",
        "console",
        "healthz",
        "readyz",
        "metrics",
        "static",
        "media",
        "offline",
        "hsds",
        "integreat",
    ]
)


def load_places(session: Session, municipalities: Path) -> int:
    """Fill an empty table of places from the list of municipalities; say how many it wrote.

    The list is a CSV with istat_code, name, name_other_language, province, province_code,
    region, region_istat_code, lat, lon. A filled table is left as it is.
    """
    if session.scalar(select(func.count()).select_from(Place)):
        return 0
    with municipalities.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    country = _row("it", "country", "Italia", None, 1)
    regions: dict[str, dict[str, Any]] = {}
    provinces: dict[str, dict[str, Any]] = {}
    towns: list[dict[str, Any]] = []
    shared = Counter(slugify(row["name"]) for row in rows)
    number = 1
    for row in rows:
        region_code, province_code = row["region_istat_code"], row["istat_code"][:3]
        if region_code not in regions:
            number += 1
            regions[region_code] = _row(region_code, "region", row["region"], 1, number)
        if province_code not in provinces:
            number += 1
            parent = regions[region_code]["id"]
            provinces[province_code] = _row(
                province_code, "province", row["province"], parent, number
            ) | {"sign": row["province_code"]}
        number += 1
        slug = slugify(row["name"])
        if shared[slug] > 1 or slug in RESERVED:
            slug = f"{slug}-{row['province_code'].lower()}"
        towns.append(_municipality(row, provinces[province_code]["id"], number, slug))
    every = [country, *regions.values(), *provinces.values(), *towns]
    session.execute(insert(Place), every)
    return len(every)


def _row(code: str, level: str, name: str, parent_id: int | None, number: int) -> dict[str, Any]:
    return {
        "id": number, "code": code, "level": level, "name": name, "other_name": None,
        "slug": None, "folded": folded_name(name), "sign": None, "parent_id": parent_id,
        "lat": None, "lon": None, "is_open": False, "radius_km": 40, "patron_day": None,
        "languages": "",
    }  # fmt: skip


def _municipality(row: Mapping[str, str], parent_id: int, number: int, slug: str) -> dict[str, Any]:
    other = row["name_other_language"] or None
    return _row(row["istat_code"], "municipality", row["name"], parent_id, number) | {
        "slug": slug,
        "other_name": other,
        "folded": folded_name(f"{row['name']} {other or ''}"),
        "sign": row["province_code"],
        "lat": float(row["lat"]) if row["lat"] else None,
        "lon": float(row["lon"]) if row["lon"] else None,
    }


def open_town(session: Session, code: str, opening: Mapping[str, Any]) -> Place:
    """Open a municipality: radius in km, patron day "MM-DD", languages in order.

    What the town sees is rebuilt by the caller (content). Raises NotFound for an unknown code.
    """
    place = session.scalar(select(Place).where(Place.code == code))
    if place is None or place.level != "municipality":
        raise NotFound(f"no municipality {code}")
    place.is_open = True
    place.radius_km = opening.get("radius_km", place.radius_km)
    place.patron_day = opening.get("patron_day", place.patron_day)
    place.languages = " ".join(opening.get("languages", place.languages.split()))
    session.flush()
    return place
