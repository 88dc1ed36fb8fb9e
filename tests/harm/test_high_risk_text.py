"""Rule 3: a high-risk text that nobody reviewed in that language shows its safety core only."""

from __future__ import annotations

from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update

from services_app.config import EVERY_LANGUAGE
from services_app.content.faults.privacy import CORE_SENTENCES
from services_app.content.item import Item, Text
from services_app.web.store import Store
from tests.harm.planting import (
    ON_SQLITE,
    Open,
    Values,
    address,
    broken,
    published,
    put,
    real,
    write,
)
from tests.pages import Page

DUBLIN = "/larino/guides/dublin"
REVIEWED = {"reviewed_on": "2026-11-01", "reviewed_by": "Prefettura di Esempio"}


def words(record: Values, lang: str, *, core: bool) -> list[str]:
    """List the longer blocks that are, or are not, part of the safety core."""
    return [
        " ".join(block["text"].replace("**", "").split())
        for block in record["texts"][lang]["blocks"]
        if (block["part"] in ("core", "heading")) is core and (core or len(block["text"]) > 60)
    ]


def shown(page: Page, wanted: list[str]) -> list[str]:
    """Choose the words that stand on a page, whatever is bold or a link in them."""
    flat = " ".join("".join(page.tree.itertext()).split())
    return [each for each in wanted if each in flat]


@ON_SQLITE
@pytest.mark.parametrize("lang", EVERY_LANGUAGE)
def test_every_unreviewed_high_risk_guide_shows_its_core_only(
    lang: str, store: Store, page: Open
) -> None:
    risky = [item for item in published(store, "guides") if item.risk == "high"]
    assert len(risky) > 10
    for item in risky:
        record = real(store, "guides", item.slug)
        opened = page(address(store, item, lang))
        assert len(opened.all("ol", class_="steps core")) == 1, item.slug
        assert opened.tree.find(".//ol[@class='steps']") is None
        served = lang if lang in record["texts"] else "en"
        core = words(record, served, core=True)
        assert shown(opened, core), f"{item.slug}: no core"
        assert not shown(opened, words(record, served, core=False)), item.slug


def test_a_reviewed_text_shows_everything_in_its_language_alone(store: Store, page: Open) -> None:
    record = real(store, "guides", "dublin")
    record["texts"]["it"] |= REVIEWED
    put(store, "guides", record)
    whole = page(f"/it{DUBLIN}")
    every = words(record, "it", core=False)
    assert len(every) > 10
    assert shown(whole, every) == every
    others = page(f"/en{DUBLIN}")
    assert not shown(others, words(record, "en", core=False))


def test_an_overdue_guide_falls_back_to_its_core_although_reviewed(
    store: Store, page: Open
) -> None:
    record = real(store, "guides", "dublin")
    record |= {"verified_on": "2025-01-01", "verified_by": "Prefettura di Esempio"}
    for lang in record["texts"]:
        record["texts"][lang] |= REVIEWED
    put(store, "guides", record)
    for lang in ("it", "en", "ar"):
        opened = page(f"/{lang}{DUBLIN}")
        assert opened.all("ol", class_="steps core"), lang
        assert not shown(opened, words(record, lang, core=False))


def test_a_guide_of_normal_risk_needs_no_review(store: Store, page: Open) -> None:
    record = real(store, "guides", "bank-account")
    opened = page("/it/larino/guides/bank-account")
    assert not opened.all("ol", class_="steps core")
    every = words(record, "it", core=False)
    assert len(every) > 8
    assert shown(opened, every) == every


@ON_SQLITE
def test_a_guide_that_becomes_high_risk_hides_the_rest_at_once(store: Store, page: Open) -> None:
    record = real(store, "guides", "bank-account") | {"risk": "high"}
    put(store, "guides", record)
    opened = page("/it/larino/guides/bank-account")
    assert not shown(opened, words(record, "it", core=False))
    assert "free-legal-help" in opened.html
    assert "core" in broken(store, "guides", record)


@ON_SQLITE
def test_the_api_gives_the_core_only(store: Store, client: FlaskClient) -> None:
    guide = client.get("/api/v1/guides/dublin").get_json()
    for lang, text in guide["texts"].items():
        assert text["core_only"], lang
        assert {block["part"] for block in text["blocks"]} <= {"core", "heading"}, lang


@ON_SQLITE
def test_a_reviewed_core_is_still_shown_as_one(store: Store, page: Open) -> None:
    record = real(store, "guides", "appeal-negative-decision")
    assert not words(record, "ar", core=False)
    record["texts"]["ar"] |= REVIEWED
    opened = page(address(store, put(store, "guides", record), "ar"))
    assert opened.all("ol", class_="steps core")


@ON_SQLITE
def test_a_review_without_an_office_is_no_review(store: Store, page: Open) -> None:
    with store.database.transaction() as session:
        guide = session.scalars(select(Item.id).where(Item.slug == "dublin")).one()
        session.execute(
            update(Text).where(Text.item_id == guide).values(reviewed_on=date(2026, 11, 1))
        )
    assert page(f"/it{DUBLIN}").all("ol", class_="steps core")


@ON_SQLITE
@pytest.mark.parametrize("lang", EVERY_LANGUAGE)
def test_a_core_that_is_missing_or_long_is_found(lang: str, store: Store) -> None:
    record = real(store, "guides", "dublin")
    assert "core" not in broken(store, "guides", record)
    stop = {"bn": "।", "ur": "۔"}.get(lang, ".")
    write(record, lang, f"a b c{stop} " * (CORE_SENTENCES + 1), part="core")
    assert "core" in broken(store, "guides", record)
    blocks = record["texts"][lang]["blocks"]
    record["texts"][lang]["blocks"] = [each for each in blocks if each["part"] != "core"]
    assert "core" in broken(store, "guides", record)
