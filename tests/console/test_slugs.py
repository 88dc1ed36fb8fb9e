"""The address that a record gets when its form leaves it empty."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services_app.content.addresses import wanted_slug
from services_app.web.store import Store
from tests.console.forms import JOB, item_at, made, sent
from tests.operators import logged_in
from tests.records import KINDS, LARINO, TYPES, job, saved, seeded

COURSE = {"facts.kind": "italian", "facts.provider": "CPIA"}
EVENT = {"facts.kind": "festival", "facts.organiser": "A", "facts.starts_at": "2026-12-01T18:00"}
HOME = {
    "facts.kind": "room_single", "facts.landlord_kind": "private", "facts.rent_cents": "250",
    "facts.contract": "free_4_4", "facts.contract_registered": "yes",
    "facts.residence_possible": "yes", "facts.contact_way": "employment_centre",
}  # fmt: skip


def slug_of_new(app: Flask, browser: FlaskClient, kind: str, **form: str) -> str:
    """Save a new record whose form leaves the address empty; give the one it got."""
    address = made(sent(browser, f"/console/{kind}/new", version="0", **form))
    return item_at(app, address).slug


@pytest.mark.parametrize(
    ("kind", "facts", "slug"),
    [
        ("jobs", JOB, "potatore-di-alberi-e-viti-larino"),
        ("courses", COURSE, "corso-di-italiano-larino"),
        ("events", EVENT, "festa-larino"),
        ("housing", HOME, "stanza-singola-larino"),
    ],
)
def test_an_offer_is_named_by_what_it_is_and_its_town(
    on_sqlite: Flask, kind: str, facts: dict[str, str], slug: str
) -> None:
    browser, form = logged_in(on_sqlite, "publisher"), facts | {"place": LARINO}
    first, second = (slug_of_new(on_sqlite, browser, kind, **form) for _ in range(2))
    # An offer of the starting content may have the shorter one.
    assert first in (slug, f"{slug}-2")
    assert second in (f"{slug}-2", f"{slug}-3")


@pytest.mark.parametrize(
    ("lang", "title", "slug"),
    [
        ("ar", "بطاقة صحية", "salute"),
        ("bn", "স্বাস্থ্য কার্ড", "salute"),
        ("it", "a" * 99 + " b", "a" * 99),
    ],
)
def test_a_title_that_makes_no_address_or_too_long_a_one_is_no_fault(
    on_sqlite: Flask, lang: str, title: str, slug: str
) -> None:
    browser = logged_in(on_sqlite, "publisher")
    form = {"place": "it", "facts.topic": "health", "source_lang": lang, "text.title": title}
    assert slug_of_new(on_sqlite, browser, "guides", **form) == slug


@pytest.mark.parametrize("kind", KINDS)
def test_every_type_has_a_label_that_makes_an_address(kind: str) -> None:
    for record in seeded(kind):
        assert wanted_slug(TYPES[kind], record, None) != kind


@pytest.mark.parametrize("wrong", [{"place": "999999"}, {"facts.occupation": "king"}])
def test_what_an_address_is_made_of_may_be_wrong(on_sqlite: Flask, wrong: dict[str, str]) -> None:
    browser = logged_in(on_sqlite, "publisher")
    assert sent(browser, "/console/jobs/new", version="0", **(JOB | wrong)).status_code == 422


def test_a_copy_of_an_item_with_the_longest_address_has_one_too(on_sqlite: Flask) -> None:
    long = "a" * 111 + "-" + "b" * 8
    store: Store = on_sqlite.extensions["store"]
    with store.database.transaction() as session:
        uid = saved(session, "jobs", job(long)).uid
    browser = logged_in(on_sqlite, "publisher")
    slugs = [
        item_at(on_sqlite, made(sent(browser, f"/console/jobs/{uid}/copy"))).slug for _ in range(2)
    ]
    assert slugs == ["a" * 111, "a" * 111 + "-2"]
