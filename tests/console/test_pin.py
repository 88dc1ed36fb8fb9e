"""Who may load a map: the forms of what has coordinates, where tiles are set, and no other page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from services_app.web.store import Store
from tests.operators import logged_in
from tests.records import KINDS

TILES = "https://tiles.example.org/{z}/{x}/{y}.png"
PLACED = {"offices", "housing", "courses", "events"}
READ = ("/it/larino/", "/it/larino/offices/larino-comune", "/it/larino/events", "/it/about")


@pytest.fixture
def with_tiles(on_sqlite: Flask) -> Iterator[Flask]:
    """The app with a server of tiles."""
    store: Store = on_sqlite.extensions["store"]
    before = store.settings
    store.settings = replace(before, tiles_url=TILES, tiles_attribution="Maps <of> somebody")
    yield on_sqlite
    store.settings = before


def test_only_forms_with_coordinates_load_a_map_and_pictures_from_its_host(
    with_tiles: Flask,
) -> None:
    browser = logged_in(with_tiles, "administrator")
    for kind in KINDS:
        answer = browser.get(f"/console/{kind}/new")
        page, policy = answer.get_data(as_text=True), answer.headers["Content-Security-Policy"]
        placed = kind in PLACED
        assert ("leaflet.js" in page) == ("data-tiles" in page) == placed, kind
        assert ("img-src 'self' https://tiles.example.org data:;" in policy) == placed, kind
        assert policy.count("tiles.example.org") == int(placed), kind
        assert not placed or "Maps &lt;of&gt; somebody" in page
    for path in ("/console/", "/console/offices", *READ):
        answer = browser.get(path)
        assert answer.status_code == 200, path
        assert "tiles.example.org" not in answer.headers["Content-Security-Policy"], path
        assert "leaflet" not in answer.get_data(as_text=True), path


def test_no_form_has_a_map_where_no_tiles_are_set(on_sqlite: Flask) -> None:
    browser = logged_in(on_sqlite, "administrator")
    for kind in sorted(PLACED):
        answer = browser.get(f"/console/{kind}/new")
        page = answer.get_data(as_text=True)
        assert 'name="facts.lat"' in page
        assert 'name="facts.lon"' in page
        assert "leaflet" not in page
        assert "data-tiles" not in page
        assert "img-src 'self' data:;" in answer.headers["Content-Security-Policy"]


def test_a_place_with_protected_people_is_named_to_the_map(with_tiles: Flask) -> None:
    browser = logged_in(with_tiles, "administrator")
    for kind in ("offices", "housing"):
        page = browser.get(f"/console/{kind}/new").get_data(as_text=True)
        assert page.partition('data-unplaced="')[2].partition('"')[0].split(), kind


def test_a_wrong_point_stands_among_what_is_shown_first(on_sqlite: Flask) -> None:
    browser = logged_in(on_sqlite, "publisher", lang="en")
    form = browser.get("/console/events/new").get_data(as_text=True)
    token = form.partition('name="csrf_token" value="')[2].partition('"')[0]
    sent = {"csrf_token": token, "do": "save", "place": "070031", "facts.lat": "north"}
    answer = browser.post("/console/events/new", data=sent)
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert 'href="#facts-lat"' in page
    assert page.index('id="facts-lat"') < page.index('<details class="box">')
