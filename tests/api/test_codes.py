"""Languages, places, taxonomies and search, as programs read them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from services_app import create_app
from services_app.config import EVERY_LANGUAGE
from services_app.content.type import term_label
from services_app.taxonomies import TAXONOMIES
from tests.api.reading import Reader


def test_languages_come_with_their_own_names_and_directions(api: Reader) -> None:
    items = api.read("languages")["items"]
    assert [each["tag"] for each in items] == list(EVERY_LANGUAGE)
    assert {each["tag"] for each in items if each["direction"] == "rtl"} == {"ar", "ur"}


def test_only_served_languages_are_told(on_sqlite: Flask) -> None:
    settings = replace(on_sqlite.extensions["store"].settings, languages=("it", "ar"))
    api = Reader(create_app(settings).test_client())
    assert [each["tag"] for each in api.read("languages")["items"]] == ["it", "ar"]
    api.refused("guides?lang=uk", 422)
    assert set(api.read("guides/permit-renewal")["urls"]) == {"it", "ar"}
    assert set(api.read("taxonomies/topic")["terms"][0]["labels"]) == {"it", "ar"}


@pytest.mark.parametrize("name", TAXONOMIES)
def test_every_taxonomy_has_labels_in_every_language(name: str, api: Reader) -> None:
    terms = api.read(f"taxonomies/{name}")["terms"]
    assert [each["code"] for each in terms] == list(TAXONOMIES[name])
    for each in terms:
        assert each["labels"] == {
            lang: term_label(name, each["code"], lang) for lang in EVERY_LANGUAGE
        }
        assert each["desk"] == TAXONOMIES[name][each["code"]].desk
    in_arabic = api.read(f"taxonomies/{name}?lang=ar")["terms"]
    assert [list(each["labels"]) for each in in_arabic] == [["ar"]] * len(terms)


def test_taxonomies_are_listed_with_their_codes(api: Reader) -> None:
    items = api.read("taxonomies")["items"]
    assert {each["name"]: each["codes"] for each in items} == {
        name: list(terms) for name, terms in TAXONOMIES.items()
    }
    assert api.read(items[0]["self"])["name"] == items[0]["name"]


def test_notes_that_steer_our_pages_stay_inside(api: Reader) -> None:
    notes = {
        key
        for name in TAXONOMIES
        for each in api.read(f"taxonomies/{name}")["terms"]
        for key in each["notes"]
    }
    assert {"isco", "urn", "asks_for_permit"} <= notes
    assert not notes & {"unlisted", "never_link", "no_place", "icon", "hue", "risk"}


def test_every_municipality_is_found_by_the_start_of_its_name(api: Reader) -> None:
    found = api.read("places?q=L%C3%81R")["items"]
    assert [found[0]["name"], found[0]["open"], found[0]["code"]] == ["Larino", True, "070031"]
    assert (found[0]["province"], found[0]["region"]) == ("Campobasso", "Molise")
    closed = api.read("places?q=milano")["items"][0]
    assert (closed["open"], closed["url"], closed["radius_km"]) == (False, None, None)
    assert api.read("places")["total"] > 7000
    assert api.read("places?q=%25")["total"] == 0


def test_open_towns_come_alone_when_asked_for(api: Reader) -> None:
    towns = api.all("places?open=1&per_page=5")
    assert len(towns) == 13
    assert all(each["open"] for each in towns)
    site = "http://127.0.0.1:8000"
    assert api.client.get(towns[0]["url"].removeprefix(site)).status_code == 200


def test_nearest_open_towns_come_first_with_their_distance(api: Reader) -> None:
    towns = api.all("places?near=41.80,14.91&per_page=5")
    assert [each["slug"] for each in towns[:3]] == ["larino", "termoli", "campobasso"]
    distances = [each["km"] for each in towns]
    assert distances == sorted(distances)
    assert len(towns) == 13
    assert api.read("places?near=41.80,14.91&q=p")["items"][0]["slug"] == "padova"


@pytest.mark.parametrize(
    ("words", "count"), [("emilia", 1), ("reggio", 1), ("ceva", 2), ("ca", 2), ("%25", 0)]
)
def test_a_point_changes_the_order_of_towns_but_not_how_they_are_named(
    api: Reader, words: str, count: int
) -> None:
    named = api.all(f"places?q={words}&open=1")
    near = api.all(f"places?q={words}&near=44.7,10.6")
    assert {each["code"] for each in near} == {each["code"] for each in named}
    assert len(near) == count


def test_places_cost_two_queries(api: Reader, queries: list[str]) -> None:
    api.ask("places")
    for path in ("places?per_page=100", "places?q=a", "places?near=41.8,14.9&q=a"):
        queries.clear()
        api.ask(path)
        assert 0 < len(queries) <= 2, path


def test_search_finds_what_the_page_finds(api: Reader) -> None:
    found = api.read("search?q=permesso&place=termoli&lang=it")["items"]
    assert found
    assert all("/it/termoli/" in each["url"] or "/it/x/" in each["url"] for each in found)
    html = api.client.get("/it/termoli/search?q=permesso").get_data(as_text=True)
    assert len([each for each in found if each["slug"] and f'/{each["slug"]}"' in html]) == len(
        [each for each in found if each["slug"]]
    )


def test_search_reads_every_script_and_says_the_real_language(api: Reader) -> None:
    found = api.read("search?q=تصريح&lang=ar&place=larino")["items"]
    assert found
    assert {each["title"]["lang"] for each in found if each["type"] == "guides"} == {"ar"}


def test_search_costs_four_queries(api: Reader, queries: list[str]) -> None:
    api.ask("search?q=permesso")
    queries.clear()
    api.ask("search?q=permesso")
    assert len(queries) == 4
