"""Exports open safely in spreadsheets, templates explain, addresses of people stay out."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest
from sqlalchemy.orm import Session

from services_app.content import CONTENT_TYPES
from services_app.content.record import load_record
from services_app.content.type import ContentType
from services_app.taxonomies.homes import HOUSING_KINDS
from services_app.taxonomies.offices import OFFICE_KINDS
from services_app.transfer.examples import example_facts
from services_app.transfer.exporting import FORMATS, export_rows, write_export
from services_app.transfer.template import write_template
from tests.records import TYPES, Raw, job, office, saved, words
from tests.transfer.files import as_json, csv_of, exported, planned, reasons

DANGEROUS = ["=1+1", "+39 0874", "-2+3", "@SUM(A1)", "\t=1", "＝1", "'=1", "\n=1"]
PROTECTED = [code for code, term in OFFICE_KINDS.items() if term.notes.get("no_place")]
HIDDEN_HOMES = [code for code, term in HOUSING_KINDS.items() if term.notes.get("no_place")]


def template(kind: ContentType, format: str, lang: str = "it") -> bytes:
    """Write the template of a type."""
    file = io.BytesIO()
    write_template(kind, format, file, lang=lang, langs=("it", "en"))
    return file.getvalue()


@pytest.fixture
def dangerous(session: Session) -> Session:
    """A store with texts that a spreadsheet would run."""
    for number, text in enumerate(DANGEROUS):
        raw = job(f"danger-{number}", employer=text.strip()) | {"texts": {"it": words(text)}}
        saved(session, "jobs", raw)
    return session


def test_no_cell_of_a_csv_begins_a_formula(dangerous: Session) -> None:
    content = exported(dangerous, TYPES["jobs"], "csv")
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert len({len(row) for row in rows}) == 1
    for cell in (cell for row in rows for cell in row):
        assert not cell.lstrip("\ufeff").startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝"))


def test_no_cell_of_a_workbook_is_a_formula(dangerous: Session) -> None:
    book = openpyxl.load_workbook(io.BytesIO(exported(dangerous, TYPES["jobs"], "xlsx")))
    cells = [cell for row in book["data"].iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
    assert "=1+1" in {cell.value for cell in cells}


@pytest.mark.parametrize("format", FORMATS)
def test_dangerous_texts_come_back_as_they_were(format: str, dangerous: Session) -> None:
    plan = planned(dangerous, exported(dangerous, TYPES["jobs"], format))
    assert set(plan.counts) == {"unchanged"}


def test_only_what_the_caller_may_export_is_written(session: Session) -> None:
    saved(session, "jobs", job("mine") | {"organisation": "ours"})
    model = TYPES["jobs"].model
    ours = model.organisation == "ours"
    assert [each["slug"] for each in export_rows(session, TYPES["jobs"], items=ours)] == ["mine"]
    for format in FORMATS:
        file = io.BytesIO()
        write_export(session, TYPES["jobs"], format, file, items=ours)
        assert [row.slug for row in planned(session, file.getvalue()).rows] == ["mine"]


def test_samples_keep_their_mark(session: Session) -> None:
    samples = [each for each in export_rows(session, TYPES["jobs"]) if each["sample"]]
    assert samples
    for format in FORMATS:
        plan = planned(session, exported(session, TYPES["jobs"], format))
        assert set(plan.counts) == {"unchanged"}
    content = exported(session, TYPES["jobs"], "csv").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content), delimiter=";"))
    assert sum(row["sample"] == "yes" for row in rows) == len(samples)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("kind", CONTENT_TYPES, ids=lambda kind: kind.name)
def test_the_example_of_a_template_is_a_sample_and_a_draft(
    kind: ContentType, format: str, session: Session
) -> None:
    (row,) = planned(session, template(kind, format), kind.name).rows
    assert (row.status, row.problems) == ("new", ())
    assert (row.record["sample"], row.record["state"]) == (True, "draft")


@pytest.mark.parametrize("kind", CONTENT_TYPES, ids=lambda kind: kind.name)
def test_an_example_says_only_what_its_type_needs(kind: ContentType) -> None:
    facts = example_facts(kind)
    load_record(kind, {"slug": "x", "place": "it", "facts": facts})
    assert not {"lat", "lon", "address"} & facts.keys()


def test_the_sheet_of_codes_explains_them_in_the_asked_language() -> None:
    found = {}
    for lang in ("it", "ar"):
        book = openpyxl.load_workbook(io.BytesIO(template(TYPES["jobs"], "xlsx", lang)))
        lines = list(book["codes"].iter_rows(values_only=True))
        found[lang] = {line[1]: line[2] for line in lines if line[0] == "occupation"}
        columns = {line[0] for line in lines}
        assert {cell.value for cell in book["data"][1]} - columns <= {
            name for name in (cell.value for cell in book["data"][1]) if ":" in name
        }
    assert {"pruner", "cook_helper"} <= found["it"].keys() == found["ar"].keys()
    assert found["it"]["pruner"] != found["ar"]["pruner"]


def place_facts(kind: str) -> Raw:
    """Give what would tell where people live."""
    return {"kind": kind, "name": "Casa", "lat": 41.80, "lon": 14.91, "address": {"street": "Via"}}


@pytest.mark.parametrize("kind", PROTECTED)
def test_addresses_of_people_are_refused_in_every_format(kind: str, session: Session) -> None:
    assert PROTECTED
    facts = place_facts(kind)
    flat = {"slug": "x", "place": "070031", "kind": kind, "name": "Casa", "lat": "41,80",
            "lon": "14,91", "address.street": "Via"}  # fmt: skip
    for content in (as_json(office("x") | {"facts": facts}), csv_of(list(flat), [flat])):
        plan = planned(session, content, "offices")
        assert plan.counts == {"faulty": 1}
        assert "A protected place has no address and no point." in str(reasons(plan))


@pytest.mark.parametrize("column", ["address.street", "lat", "address"])
def test_types_without_addresses_have_no_column_for_one(column: str, session: Session) -> None:
    rows = [{"slug": "x", "place": "070031", "kind": "association", "name": "A", column: "1"}]
    plan = planned(session, csv_of(list(rows[0]), rows), "organisations")
    assert reasons(plan)[0] == (1, column, "There is no such column.")


def test_no_export_holds_the_place_of_a_protected_office(session: Session) -> None:
    for record in export_rows(session, TYPES["offices"]):
        if record["facts"]["kind"] in PROTECTED:
            assert not any(record["facts"][name] for name in ("address", "lat", "lon", "lines"))
    for record in export_rows(session, TYPES["housing"]):
        if record["facts"]["kind"] in HIDDEN_HOMES:
            assert not any(record["facts"][name] for name in ("lat", "lon"))
