"""Every kind of wrong file ends in one clear refusal or in reasons by row, never in a traceback."""

from __future__ import annotations

import contextlib
import io
import random
import struct
import zipfile
from typing import Any

import openpyxl
import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from services_app.errors import Invalid
from services_app.transfer.merging import mention_of, merged
from services_app.transfer.planning import plan_import
from services_app.transfer.problem import MAX_BYTES, MAX_CELL, MAX_ROWS, Wrong
from services_app.transfer.reading import open_rows
from tests.records import TESTER, TYPES, Raw, job
from tests.transfer.files import JOB, as_json, csv_of, jobs, planned, reasons, refusal, xlsx_of

KIND = TYPES["jobs"]
HEADINGS = list(JOB)


def sheet(*more: str) -> bytes:
    """Write a workbook of one good offer, with more columns."""
    return xlsx_of([*HEADINGS, *more], [*JOB.values(), *["x"] * len(more)])


def rezipped(content: bytes, changes: dict[str, bytes], **options: int) -> bytes:
    """Write an archive anew with other content under some names."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in dict.fromkeys((*old.namelist(), *changes)):
            new.writestr(name, changes[name] if name in changes else old.read(name))
    return target.getvalue()


def entry(content: bytes, name: str) -> bytes:
    """Read an entry of an archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


@pytest.mark.parametrize(
    ("encoding", "note"),
    [("utf-8", False), ("utf-8-sig", False), ("utf-16", False), ("cp1252", True)],
)
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_encodings_and_separators_of_any_program_are_read(
    encoding: str, note: bool, separator: str, session: Session
) -> None:
    row = JOB | {"employer": "Perché no? È così; davvero, sì"}
    content = csv_of(HEADINGS, [row], separator).decode().encode(encoding)
    plan = planned(session, content)
    assert plan.rows[0].record["facts"]["employer"] == row["employer"]
    assert bool(plan.notes) == note


def test_a_hint_at_the_separator_is_followed(session: Session) -> None:
    assert planned(session, b"sep=,\n" + csv_of(HEADINGS, [JOB], ",")).counts == {"new": 1}


LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
GOOD = sheet()
RELATIONS = entry(GOOD, "xl/_rels/workbook.xml.rels")
DATA_XML = entry(GOOD, "xl/worksheets/sheet1.xml")
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
WIDE = DATA_XML.decode().replace(
    "</sheetData>", '<row r="9"><c r="XFD9"><v>1</v></c></row></sheetData>'
)
FAR = DATA_XML.decode().replace(
    "</sheetData>", '<row r="999999999"><c><v>1</v></c></row></sheetData>'
)


