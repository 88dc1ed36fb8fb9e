"""Open a file to import: its format by its content, its limits, its rows in their order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import BinaryIO

from services_app.content.fields.base import LANG_PATTERN
from services_app.content.type import ContentType
from services_app.errors import N_
from services_app.locales import KNOWN
from services_app.transfer import csvs, jsons, workbooks
from services_app.transfer.cells import Cell
from services_app.transfer.merging import mention_of
from services_app.transfer.problem import (
    MAX_BYTES,
    MAX_CELL,
    MAX_COLUMNS,
    MAX_ROWS,
    Problem,
    refused,
)
from services_app.transfer.table import Column, Mention, columns_by_name, patch_of

Line = tuple[int, Sequence[Cell]]
OLD_EXCEL = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Draft:
    """One row as it was read: what it says of an item; `nested`: it was a record already."""

    line: int
    patch: Mention
    problems: list[Problem] = field(default_factory=list)
    nested: bool = False


@dataclass(frozen=True)
class Rows:
    """The rows of an opened file, read anew by each iteration; `expected` is a guess of how many.

    `problems` stand against the whole file, `notes` only tell how it was read.
    """

    format: str
    read: Callable[[], Iterator[Draft]]
    expected: int = 0
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()

    def __iter__(self) -> Iterator[Draft]:
        """Yield the rows that are not empty; raises Invalid past the limits."""
        for count, draft in enumerate(self.read(), 1):
            if count > MAX_ROWS:
                raise refused(N_("The file has more than %(count)s rows.", count=MAX_ROWS))
            yield draft


def open_rows(kind: ContentType, file: BinaryIO) -> Rows:
    """Open a seekable file of records of a type. Raises Invalid with the one reason against it.

    The file stays open as long as the rows are read.
    """
    size = file.seek(0, 2)
    if size > MAX_BYTES:
        raise refused(N_("The file is larger than %(size)s MB.", size=MAX_BYTES // 1_000_000))
    file.seek(0)
    start = file.read(8)
    if start.startswith(b"PK"):
        workbook = workbooks.opened(file)
        return _table(kind, "xlsx", workbook.lines, workbook.expected, ())
    if start.startswith(OLD_EXCEL):
        raise refused(N_("This is an old or a locked workbook: save it as XLSX, without password."))
    encoding = csvs.encoding_of(file)
    notes: tuple[Problem, ...] = ()
    if encoding == csvs.FALLBACK:
        notes = (Problem(0, "", N_("Read as Windows-1252: look at the accents.")),)
    if csvs.first_letter(file, encoding) in ("[", "{"):
        count = sum(1 for _ in islice(jsons.records(file, encoding), MAX_ROWS))
        return Rows("json", lambda: _records(file, encoding), count, (), notes)
    separator = csvs.separator_of(file, encoding, columns_by_name(kind, tuple(KNOWN)))
    return _table(
        kind, "csv", lambda: csvs.lines(file, encoding, separator),
        csvs.line_count(file, encoding, separator), notes,
    )  # fmt: skip


def _records(file: BinaryIO, encoding: str) -> Iterator[Draft]:
    for number, record in jsons.records(file, encoding):
        if isinstance(record, dict):
            yield Draft(number, mention_of(record), nested=True)
        else:
            problem = Problem(number, "", N_("This is no record."))
            yield Draft(number, Mention(), [problem], nested=True)


def _table(
    kind: ContentType,
    name: str,
    lines: Callable[[], Iterator[Line]],
    expected: int,
    notes: tuple[Problem, ...],
) -> Rows:
    """Read the headings, and the rows below them by their columns."""
    line, cells = next(((n, c) for n, c in lines() if any(_told(c))), (1, []))
    headings = ["" if cell is None else str(cell).strip() for cell in cells]
    known = columns_by_name(kind, _languages(headings))
    by_folded = {each.casefold(): column for each, column in known.items()}
    columns = [by_folded.get(heading.casefold()) for heading in headings]
    found = [column.name for column in columns if column]
    if not found:
        raise refused(N_("The first row names no column that is known: start from the template."))
    if len(set(found)) < len(found):
        twice = next(each for each in found if found.count(each) > 1)
        raise refused(N_("The column %(name)s stands there twice.", name=twice))
    problems = [
        Problem(line, heading[:60], N_("There is no such column."))
        for heading, column in zip(headings, columns, strict=True)
        if heading and column is None
    ]
    read = lambda: _drafts(lines(), line, columns)  # noqa: E731  one line, used once
    return Rows(name, read, expected, tuple(problems[:100]), notes)


def _languages(headings: Sequence[str]) -> tuple[str, ...]:
    """List the languages of the site with those that headings such as `title:de` name."""
    tags = (heading.rpartition(":")[2] for heading in headings if ":" in heading)
    return tuple(dict.fromkeys((*KNOWN, *(tag for tag in tags if re.fullmatch(LANG_PATTERN, tag)))))


def _told(cells: Sequence[Cell]) -> Iterator[bool]:
    return (
        cell is not None and (not isinstance(cell, str) or bool(cell.strip())) for cell in cells
    )


def _drafts(
    lines: Iterator[Line], heading_line: int, columns: Sequence[Column | None]
) -> Iterator[Draft]:
    mentioned = [(at, column) for at, column in enumerate(columns) if column]
    for line, cells in lines:
        if len(cells) > MAX_COLUMNS:
            raise refused(N_("The file has more than %(count)s columns.", count=MAX_COLUMNS))
        for cell in cells:
            if isinstance(cell, str) and len(cell) > MAX_CELL:
                raise refused(
                    N_(
                        "Line %(line)s has a cell of more than %(count)s characters.",
                        line=line,
                        count=MAX_CELL,
                    )
                )
        if line <= heading_line or not any(_told(cells)):
            continue
        if any(_told(cells[len(columns) :])):
            beyond = Problem(line, "", N_("There are more cells than headings."))
            yield Draft(line, Mention(), [beyond])
            continue
        row = [cells[at] if at < len(cells) else None for at, _ in mentioned]
        formulas = [
            Problem(line, column.name, N_("A formula stands here: put in its value."))
            for (_, column), cell in zip(mentioned, row, strict=True)
            if isinstance(cell, workbooks.Formula)
        ]
        patch, problems = patch_of(line, [column for _, column in mentioned], row)
        yield Draft(line, patch, formulas or problems)
