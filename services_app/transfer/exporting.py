"""Export: the items of a type as CSV, XLSX or JSON, with the same data in each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, selectinload

from services_app.content.item import Text
from services_app.content.record import Values, record_of
from services_app.content.type import ContentType
from services_app.transfer import csvs, jsons, workbooks
from services_app.transfer.table import cells_of, columns_in

FORMATS = ("csv", "xlsx", "json")
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


def export_rows(
    session: Session, kind: ContentType, *, items: ColumnElement[bool] | None = None
) -> Iterator[Values]:
    """Yield the records of a type, oldest first; `items` is what the caller may export."""
    query = (
        select(kind.model)
        .where(kind.model.kind == kind.name)
        .options(selectinload(kind.model.texts))
        .order_by(kind.model.id)
        .execution_options(yield_per=500)
    )
    for item in session.scalars(query if items is None else query.where(items)):
        yield record_of(kind, item)


def write_export(
    session: Session,
    kind: ContentType,
    format: str,
    file: BinaryIO,
    *,
    items: ColumnElement[bool] | None = None,
) -> None:
    """Write the items of a type to a file, row by row."""
    records = export_rows(session, kind, items=items)
    if format == "json":
        jsons.write(file, records)
        return
    rows = table_rows(kind, records, languages_of(session, kind, items))
    if format == "csv":
        csvs.write(file, rows)
    else:
        workbooks.write(file, rows)


def languages_of(
    session: Session, kind: ContentType, items: ColumnElement[bool] | None = None
) -> list[str]:
    """List the languages in which the items have words."""
    query = select(Text.lang).join(kind.model, kind.model.id == Text.item_id).distinct()
    query = query.where(kind.model.kind == kind.name).order_by(Text.lang)
    return list(session.scalars(query if items is None else query.where(items)))


def table_rows(
    kind: ContentType, records: Iterator[Values], langs: Sequence[str]
) -> Iterator[list[str | int | float | None]]:
    """Yield the headings, then the cells of each record."""
    columns = columns_in(kind, langs)
    yield [column.name for column in columns]
    for record in records:
        yield cells_of(record, columns)
