"""What cannot be read from a form is answered with how to write it there."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from services_app.content.fields.contacts import as_stored, check_phone
from services_app.content.record import plain_record
from services_app.errors import Invalid
from services_app.web.forms import record as form
from tests.records import KINDS, TYPES

AMOUNT = "Write an amount like 850 or 850.50."
NUMBER = "Write a number like 41.7985."
DAY = "Write a date like 24/12/2026."
MOMENT = "Write date and hour like 24/12/2026 18:30."
PHONE = "Write the number as people dial it from Italy, or with + and the country code."


def problems(kind: str, sent: dict[str, str]) -> dict[str, list[Any]]:
    """Send texts of the form of a type and list what is said against them, by input."""
    of = TYPES[kind]
    values = form.tidied(of, MultiDict(sent))
    record = form.read(of, values, form.blank(of))
    with pytest.raises(Invalid) as refused:
        plain_record(of, record)
    return form.shown_problems(of, record, refused.value.problems)


@pytest.mark.parametrize(
    ("kind", "name", "typed", "words"),
    [
        ("jobs", "facts.pay_cents", "abc", AMOUNT),
        ("jobs", "facts.pay_cents", "12,345", AMOUNT),
        ("jobs", "facts.pay_cents", "-5", AMOUNT),
        ("jobs", "facts.pay_until_cents", "99999999", "Write a number from 0 to 10000000."),
        ("jobs", "facts.positions", "12,5", "Write a whole number."),
        ("jobs", "facts.hours_week", "99", "Write a number from 1 to 60."),
        ("housing", "facts.lat", "41° 47'", NUMBER),
        ("offices", "facts.lat", "417985", "Write a number from -90 to 90."),
        ("jobs", "facts.starts_on", "Christmas", DAY),
        ("jobs", "facts.starts_on", "30/02/2026", DAY),
        ("jobs", "expires_on", "31.11.2026", DAY),
        ("events", "facts.starts_at", "tomorrow", MOMENT),
        ("events", "facts.starts_at", "2026-12-24", "Fill this in."),
        ("offices", "facts.appointment_phone", "call us", PHONE),
        ("offices", "facts.appointment_phone", "12", PHONE),
        ("offices", "facts.week.mo.0.from", "half past", "Write hours such as 09:00 and 12:30."),
    ],
)
def test_the_words_tell_how_to_write_it(kind: str, name: str, typed: str, words: str) -> None:
    shown = name.removesuffix(".0.from")
    if words == "Fill this in.":
        assert shown not in problems(kind, {name: typed}), "a day begins at midnight"
    else:
        assert problems(kind, {name: typed})[shown] == [words]


def test_what_is_wrong_in_a_row_is_said_at_its_input() -> None:
    row = {"id": "a", "number": "800 FLOWERS"}
    found = problems("offices", {f"facts.phones.0.{key}": value for key, value in row.items()})
    assert found["facts.phones.0.number"] == [PHONE]


def test_what_is_not_there_is_asked_for() -> None:
    assert problems("jobs", {})["facts.pay_cents"] == ["Fill this in."]


@pytest.mark.parametrize(
    ("kind", "name", "typed", "value"),
    [
        ("offices", "lat", "41,7985", 41.7985),
        ("events", "starts_at", "24/12/2026 18.30", "2026-12-24T18:30:00+01:00"),
        ("events", "starts_at", "2026-12-24T18:30", "2026-12-24T18:30:00+01:00"),
        ("offices", "appointment_phone", "0874 825 511", "+390874825511"),
        ("offices", "appointment_phone", "0039 347/1234567", "+393471234567"),
        ("offices", "appointment_phone", "+1 202 555 0143", "+12025550143"),
        ("offices", "appointment_phone", "1 1 2", "112"),
        ("offices", "lines.0.first", "6.05", "06:05"),
    ],
)
def test_the_notation_of_operators_is_read(kind: str, name: str, typed: str, value: Any) -> None:
    of = TYPES[kind]
    found = form.read(of, MultiDict({f"facts.{name}": typed}), form.blank(of))["facts"]
    for part in name.split("."):
        found = found[int(part) if part.isdigit() else part]
    assert found == value


@given(st.from_regex(r"[+0-9 ./()-]{0,20}", fullmatch=True))
def test_a_number_that_is_read_can_be_stored(typed: str) -> None:
    stored = as_stored(typed)
    if stored != typed:
        check_phone(stored)


@pytest.mark.parametrize("name", KINDS)
def test_no_form_speaks_of_machines_notation(name: str) -> None:
    schema = TYPES[name].schema()
    sent = {f"facts.{field.data_key or key}": "?" for key, field in schema.fields.items()}
    for reasons in problems(name, sent).values():
        assert not any("T09:00" in reason for reason in reasons)
