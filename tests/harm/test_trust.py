"""Rule 10: the green mark is earned, for one text in one language, by a named office."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, update

from services_app.content.item import Item, Text
from services_app.errors import Invalid
from services_app.web.store import Store
from tests.harm.planting import ON_SQLITE, Open, address, published, put, real

OFFICE = "Prefettura di Esempio"
GUIDE = "/larino/guides/bank-account"


def marks(page: Open, path: str) -> list[str]:
    """List the classes of the trust marks on a page."""
    opened = page(path)
    return [
        each.get("class", "") for each in opened.tree.iter("p")
        if "trust" in each.get("class", "").split()
    ]  # fmt: skip


@ON_SQLITE
def test_nothing_is_green_by_itself(store: Store, page: Open) -> None:
    seen = 0
    for kind in store.types:
        for item in published(store, kind):
            found = marks(page, address(store, item))
            assert found == ([] if item.sample else ["trust grey"]), item.slug
            seen += len(found)
    assert seen > 100


def test_green_is_for_the_language_that_the_office_signed_alone(store: Store, page: Open) -> None:
    record = real(store, "guides", "bank-account")
    record["texts"]["it"] |= {"reviewed_on": "2026-11-01", "reviewed_by": OFFICE}
    put(store, "guides", record)
    assert marks(page, f"/it{GUIDE}") == ["trust"]
    assert OFFICE in page(f"/it{GUIDE}").text
    assert marks(page, f"/en{GUIDE}") == ["trust grey"]
    assert "has not checked it yet" in page(f"/en{GUIDE}").text


@pytest.mark.parametrize("half", [{"reviewed_on": "2026-11-01"}, {"reviewed_by": OFFICE}])
@ON_SQLITE
def test_half_a_signature_is_refused(half: dict[str, str], store: Store) -> None:
    record = real(store, "guides", "bank-account")
    record["texts"]["it"] |= half
    with pytest.raises(Invalid) as refused:
        put(store, "guides", record)
    assert list(refused.value.problems) == ["texts.it.value.reviewed_by"]


@pytest.mark.parametrize("half", [{"reviewed_on": date(2026, 11, 1)}, {"reviewed_by": OFFICE}])
@ON_SQLITE
def test_half_a_signature_that_was_stored_is_none(
    half: dict[str, Any], store: Store, page: Open
) -> None:
    with store.database.transaction() as session:
        guide = select(Item.id).where(Item.slug == "bank-account").scalar_subquery()
        session.execute(update(Text).where(Text.item_id == guide).values(half))
    assert marks(page, f"/it{GUIDE}") == ["trust grey"]


@ON_SQLITE
def test_who_changes_signed_words_takes_the_green_mark_off(store: Store, page: Open) -> None:
    record = real(store, "guides", "bank-account")
    for lang in ("it", "en"):
        record["texts"][lang] |= {"reviewed_on": "2026-11-01", "reviewed_by": OFFICE}
    put(store, "guides", record)
    record["texts"]["it"]["blocks"][0]["text"] += " Non è vero."
    put(store, "guides", record)
    assert marks(page, f"/it{GUIDE}") == ["trust grey"]
    assert marks(page, f"/en{GUIDE}") == ["trust"]


@ON_SQLITE
def test_checked_facts_make_no_text_green(store: Store, page: Open) -> None:
    record = real(store, "guides", "bank-account")
    put(store, "guides", record | {"verified_on": "2026-11-01", "verified_by": OFFICE})
    assert marks(page, f"/it{GUIDE}") == ["trust grey"]
    assert "Facts checked by" in page(f"/en{GUIDE}").text


@ON_SQLITE
def test_checked_facts_leave_the_mark_of_words_that_a_machine_wrote(
    store: Store, page: Open
) -> None:
    record = real(store, "guides", "bank-account")
    record["texts"]["en"]["origin"] = "human"
    put(store, "guides", record | {"verified_on": "2026-11-01", "verified_by": OFFICE})
    for lang, said in (("it", "Una macchina ha aiutato"), ("en", "A machine helped")):
        text = page(f"/{lang}{GUIDE}").text
        assert OFFICE in text
        assert (said in text) == (lang == "it")


@ON_SQLITE
def test_an_item_without_source_says_so(store: Store, page: Open) -> None:
    text = page("/en/termoli/offices/inps-termoli").text
    assert "We have no source for this yet. Ask before you rely on it." in text
