"""What is exported is what is imported: each type, each format, any text."""

from __future__ import annotations

import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import fields
from sqlalchemy.orm import Session

from services_app.content import CONTENT_TYPES
from services_app.content.fields.base import Strict
from services_app.content.fields.contacts import street_address
from services_app.content.fields.week import week_grid
from services_app.content.type import ContentType
from services_app.transfer import csvs, workbooks
from services_app.transfer.cells import value_of, written
from services_app.transfer.exporting import FORMATS
from services_app.transfer.merging import merged
from services_app.transfer.table import cells_of, columns_in, patch_of
from tests.pictures import kept, pictured
from tests.records import TYPES, job, saved, words
from tests.transfer.files import exported, imported, planned

NASTY = ["=1+1", "'=1+1", "''=x", "-5", "@a", "+39", "\tx", " x ", "json:1", "long:1", "a;b", "[",
         "", "\r\n", "\x00", "\ud800", "\ufeff", "\u202eabc", "x" * 40_000, "_x0041_", "1e5",
         "null", "＝1", "sep=,", '"', "\x85", "0012"]  # fmt: skip
TEXTS = st.one_of(st.sampled_from(NASTY), st.text(max_size=30))
JSON = st.recursive(
    st.one_of(TEXTS, st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False,
                                                                       allow_infinity=False)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)  # fmt: skip
KINDS = ("text", "boolean", "integer", "number", "euros", "date", "time", "list", "places", "place",
         "week", "rows", "json")  # fmt: skip


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("kind", CONTENT_TYPES, ids=lambda kind: kind.name)
def test_an_export_imports_as_unchanged(kind: ContentType, format: str, session: Session) -> None:
    plan = planned(session, exported(session, kind, format), kind.name)
    assert list(plan.faults) == []
    assert plan.counts == {"unchanged": len(plan.rows)}
    assert plan.rows


@pytest.mark.parametrize("format", FORMATS)
def test_what_is_exported_and_gone_comes_back_equal(format: str, session: Session) -> None:
    before = exported(session, TYPES["offices"], "json")
    file = exported(session, TYPES["offices"], format)
    items = {row.slug for row in planned(session, file, "offices").rows}
    for item in session.query(TYPES["offices"].model):
        session.delete(item)
    session.flush()
    assert imported(session, file, "offices") == len(items)
    assert exported(session, TYPES["offices"], "json") == before


@pytest.mark.parametrize("format", FORMATS)
def test_words_in_any_language_and_blocks_longer_than_a_cell_of_excel_come_back(
    format: str, session: Session
) -> None:
    blocks = [{"id": f"b{n}", "part": "what", "text": "парк " * 700} for n in range(12)]
    texts = {"de": words(" Titel "), "uk": words("=1+1", "'@", blocks=blocks)}
    saved(session, "jobs", job(employer="-2+3") | {"texts": texts})
    plan = planned(session, exported(session, TYPES["jobs"], format))
    assert list(plan.faults) == []
    assert set(plan.counts) == {"unchanged"}


@pytest.mark.parametrize("format", FORMATS)
def test_pictures_and_offers_for_mediators_first_come_back(format: str, session: Session) -> None:
    saved(session, "offices", pictured(kept(session), it="Una porta verde"))
    saved(session, "jobs", job() | {"mediators_until": "2030-01-01"})
    for kind in ("offices", "jobs"):
        plan = planned(session, exported(session, TYPES[kind], format), kind)
        assert list(plan.faults) == []
        assert set(plan.counts) == {"unchanged"}


@given(st.lists(st.tuples(st.sampled_from(KINDS), JSON), min_size=1, max_size=5))
def test_any_value_comes_back_from_any_cell(cells: list[tuple[str, Any]]) -> None:
    kinds = [kind for kind, _ in cells]
    values = [value for _, value in cells]
    row = [written(value, kind) for kind, value in cells]
    for module in (csvs, workbooks):
        file = io.BytesIO()
        module.write(file, [["x"] * len(row), row])
        if module is csvs:
            (_, (_, read)) = csvs.lines(file, "utf-8-sig", ";")
        else:
            lines = [line for _, line in workbooks.opened(file).lines()]
            read = lines[1] if len(lines) > 1 else []
        padded = [*read, *[None] * (len(row) - len(read))]
        back = [value_of(cell, kind) for cell, kind in zip(padded, kinds, strict=True)]
        assert back == values


class Odd(Strict):
    """Facts of a type that nobody has thought of: names that clash, objects, anything."""

    place = fields.String(load_default=None, allow_none=True)
    kind_of_it = fields.String(required=True, data_key="kind")
    fee_cents = fields.Integer(load_default=None, allow_none=True)
    weight = fields.Float(load_default=1.0, allow_none=True)
    address = street_address()
    week = week_grid()
    notes = fields.Dict(load_default=dict)
    numbers = fields.List(fields.Integer(), load_default=list)
    maybe = fields.String(load_default="x", allow_none=True)


class OddType:
    """The part of a type that its table is made from."""

    schema, parts = Odd, ()


@given(
    st.fixed_dictionaries(
        {
            "place": st.none() | TEXTS,
            "kind": TEXTS,
            "fee_cents": st.none() | st.integers(0, 10**9),
            "weight": st.none() | st.floats(-1e9, 1e9).map(lambda number: round(number, 5)),
            "address": st.none()
            | st.fixed_dictionaries(
                {
                    "street": TEXTS.filter(bool),
                    "postcode": st.none() | TEXTS,
                    "locality": st.none(),
                    "seen_in": st.none() | st.integers(1990, 2100),
                }
            ),
            "week": st.none()
            | st.just({"mo": [["09:00", "12:30"]], "tu": []})
            | st.just({"we": [["09:00", "12:30"], ["15:00", "17:30"]]}),
            "notes": st.dictionaries(TEXTS, JSON, max_size=2),
            "numbers": st.lists(st.integers(), max_size=3),
            "maybe": st.none() | TEXTS,
        }
    )
)
def test_a_type_that_is_only_known_by_its_schema_has_its_table(facts: dict[str, Any]) -> None:
    columns = columns_in(OddType, ())  # type: ignore[arg-type]
    assert {"place", "facts.place", "kind", "fee_euros", "address.street", "notes"} <= {
        column.name for column in columns
    }
    cells = cells_of({"slug": "x", "place": "it", "facts": facts}, columns)
    patch, problems = patch_of(1, columns, cells)
    assert not problems
    back = merged(None, patch)["facts"]
    defaults = {"weight": 1.0, "notes": {}, "numbers": [], "maybe": "x"}
    said = {name: back.get(name, defaults.get(name)) for name in facts}
    address = said["address"]
    if address:
        said["address"] = {name: address.get(name) for name in facts["address"]}
    assert said == facts