def lying(content: bytes) -> bytes:
    """Make the directory of an archive claim that its largest entry is tiny."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        most = max(each.file_size for each in archive.infolist())
    return content.replace(struct.pack("<L", most), struct.pack("<L", 100))


STRINGS = b"<si><t>a</t></si>" * 4_000_000
BOMB = rezipped(GOOD, {"xl/sharedStrings.xml": b"<sst>" + STRINGS + b"</sst>"})
WRONG = {
    "empty": b"",
    "spaces": b" \n \n",
    "old or locked workbook": LOCKED,
    "picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "no headings of ours": b"name;price\na;1\n",
    "a web page": b"<html><table><tr><td>slug</td></tr></table></html>",
    "too large": b"a" * (MAX_BYTES + 1),
    "too many rows": b"slug\n" + b"a\n" * (MAX_ROWS + 1),
    "too many columns": b"slug" + b";" * 1001 + b"\n",
    "cell of 10 MB": b"slug;place\na;" + b"x" * 10_000_000 + b"\n",
    "cell a little too long": b"slug;place\na;" + b"x" * (MAX_CELL + 1) + b"\n",
    "cell of 10 MB in a workbook": rezipped(GOOD, {"xl/worksheets/sheet1.xml": DATA_XML.replace(
        b"Ditta di Prova", random.Random(0).randbytes(5_000_000).hex().encode())}),
    "cell of 10 MB in JSON": as_json({"slug": "x" * 10_000_000}),
    "open quotation mark": b'slug;place\na;"' + b"b;c\n" * 50_000,
    "a heading twice": b"slug;place;slug\na;b;c\n",
    "another archive": b"PK\x05\x06" + b"\0" * 18,
    "broken archive": GOOD[:-200],
    "broken sheet": rezipped(GOOD, {"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row"}),
    "no sheet": rezipped(GOOD, {"xl/workbook.xml": b"<workbook/>"}),
    "zip bomb": BOMB,
    "zip bomb that lies": lying(BOMB),
    "zip bomb by its count": rezipped(GOOD, {f"x{n}.txt": b"" for n in range(600)}),
    "laughing entities": rezipped(
        GOOD, {"xl/workbook.xml": LAUGHS + entry(GOOD, "xl/workbook.xml")}),
    "entities in UTF-16": rezipped(
        GOOD, {"xl/_rels/workbook.xml.rels": (LAUGHS + RELATIONS).decode().encode("utf-16")}),
    "cell far to the right": rezipped(GOOD, {"xl/worksheets/sheet1.xml": WIDE.encode()}),
    "JSON that stops": b'[{"slug": "a"}, {"slug"',
    "JSON without end": b'[{"slug": "a"}',
    "JSON and more": b'[{"slug": "a"}] and more',
    "JSON too deep": b"[" * 100_000,
    "JSON with NaN": b'[{"slug": NaN}]',
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_file_gets_one_clear_refusal(name: str) -> None:
    said = refusal(KIND, WRONG[name])
    assert len(said) > 15
    if name.startswith("cell of 10 MB"):
        assert "a cell of more than 100000 characters" in said


def test_a_row_beyond_every_sheet_ends_it() -> None:
    content = rezipped(GOOD, {"xl/worksheets/sheet1.xml": FAR.encode()})
    assert len(list(open_rows(KIND, io.BytesIO(content)))) == 1


def test_a_column_that_is_not_known_is_reported_once_and_stops_the_import(session: Session) -> None:
    plan = planned(session, jobs({"salary": "9"}, {"slug": "b", "salary": "8"}))
    assert reasons(plan) == [(1, "salary", "There is no such column.")]
    assert not plan.ready


def test_a_cell_beyond_the_headings_is_told_in_its_row(session: Session) -> None:
    plan = planned(session, jobs({}) + b";more\n" + b";" * 40)
    assert reasons(plan) == [(2, "", "There are more cells than headings.")]


def test_a_formula_is_told_in_its_row_and_a_text_like_one_is_a_text(session: Session) -> None:
    book = openpyxl.Workbook()
    book.active.append([*HEADINGS, "collective_agreement"])
    book.active.append([*JOB.values(), "=1+1"])
    book.active.append([*(JOB | {"slug": "b"}).values(), "=1+1"])
    book.active["M3"].data_type = "s"
    file = io.BytesIO()
    book.save(file)
    plan = planned(session, file.getvalue())
    assert reasons(plan) == [
        (2, "collective_agreement", "A formula stands here: put in its value.")
    ]
    assert plan.rows[1].record["facts"]["collective_agreement"] == "=1+1"


def test_a_record_of_another_shape_is_told_by_its_number(session: Session) -> None:
    shapes = b'[1, {"slug": 1}, {"facts": []}, {"texts": {"it": 1}}, {"uid": {}}, {"texts": 1}, {}]'
    plan = planned(session, shapes)
    assert plan.counts == {"faulty": 7}


@pytest.mark.parametrize(
    "record",
    [
        {"texts": {"it": 5, "en": {"block what": "x"}}},
        {"source_lang": ["it"], "texts": {"it": {"title": "a"}}},
        {"texts": {"it": {"blocks": 5, "block what": "x"}}},
        {"texts": {"it": {"blocks": [5], "block what": "x"}}},
        {"texts": {"it": {"blocks": [{"part": "what"}], "block what": "x"}}},
        {"texts": {"it": {"blocks": [{"part": "what", "text": "a"}]}, "en": {"block what": "x"}}},
        {"texts": {"it": {"blocks": [
            {"id": "w", "part": "what", "text": "a", "rev": "x"}], "block what": "x"}}},
        {"facts": {"employer": "A\ud800"}},
        {"slug": "a\ud800"},
        {"a\ud800": 1},
        {"texts": {"it": {"blocks": [{"id": "\ud800", "part": "what", "text": "a"}]}}},
    ],
)  # fmt: skip
def test_a_record_of_odd_words_is_told_and_hides_no_other(session: Session, record: Raw) -> None:
    good = job("good")
    odd = job("odd") | record
    odd["facts"] = good["facts"] | record.get("facts", {})
    plan = planned(session, as_json(odd, good))
    assert [row.status for row in plan.rows] == ["faulty", "new"]
    said = f"{[row.slug for row in plan.rows]} {reasons(plan)}"
    assert said.encode()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["it", "en", "what", "x"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["it", "en", "blocks", "block what", "id", "part", "text", "rev", "title"]),
        inner, max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip


@given(JSON, JSON)
def test_words_of_any_shape_are_laid_over_what_is_stored(texts: Any, source: Any) -> None:
    stored = {"texts": {"it": {"title": "a", "title_rev": 1, "summary_rev": 1, "blocks": []}}}
    with contextlib.suppress(Wrong):
        merged(stored, mention_of({"texts": texts, "source_lang": source}))


def test_records_may_stand_one_a_line(session: Session) -> None:
    lines = b'{"slug": "a"}\n\n{"slug": "b"}\n'
    assert [row.line for row in planned(session, lines).rows] == [1, 2]


@given(
    st.one_of(
        st.binary(max_size=300),
        st.text(max_size=300).map(str.encode),
        st.text(max_size=100).map(lambda text: f"slug;place;kind\n{text}".encode()),
        st.text(max_size=100).map(lambda text: f"[{text}]".encode()),
        st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)).map(
            lambda change: GOOD[: change[0]] + bytes([change[1]]) + GOOD[change[0] + 1 :]
        ),
    )
)
def test_any_bytes_are_read_or_refused(sqlite_app: Flask, content: bytes) -> None:
    with sqlite_app.extensions["store"].database.reading() as session:
        try:
            plan = plan_import(session, KIND, open_rows(KIND, io.BytesIO(content)), by=TESTER)
        except Invalid:
            return
        assert [row for row in plan.rows if row.status == "faulty" and not row.problems] == []
