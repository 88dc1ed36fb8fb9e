"""Files for the tests of import: written in memory, read as an upload would be."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from typing import Any

import openpyxl
from sqlalchemy.orm import Session

from services_app.content.type import ContentType
from services_app.errors import Invalid
from services_app.transfer.commands import apply_plan
from services_app.transfer.exporting import write_export
from services_app.transfer.planning import Plan, PlanRow, plan_import
from services_app.transfer.reading import open_rows
from tests.records import TESTER, TYPES, Raw

JOB = {
    "slug": "a-job", "place": "070031", "occupation": "pruner", "employer": "Ditta di Prova",
    "employer_kind": "company", "contract": "fixed_term", "working_time": "full_time",
    "pay_euros": "9,50", "pay_unit": "hour", "pay_gross": "yes", "italian_level": "a1",
    "contact_way": "employment_centre",
}  # fmt: skip


def jobs(*rows: dict[str, Any]) -> bytes:
    """Write a CSV of job offers; each row says what differs from a good one."""
    whole = [JOB | row for row in rows]
    return csv_of(list(dict.fromkeys(key for row in whole for key in row)), whole)


def csv_of(headings: Sequence[str], rows: Sequence[dict[str, Any]], separator: str = ";") -> bytes:
    """Write a CSV with every cell in quotation marks."""
    lines = [headings, *([row.get(name, "") for name in headings] for row in rows)]
    quoted = ([str(cell).replace('"', '""') for cell in line] for line in lines)
    return "\n".join(separator.join(f'"{cell}"' for cell in line) for line in quoted).encode()


def xlsx_of(*rows: Sequence[Any]) -> bytes:
    """Write a workbook as a person's program would, formulas and dates included."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def planned(session: Session, content: bytes, kind: str = "jobs", **options: Any) -> Plan:
    """Plan the import of a file."""
    rows = open_rows(TYPES[kind], io.BytesIO(content))
    return plan_import(session, TYPES[kind], rows, by=TESTER, **options)


def row_of(session: Session, content: bytes, kind: str = "jobs") -> PlanRow:
    """Plan a file of one row and give that row."""
    (row,) = planned(session, content, kind).rows
    return row


def reasons(plan: Plan) -> list[tuple[int, str, str]]:
    """List (line, column, message) of all that is wrong."""
    return [(each.line, each.column, str(each.reason)) for each in plan.faults]


def refusal(kind: ContentType, content: bytes) -> str:
    """Read a file to its end; give the one reason for which it is refused, else ""."""
    try:
        for _ in open_rows(kind, io.BytesIO(content)):
            pass
    except Invalid as refused:
        ((where, (message,)),) = refused.problems.items()
        assert where == "file"
        return str(message)
    return ""


def imported(session: Session, content: bytes, kind: str = "jobs") -> int:
    """Plan and apply a file."""
    return apply_plan(session, planned(session, content, kind), by=TESTER)


def exported(session: Session, kind: ContentType, format: str) -> bytes:
    """Export all items of a type."""
    file = io.BytesIO()
    write_export(session, kind, format, file)
    return file.getvalue()


def as_json(*records: Raw) -> bytes:
    """Write records as JSON."""
    return json.dumps(records).encode()
