"""Rule 3: after "the law changed", every language falls back to its safety core at once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from services_app.config import EVERY_LANGUAGE
from services_app.content.commands import stored_item
from services_app.content.item import Actor
from services_app.content.workflow import law_changed, sign_text
from services_app.web.store import Store
from tests.conftest import NOON
from tests.harm.planting import ON_SQLITE, Open, Values, address, another, put, real

OFFICE = Actor("Anna Rossi", "Prefettura di Esempio", 7)
SIGNED = {"reviewed_on": "2026-11-01", "reviewed_by": "Prefettura di Esempio"}
BANNER = "The law changed on"


def changed(store: Store, topic: str) -> None:
    """Say as an administrator that the law of a topic changed."""
    with store.database.transaction() as session:
        assert law_changed(session, store.types, topic, by=OFFICE, at=NOON)


def sign(store: Store, slug: str, lang: str) -> None:
    """Sign a text of a guide."""
    kind = store.types["guides"]
    uid = UUID(real(store, "guides", slug)["uid"])
    with store.database.transaction() as session:
        item = stored_item(session, kind, uid)
        assert item is not None
        sign_text(session, kind, item, lang, by=OFFICE, at=NOON)


def cores(page: Open, path: str) -> int:
    """Count the safety cores on a page, which stand instead of its steps."""
    opened = page(path)
    assert not (opened.all("ol", class_="steps core") and opened.all("ol", class_="steps"))
    return len(opened.all("ol", class_="steps core"))


def with_core(store: Store) -> Values:
    """Save a copy of a guide of normal risk whose Italian and English words have a core."""
    record = another(store, "guides", "health-registration", "with-core")
    for lang in ("it", "en"):
        core: dict[str, Any] = {"id": "core1", "part": "core", "text": f"Core {lang}."}
        record["texts"][lang]["blocks"].insert(0, core)
    put(store, "guides", record)
    return record


def test_a_signed_dangerous_guide_falls_back_in_every_language(store: Store, page: Open) -> None:
    record = real(store, "guides", "dublin")
    for lang in record["texts"]:
        record["texts"][lang] |= SIGNED
    item = put(store, "guides", record)
    for lang in ("it", "en"):  # the others have no more than a core
        assert cores(page, address(store, item, lang)) == 0
    changed(store, "asylum")
    assert all(cores(page, address(store, item, lang)) == 1 for lang in EVERY_LANGUAGE)
    english = page(address(store, item, "en")).text
    assert BANNER in english
    assert "Checked by" not in english


@ON_SQLITE
def test_a_translation_signed_before_its_source_shows_its_core_still(
    store: Store, page: Open
) -> None:
    changed(store, "asylum")
    sign(store, "dublin", "en")
    assert cores(page, "/en/larino/guides/dublin") == 1
    sign(store, "dublin", "it")
    assert cores(page, "/en/larino/guides/dublin") == 0
    assert cores(page, "/fr/larino/guides/dublin") == 1
    assert BANNER not in page("/en/larino/guides/dublin").text


@ON_SQLITE
def test_a_guide_of_normal_risk_shows_its_core_until_its_source_is_signed(
    store: Store, page: Open
) -> None:
    with_core(store)
    path = "/en/larino/guides/with-core"
    assert cores(page, path) == 0
    changed(store, "health")
    assert cores(page, path) == 1
    assert BANNER in page(path).text
    sign(store, "with-core", "it")
    assert cores(page, path) == 0
    assert BANNER not in page(path).text


@ON_SQLITE
def test_a_guide_without_a_core_says_at_least_that_the_law_changed(
    store: Store, page: Open
) -> None:
    changed(store, "health")
    opened = page("/en/larino/guides/health-registration")
    assert BANNER in opened.text
    assert not opened.all("ol", class_="steps core")
    assert BANNER not in page("/en/larino/guides/bank-account").text


@ON_SQLITE
@pytest.mark.parametrize("slug", ["dublin", "with-core"])
def test_the_api_gives_the_core_and_says_why(store: Store, client: FlaskClient, slug: str) -> None:
    with_core(store)
    changed(store, "asylum")
    changed(store, "health")
    guide = client.get(f"/api/v1/guides/{slug}").get_json()
    assert guide["law_changed_on"] == "2026-11-24"
    for lang, text in guide["texts"].items():
        assert text["core_only"], lang
        assert {block["part"] for block in text["blocks"]} <= {"core", "heading"}, lang
