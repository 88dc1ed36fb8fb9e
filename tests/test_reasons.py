"""What is wrong with input is said in the asked language: every message is in the catalogues."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import pytest
from flask import Flask, g
from marshmallow import Schema, ValidationError, fields, validate

from services_app.api import params
from services_app.config import EVERY_LANGUAGE
from services_app.content.fields.base import Strict
from services_app.content.record import dotted, record_schema
from services_app.errors import Invalid, Reason
from services_app.locales import catalogue
from services_app.web.messages import said
from tests.records import KINDS, TYPES
from tests.test_architecture import FILES, tree, where
from tools import words

WRONG = [
    None, True, "yes and no", -1, 0, 10**12, 10**400, 2.5, float("nan"), "", "-", "?", "a" * 5000,
    "<b>", "\0", "2026-13-40", "0226-01-01", "2026-11-30T09:00", [], [None], ["?"] * 30,
    [["09:00"]], [["09:00", "09:00"]],
    [["09:00", "12:00"], ["10:00", "11:00"]], {}, {"?": "?"}, {"mo": "?"},
]  # fmt: skip
QUERIES = [
    params.PlacesQuery, params.search_query(EVERY_LANGUAGE), params.item_query(EVERY_LANGUAGE),
    *(params.items_query(TYPES[kind], EVERY_LANGUAGE) for kind in KINDS),
]  # fmt: skip
SCHEMAS = [*(record_schema(TYPES[kind]) for kind in KINDS), *QUERIES]


@cache
def known_ids() -> frozenset[str]:
    """List the message ids that the extraction finds."""
    words.extract()
    template = words.read(words.ROOT / "build" / "messages.pot")
    return frozenset(message.id for message in template if isinstance(message.id, str))


def faulty(field: fields.Field[Any]) -> Iterator[Any]:
    """Yield values of which most are wrong for a field, as deep as it goes."""
    yield from WRONG
    if isinstance(field, fields.Nested):
        yield from faulty_records(field.schema)
    elif isinstance(field, fields.List):
        yield from ([value] for value in faulty(field.inner))
        yield [{"id": "same"}, {"id": "same"}]
    elif isinstance(field, fields.Dict) and field.value_field:
        yield from ({"it": value, "mo": value} for value in faulty(field.value_field))


def faulty_records(schema: Schema) -> Iterator[dict[str, Any]]:
    """Yield records with one wrong value each, an empty one, and one with too much."""
    yield {}
    yield {"nobody knows this": 1}
    for name, field in schema.fields.items():
        yield from ({field.data_key or name: value} for value in faulty(field))


def messages(schema: Schema, raw: Any) -> dict[str, list[Any]]:
    """Load a record and list what is said against it."""
    try:
        schema.load(raw)
    except ValidationError as error:
        return dict(dotted(error.messages_dict))
    return {}


def foreign(schema: type[Schema]) -> set[str]:
    """List what a schema says of wrong values that no catalogue will know."""
    made = schema()
    return {
        f"{path}: {reason}"
        for raw in faulty_records(made)
        for path, reasons in messages(made, raw).items()
        for reason in reasons
        if not isinstance(reason, Reason) or reason.id not in known_ids()
    }


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: schema.__name__)
def test_whatever_is_wrong_is_said_in_words_that_are_translated(schema: type[Schema]) -> None:
    assert not foreign(schema)


def test_a_message_that_nobody_translates_is_noticed() -> None:
    class Careless(Strict):
        """A schema whose author forgot to mark two messages."""

        one = fields.String(validate=validate.Length(max=3, error="Far too long!"))
        other = fields.Integer(error_messages={"invalid": "No number!"})

    assert {text.partition(": ")[2] for text in foreign(Careless)} == {
        "Far too long!",
        "No number!",
    }


def test_no_message_stands_in_the_code_without_its_mark() -> None:
    bare = []
    for path in FILES:
        for call in (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call)):
            name = getattr(call.func, "id", getattr(call.func, "attr", ""))
            told = call.args[:1] if name == "ValidationError" else []
            told += [each.value for each in call.keywords if each.arg == "error"]
            if name == "Invalid" and isinstance(call.args[0], ast.Dict):
                told += [
                    each
                    for value in call.args[0].values
                    for each in (value.elts if isinstance(value, ast.List) else [value])
                ]
            bare += [
                where(path, each) for each in told if isinstance(each, ast.Constant | ast.JoinedStr)
            ]
    assert not bare


def test_a_reason_reads_as_english_and_keeps_its_values_but_never_the_input() -> None:
    reason = Reason("Write a number from %(min)s to %(max)s.").format(input="secret", min=1, max=9)
    assert reason == "Write a number from 1 to 9."
    assert reason.values == {"min": 1, "max": 9}


@pytest.mark.parametrize("lang", ["it", "ar"])
def test_reasons_are_said_in_the_asked_language_with_their_values(
    on_sqlite: Flask, lang: str
) -> None:
    template = "from %(date)s"
    said_so = catalogue(lang).gettext(template)
    assert said_so != template
    with on_sqlite.test_request_context("/"):
        g.lang = lang
        told = said(
            {"a": [Reason(template, date=7)], "b": [Reason(template, date=date(2026, 11, 30))]}
        )
    assert told["a"] == [said_so % {"date": 7}]
    assert "2026" in told["b"][0]
    assert "11-30" not in told["b"][0], "a date is said as people say it"


def test_a_program_gets_the_problems_in_the_language_it_asks_for(on_sqlite: Flask) -> None:
    with on_sqlite.test_request_context("/api/v1/jobs?lang=ar"):
        on_sqlite.preprocess_request()
        answer = on_sqlite.make_response(
            on_sqlite.handle_user_exception(Invalid({"x": [Reason("from %(date)s", date=7)]}))
        )
    assert answer.status_code == 422
    assert json.loads(answer.data)["errors"] == {
        "x": [catalogue("ar").gettext("from %(date)s") % {"date": 7}]
    }
