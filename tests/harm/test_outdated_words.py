"""Words that are older than their source say so, and never stand in green (principle 2, rule 3)."""

from __future__ import annotations

from flask.testing import FlaskClient

from services_app.web.store import Store
from tests.harm.planting import ON_SQLITE, Open, Values, put, real

NORMAL, HIGH = "tax-code", "expulsion-order"
NOTICE = "These words are older than those in Italian"
MARK = "Checked by Comune"


def signed_then_changed(store: Store, slug: str) -> Values:
    """Sign the English words of a guide, then let the Italian ones change."""
    record = real(store, "guides", slug)
    for text in record["texts"].values():
        text["reviewed_on"], text["reviewed_by"] = "2026-11-20", "Comune"
    put(store, "guides", record)
    record = real(store, "guides", slug)
    block = next(each for each in record["texts"]["it"]["blocks"] if each["part"] == "what")
    block["rev"] = block.get("rev", 1) + 1
    put(store, "guides", record)
    return real(store, "guides", slug)


def address(record: Values, store: Store) -> str:
    with store.database.reading() as session:
        model = store.types["guides"].model
        code = session.query(model.neutral_code).filter_by(slug=record["slug"]).scalar()
    return f"/en/x/{code}?at=larino" if code else f"/en/larino/guides/{record['slug']}"


@ON_SQLITE
def test_a_translation_older_than_its_source_says_so_and_leads_there(
    store: Store, page: Open
) -> None:
    path = address(signed_then_changed(store, NORMAL), store)
    opened = page(path)
    assert NOTICE in opened.html
    assert f'href="/it/larino/guides/{NORMAL}" hreflang="it"' in opened.html
    assert MARK not in opened.html
    source = page(f"/it/larino/guides/{NORMAL}")
    assert "più vecchie" not in source.html


@ON_SQLITE
def test_a_dangerous_subject_falls_back_to_its_core(store: Store, page: Open) -> None:
    record = signed_then_changed(store, HIGH)
    text = record["texts"]["en"]
    hidden = [each["text"] for each in text["blocks"] if each["part"] == "step"]
    shown = [each["text"] for each in text["blocks"] if each["part"] == "core"]
    opened = page(address(record, store))
    assert NOTICE in opened.html
    assert all(words.split(".")[0].replace("*", "")[:20] in opened.text for words in shown)
    assert hidden
    assert not any(words in opened.html for words in hidden)


@ON_SQLITE
def test_programs_are_told(store: Store, client: FlaskClient) -> None:
    signed_then_changed(store, NORMAL)
    texts = client.get(f"/api/v1/guides/{NORMAL}").get_json()["texts"]
    assert (texts["it"]["outdated"], texts["en"]["outdated"]) == (False, True)
