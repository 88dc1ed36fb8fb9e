"""Forms made from schemas: what is written into one is read back from it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from services_app.content.record import plain_record
from services_app.content.type import ContentType
from services_app.web.forms import record as form
from services_app.web.forms import schemas
from services_app.web.forms.values import row_numbers
from services_app.web.forms.widgets import Euros, Number
from tests.records import KINDS, TYPES, guide, job, office, seeded, words

ANY_TEXT = st.text(max_size=40)


@pytest.mark.parametrize("name", KINDS)
def test_every_record_of_the_seed_comes_back_from_its_form(name: str) -> None:
    kind = TYPES[name]
    for raw in seeded(name):
        record = plain_record(kind, raw)
        values = form.tidied(kind, form.written(kind, record))
        assert plain_record(kind, form.read(kind, values, record)) == record


@pytest.mark.parametrize("name", KINDS)
def test_the_facts_come_back_without_what_was_stored(name: str) -> None:
    kind = TYPES[name]
    for raw in seeded(name):
        record = plain_record(kind, raw)
        values = form.tidied(kind, form.written(kind, record))
        again = form.read(kind, values, form.blank(kind) | {"texts": record["texts"]})
        assert plain_record(kind, {**record, "facts": again["facts"]}) == record


@pytest.mark.parametrize("name", KINDS)
@given(sent=st.lists(st.tuples(st.text(max_size=20), ANY_TEXT), max_size=5), data=st.data())
def test_whatever_is_sent_is_read(name: str, sent: list[tuple[str, str]], data: Any) -> None:
    kind = TYPES[name]
    known = [key for key, _ in schemas.write(kind.schema(), _filled(kind), "facts")]
    if known:
        sent += data.draw(st.lists(st.tuples(st.sampled_from(known), ANY_TEXT), max_size=8))
    values = form.tidied(kind, MultiDict(sent))
    form.read(kind, values, form.blank(kind))


def _filled(kind: ContentType) -> dict[str, Any]:
    record = seeded(kind.name)[0]
    facts: dict[str, Any] = plain_record(kind, record)["facts"]
    return facts


def test_an_empty_row_is_dropped_and_the_others_keep_their_order() -> None:
    kind = TYPES["offices"]
    values = form.tidied(kind, MultiDict({
        "facts.phones.0.id": "", "facts.phones.0.number": " ", "facts.phones.0.kind": "voice",
        "facts.phones.4.id": "", "facts.phones.4.number": "112", "facts.phones.4.kind": "voice",
        "facts.phones.7.id": "b", "facts.phones.7.number": "118",
    }))  # fmt: skip
    assert row_numbers(values, "facts.phones") == [0, 1]
    rows = form.read(kind, values, form.blank(kind))["facts"]["phones"]
    assert [row["number"] for row in rows] == ["112", "118"]
    assert rows[0]["id"]
    assert rows[1]["id"] == "b"


def test_words_keep_a_row_that_has_no_facts() -> None:
    kind = TYPES["guides"]
    values = form.tidied(
        kind, MultiDict({"facts.steps.0.id": "", "facts.steps.0.words.step": "Go"})
    )
    record = form.read(kind, values, form.blank(kind))
    (row,), (block,) = record["facts"]["steps"], record["texts"]["it"]["blocks"]
    assert (block["of"], block["text"], block["part"]) == (row["id"], "Go", "step")


@pytest.mark.parametrize(
    ("typed", "cents"),
    [("12,50", 1250), ("12.5", 1250), ("1.250", 125000), ("1.250,00", 125000), ("€ 9", 900),
     ("0,05", 5), ("nine", "nine"), ("1,2,3", "1,2,3"), ("-5", "-5"), ("12,505", "12,505")],
)  # fmt: skip
def test_money_is_read_as_people_write_it(typed: str, cents: int | str) -> None:
    assert Euros(TYPES["jobs"].schema().fields["pay_cents"]).value(typed) == cents


@given(cents=st.integers(0, 10**9))
def test_money_is_written_as_it_is_read(cents: int) -> None:
    euros = Euros(TYPES["jobs"].schema().fields["pay_cents"])
    assert euros.value(euros.text(cents)) == cents


def test_thousands_and_other_words_in_numbers() -> None:
    number = Number(TYPES["jobs"].schema().fields["positions"])
    assert [number.value(typed) for typed in ("1.200", "1 200", "12", "1.20", "many")] == [
        1200, 1200, 12, "1.20", "many",
    ]  # fmt: skip


def test_hours_are_read_with_points_and_without_minutes() -> None:
    kind = TYPES["offices"]
    week = {"mo.0.from": "8.30", "mo.0.until": "12", "mo.1.from": "15:00", "mo.1.until": "17:30"}
    sent = MultiDict({f"facts.week.{key}": value for key, value in week.items()})
    facts = form.read(kind, sent, form.blank(kind))["facts"]
    assert facts["week"] == {"mo": [["08:30", "12:00"], ["15:00", "17:30"]]}


def test_a_list_that_nobody_knows_is_not_an_empty_one() -> None:
    kind = TYPES["offices"]
    for stored in (None, [], ["070031"]):
        record = plain_record(kind, office(serves=stored))
        values = form.written(kind, record)
        assert form.read(kind, values, record)["facts"]["serves"] == stored


def _guide() -> dict[str, Any]:
    blocks = [{"id": f"b{n}", "part": "watch", "text": f"Words {n}"} for n in range(3)]
    texts = {"it": words("Titolo", blocks=blocks, reviewed_on="2026-01-01", reviewed_by="CPIA"),
             "en": words("Title", blocks=blocks)}  # fmt: skip
    return plain_record(TYPES["guides"], guide() | {"texts": texts})


def _edited(text: str, small: bool = False) -> dict[str, Any]:
    kind, record = TYPES["guides"], _guide()
    values = form.written(kind, record)
    values["text.watch"] = text
    if small:
        values["text.small"] = "1"
    return form.read(kind, values, record)


def test_an_edited_paragraph_keeps_its_id_and_rises_in_revision() -> None:
    before = _guide()["texts"]["it"]["blocks"]
    after = _edited("Words 0\n\nOther words\n\nWords 2")["texts"]["it"]["blocks"]
    assert [block["id"] for block in after] == [block["id"] for block in before]
    assert [block["rev"] for block in after] == [1, 2, 1]


def test_a_small_correction_makes_no_translation_stale() -> None:
    after = _edited("Words 0\n\nWords one\n\nWords 2", small=True)["texts"]["it"]["blocks"]
    assert [block["rev"] for block in after] == [1, 1, 1]


def test_edited_words_lose_the_signature_and_same_words_keep_it() -> None:
    assert _edited("Words 0\n\nWords 1\n\nWords 2")["texts"]["it"]["reviewed_by"] == "CPIA"
    assert _edited("New words")["texts"]["it"]["reviewed_by"] is None


def test_a_paragraph_taken_away_leaves_the_translations_too() -> None:
    after = _edited("Words 0\n\nWords 2")["texts"]
    for lang in ("it", "en"):
        assert [block["text"] for block in after[lang]["blocks"]] == ["Words 0", "Words 2"]


def test_a_problem_is_named_by_the_input_that_shows_it() -> None:
    kind, record = TYPES["guides"], _guide()
    found = form.shown_problems(
        kind,
        record,
        {"texts.it.blocks.1.text": ["a"], "facts.topic": ["b"], "texts.it.title": ["c"]},
    )
    assert found == {"text.watch": ["a"], "facts.topic": ["b"], "text.title": ["c"]}


def test_a_blank_form_of_a_job_asks_for_what_protects() -> None:
    kind = TYPES["jobs"]
    shown = form.read(kind, form.written(kind, form.blank(kind)), form.blank(kind))
    assert "pay_cents" not in shown["facts"]
    assert plain_record(kind, job())["facts"]["pay_cents"] == 900


def test_title_and_summary_rise_when_they_change_and_not_by_a_small_correction() -> None:
    kind, record = TYPES["guides"], _guide()
    text = record["texts"]["it"]
    assert (text["title_rev"], text["summary_rev"]) == (1, 1)
    record["texts"]["en"]["title_rev"] = 4  # made from words that are gone by now
    values = form.written(kind, record)
    values["text.title"] = "Altro titolo"
    after = form.read(kind, values, record)["texts"]["it"]
    assert (after["title_rev"], after["summary_rev"]) == (5, 1)
    values["text.small"] = "1"
    assert form.read(kind, values, record)["texts"]["it"]["title_rev"] == 1


def test_a_title_taken_away_leaves_the_translations_too() -> None:
    kind, record = TYPES["guides"], _guide()
    values = form.written(kind, record)
    values["text.title"] = ""
    assert [text["title"] for text in form.read(kind, values, record)["texts"].values()] == ["", ""]


def test_a_translation_of_nothing_goes_with_its_source() -> None:
    kind, record = TYPES["guides"], _guide()
    values = form.written(kind, record)
    values["text.title"] = values["text.watch"] = ""
    assert form.read(kind, values, record)["texts"] == {}
