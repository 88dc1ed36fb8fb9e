"""The places of Italy: names, addresses, distances, and opening a town."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from services_app.content.item import Item, Seen
from services_app.errors import NotFound
from services_app.places.atlas import Atlas, read_atlas
from services_app.places.commands import RESERVED, load_places, open_town
from services_app.places.distance import km_between
from services_app.places.model import Place
from services_app.places.queries import places_by_code, places_named
from services_app.web.store import Store
from services_app.words import slugify
from tests.records import LARINO, PADOVA, TERMOLI, opened

HEADER = (
    "istat_code,name,name_other_language,province,province_code,region,region_istat_code,"
    "cadastral_code,is_province_capital,lat,lon,coord_source\n"
)
LAT, LON = st.floats(-90, 90), st.floats(-180, 180)


def test_every_municipality_province_and_region_is_there(session: Session) -> None:
    levels = session.execute(select(Place.level, func.count()).group_by(Place.level))
    counts = Counter({level: count for level, count in levels})
    assert counts["municipality"] == 7896
    assert counts["region"] == 20
    assert counts["country"] == 1


def test_every_place_lies_in_one_of_the_level_above(session: Session) -> None:
    above = {"municipality": "province", "province": "region", "region": "country"}
    parent = {row.id: row for row in session.scalars(select(Place))}
    for place in parent.values():
        if place.level == "country":
            assert place.parent_id is None
        else:
            assert place.parent_id is not None
            assert parent[place.parent_id].level == above[place.level], place.name
        if place.level == "municipality":
            assert place.province_code == parent[place.parent_id or 0].code


def test_a_name_that_two_share_gets_the_sign_of_its_province(session: Session) -> None:
    rows = session.execute(
        select(Place.name, Place.slug, Place.sign).where(Place.slug.is_not(None))
    )
    found = [(row.name, row.slug or "", row.sign or "") for row in rows]
    names = Counter(slugify(name) for name, _, _ in found)
    double = [(slug, sign) for name, slug, sign in found if names[slugify(name)] > 1]
    assert len(double) == 12
    assert {("castro-le", "LE"), ("paterno-ct", "CT")} <= set(double)
    assert all(slug.endswith(f"-{sign.lower()}") for slug, sign in double)


def test_no_town_has_a_reserved_address(session: Session) -> None:
    slugs = set(session.scalars(select(Place.slug).where(Place.slug.is_not(None))))
    assert len(slugs) == 7896
    assert not slugs & RESERVED


def test_a_town_named_like_a_reserved_word_gets_the_sign(session: Session, tmp_path: Path) -> None:
    for model in (Seen, Item, Place):
        session.execute(delete(model))
    listed = tmp_path / "towns.csv"
    listed.write_text(
        f"{HEADER}070031,About,,Campobasso,CB,Molise,14,X,0,41.8,14.9,x\n"
        "070078,Search,,Campobasso,CB,Molise,14,X,0,,,x\n",
        encoding="utf-8",
    )
    load_places(session, listed)
    slugs = set(session.scalars(select(Place.slug).where(Place.slug.is_not(None))))
    assert slugs == {"about-cb", "search-cb"}


def test_filling_a_filled_table_changes_nothing(session: Session, tmp_path: Path) -> None:
    assert load_places(session, tmp_path / "there is no such file") == 0


def test_thirteen_towns_are_open_and_know_where_they_lie(store: Store) -> None:
    towns = store.atlas().towns
    assert len(towns) == 13
    assert all(town.lat and town.lon and town.radius_km == 40 for town in towns)
    larino = store.atlas().by_slug["larino"]
    assert (larino.code, larino.province, larino.region) == (LARINO, "Campobasso", "Molise")
    assert larino.above == {LARINO, "070", "14", "it"}


def test_patron_days_are_known_where_a_source_names_them(store: Store) -> None:
    days = {town.slug: town.patron_day for town in store.atlas().towns if town.patron_day}
    assert days["campobasso"] == "04-23"
    assert days["padova"] == "06-13"
    assert "larino" not in days


def test_only_municipalities_are_opened(session: Session) -> None:
    for code in ("14", "070", "it", "999999"):
        with pytest.raises(NotFound):
            open_town(session, code, {})


@pytest.mark.parametrize("day", ["19 May", "05", "02-30", "13-01", "05-26-1"])
def test_a_patron_day_that_is_no_day_opens_nothing(on_sqlite: Flask, day: str) -> None:
    run = on_sqlite.test_cli_runner().invoke
    result = run(args=["open-town", "070029", "--patron-day", day])
    assert result.exit_code == 2
    assert "MM-DD" in result.output
    store: Store = on_sqlite.extensions["store"]
    with store.database.reading() as session:
        assert not places_by_code(session, ["070029"])["070029"].is_open


def test_a_patron_day_is_kept_with_both_figures(on_sqlite: Flask) -> None:
    run = on_sqlite.test_cli_runner().invoke
    result = run(args=["open-town", LARINO, "--patron-day", "5-9"])
    assert result.exit_code == 0, result.output
    store: Store = on_sqlite.extensions["store"]
    with store.database.reading() as session:
        assert places_by_code(session, [LARINO])[LARINO].patron_day == "05-09"


def test_opening_again_without_words_keeps_what_was_set(session: Session) -> None:
    open_town(session, PADOVA, {"radius_km": 12})
    place = open_town(session, PADOVA, {})
    assert (place.radius_km, place.patron_day) == (12, "06-13")
    assert place.languages.split()[:2] == ["it", "en"]


def test_a_fourteenth_town_gets_its_pages_at_once(
    session: Session, store: Store, client: FlaskClient
) -> None:
    assert client.get("/it/guglionesi/").status_code == 404
    town = opened(session, "070029", radius_km=40, languages=["it", "ar"])
    assert town.name == "Guglionesi"
    store.forget()
    assert client.get("/it/guglionesi/").status_code == 200
    assert client.get("/ar/guglionesi/guides").status_code == 200
    seen = session.scalar(select(func.count()).where(Seen.place_id == town.id))
    larino = session.scalar(select(Place.id).where(Place.code == LARINO))
    assert seen
    assert session.scalar(select(func.count()).where(Seen.place_id == larino))


def test_nearest_towns_come_first(store: Store) -> None:
    nearest = store.atlas().nearest(41.8, 14.91)
    assert [town.slug for _, town in nearest[:2]] == ["larino", "termoli"]
    assert nearest == sorted(nearest, key=lambda pair: pair[0])


def test_a_town_without_a_point_is_near_to_nothing(session: Session) -> None:
    place = places_by_code(session, [LARINO])[LARINO]
    place.lat = place.lon = None
    session.flush()
    atlas = read_atlas(session)
    assert atlas.by_slug["larino"].km_to(41.8, 14.9) is None
    assert "larino" not in [town.slug for _, town in atlas.nearest(41.8, 14.9)]


def test_an_atlas_may_be_empty() -> None:
    assert Atlas([]).nearest(41.8, 14.9) == []


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("larino", "Larino"),
        ("LARI", "Larino"),
        ("mondovi", "Mondovì"),
        ("Reggio nell’Emilia", "Reggio nell'Emilia"),
        ("l’aquila", "L'Aquila"),
        ("bozen", "Bolzano"),
        ("emilia", "Reggio nell'Emilia"),  # open, so before Campagnola Emilia
        ("reggio  nell emilia", "Reggio nell'Emilia"),
    ],
)
def test_a_place_is_found_by_the_start_of_a_word(session: Session, typed: str, first: str) -> None:
    assert places_named(session, typed)[0].name == first


@pytest.mark.parametrize("typed", ["", "   ", "\u0301", "zzz", "%", "_arino", "'; --", "x" * 9999])
def test_what_is_no_name_finds_nothing(session: Session, typed: str) -> None:
    assert places_named(session, typed) == []


def test_open_towns_come_before_others_of_the_same_beginning(session: Session) -> None:
    opened(session, TERMOLI)
    found = places_named(session, "ter")
    assert found[0].name == "Termoli"
    assert len(found) == 20


@given(LAT, LON, LAT, LON)
def test_a_distance_is_the_same_both_ways_and_never_longer_than_half_the_earth(
    lat1: float, lon1: float, lat2: float, lon2: float
) -> None:
    there, back = km_between(lat1, lon1, lat2, lon2), km_between(lat2, lon2, lat1, lon1)
    assert there == pytest.approx(back)
    assert 0 <= there <= 20_016


@given(LAT, LON)
def test_no_way_leads_from_a_point_to_itself(lat: float, lon: float) -> None:
    assert km_between(lat, lon, lat, lon) == 0


@given(LAT, LON, LAT, LON, LAT, LON)
def test_a_detour_is_never_shorter(
    lat1: float, lon1: float, lat2: float, lon2: float, lat3: float, lon3: float
) -> None:
    detour = km_between(lat1, lon1, lat2, lon2) + km_between(lat2, lon2, lat3, lon3)
    assert km_between(lat1, lon1, lat3, lon3) <= detour + 0.01


def test_a_degree_of_latitude_is_111_kilometres() -> None:
    assert km_between(41, 14, 42, 14) == pytest.approx(111.2, abs=0.1)
