"""Rule 9: invented samples show only where samples are on, and nobody can call one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from services_app.content.item import Item
from services_app.web.store import Store
from tests.harm.planting import ON_SQLITE, Open, address, broken, published, put, real, write

KINDS = ("jobs", "housing", "courses", "events")


@pytest.fixture
def hidden(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The store of an installation that shows no samples."""
    monkeypatch.setattr(store, "settings", replace(store.settings, show_samples=False))
    return store


def samples(store: Store) -> list[Item]:
    return [item for kind in store.types for item in published(store, kind) if item.sample]


def test_no_list_shows_one_where_samples_are_off(
    hidden: Store, page: Open, client: FlaskClient
) -> None:
    towns = [town.slug for town in hidden.atlas().towns]
    for town in towns:
        assert "sample" not in page(f"/en/{town}/").html
        for kind in KINDS:
            assert "sample" not in page(f"/en/{town}/{kind}").html, (town, kind)


def test_its_own_page_is_not_there(hidden: Store, client: FlaskClient) -> None:
    found = samples(hidden)
    assert len(found) > 50
    for item in found:
        assert client.get(address(hidden, item)).status_code == 404, item.slug


def test_search_does_not_find_it(hidden: Store, page: Open) -> None:
    for words in ("esempio", "example", "made-up", "harvest", "raccolta"):
        assert "/sample-" not in page(f"/it/larino/search?q={words}").html


def test_lists_and_search_find_it_where_samples_are_on(store: Store, page: Open) -> None:
    assert "/jobs/sample-" in page("/it/larino/jobs").html
    assert "/sample-" in page("/it/larino/search?q=raccolta").html


@pytest.mark.parametrize(
    "path",
    [
        "/en/sitemap.xml", "/api/v1/jobs", "/api/v1/housing?place=larino", "/api/v1/courses",
        "/api/v1/search?q=esempio&place=larino",
    ],
)  # fmt: skip
def test_machines_never_get_it_unasked(path: str, client: FlaskClient) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert "sample-" not in answer.get_data(as_text=True)


@ON_SQLITE
def test_the_api_gives_none_where_samples_are_off_even_if_asked(
    hidden: Store, client: FlaskClient
) -> None:
    assert client.get("/api/v1/jobs?samples=1").get_json()["items"] == []


@ON_SQLITE
def test_each_page_says_example_and_has_no_way_to_call(store: Store, page: Open) -> None:
    for item in samples(store):
        opened = page(address(store, item))
        assert "Example, not a real offer" in opened.text, item.slug
        assert not [link for link in opened.links() if link.startswith(("tel:", "mailto:"))]
        assert opened.all("meta", name="robots")[0].get("content") == "noindex"
        assert "wa.me" not in opened.html
    listed = page("/en/larino/jobs").all("a")
    assert [each for each in listed if "sample" in each.get("class", "").split()]


@pytest.mark.parametrize(
    ("kind", "slug"),
    [("jobs", "sample-pruner-larino"), ("courses", "sample-italian-a1-larino"),
     ("offices", "cpi-termoli"),
     ("events", "sample-conversation-larino"), ("housing", "sample-room-larino")],
)  # fmt: skip
def test_one_that_somebody_gave_a_telephone_is_found_and_still_cannot_be_called(
    kind: str, slug: str, store: Store, page: Open
) -> None:
    record = real(store, kind, slug) | {"sample": True}
    record["facts"] |= {"phones": [], "email": None, "website": None}
    assert "sample-contact" not in broken(store, kind, record)
    record["facts"] |= {
        "phones": [{"id": "p", "number": "+390874000000"}], "email": "a@example.org",
        "website": "https://example.org",
    }  # fmt: skip
    assert "sample-contact" in broken(store, kind, record)
    opened = page(address(store, put(store, kind, record)))
    assert "0874000000" not in opened.html.replace(" ", "")
    assert "a@example.org" not in opened.html
    assert "https://example.org" not in opened.html


@ON_SQLITE
def test_an_example_of_an_office_gives_no_number_for_appointments(store: Store, page: Open) -> None:
    record = real(store, "offices", "cpi-termoli") | {"sample": True, "texts": {}}
    record["facts"] |= {"phones": [], "appointment_phone": "+390874000000"}
    assert "sample-contact" in broken(store, "offices", record)
    opened = page(address(store, put(store, "offices", record)))
    assert not [link for link in opened.links() if link.startswith("tel:")]


@ON_SQLITE
def test_a_number_in_the_words_of_an_example_is_found(store: Store) -> None:
    record = real(store, "jobs", "sample-olive-harvest-larino")
    for words, found in (("Chiama il 333 123 4567.", True), ("Dal 2026-11-24, 36 ore.", False)):
        assert ("sample-contact" in broken(store, "jobs", write(record, "it", words))) is found
