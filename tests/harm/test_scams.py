"""Rule 12: "nobody sells appointments" stands where people are asked for money."""

from __future__ import annotations

import pytest

from services_app.taxonomies.orientation import TOPICS
from services_app.web.store import Store
from tests.harm.planting import ON_SQLITE, Open, address, published, put, real

SENTENCE = "Nobody sells appointments, residence, contracts or results."
WARNED = {"asylum", "permits", "citizenship", "work", "housing", "documents"}


def test_the_topics_of_permits_asylum_residence_jobs_and_homes_are_marked() -> None:
    assert {code for code, topic in TOPICS.items() if topic.notes.get("scams")} >= WARNED


@ON_SQLITE
def test_every_guide_of_these_topics_says_it_also_where_only_the_core_shows(
    store: Store, page: Open
) -> None:
    said, core = 0, 0
    for item in published(store, "guides"):
        if item.topic in WARNED:
            assert SENTENCE in page(address(store, item)).text, item.slug
            said, core = said + 1, core + (item.risk == "high")
    assert said > 15
    assert core > 5


@ON_SQLITE
def test_every_job_and_home_and_their_lists_say_it(store: Store, page: Open) -> None:
    for kind in ("jobs", "housing"):
        assert SENTENCE in page(f"/en/larino/{kind}").text
        for item in published(store, kind):
            assert SENTENCE in page(address(store, item)).text, item.slug


@ON_SQLITE
def test_a_guide_says_it_as_soon_as_it_is_about_one_of_them(store: Store, page: Open) -> None:
    path = "/en/larino/guides/bank-account"
    assert SENTENCE not in page(path).text
    record = real(store, "guides", "bank-account")
    record["facts"]["topic"] = "permits"
    put(store, "guides", record)
    assert SENTENCE in page(path).text


@ON_SQLITE
@pytest.mark.parametrize("tile", ["my_permit", "work", "a_home"])
def test_the_tile_of_such_a_topic_leads_to_pages_that_say_it(tile: str, page: Open) -> None:
    opened = page(f"/en/larino/guides?tile={tile}")
    guides = [link for link in opened.links() if "/guides/" in link]
    assert guides
    assert any(SENTENCE in page(link).text for link in guides[:3])
