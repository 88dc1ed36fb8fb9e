"""XLSX: read within bounds, whatever the file claims; written so that nothing is a formula."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO
from xml.parsers import expat

from services_app.errors import N_
from services_app.transfer.cells import Cell
from services_app.transfer.csvs import guarded, unguarded
from services_app.transfer.problem import MAX_COLUMNS, refused

MAX_ENTRIES = 500
MAX_INFLATED = 250_000_000
MAX_STRINGS = 60_000_000  # the shared texts, which stay in memory
MAX_RATIO = 200  # a sheet of repeated numbers comes near 100
MAX_LINES = 1_048_576  # rows of a sheet in Excel
LONGEST = 32_000  # characters of a cell; Excel takes 32,767
LONG, DATA, CODES = "long", "data", "codes"
_UNSAFE = N_("This workbook is not what a spreadsheet program writes: save it anew as XLSX.")


class Formula(str):
    """A formula, which is no value."""


@dataclass(frozen=True)
class Opened:
    """A workbook; `lines` reads its data sheet anew."""

    lines: Callable[[], Iterator[tuple[int, Sequence[Cell]]]]
    expected: int


def opened(file: BinaryIO) -> Opened:
    """Open the sheet `data`, or the first one. Raises Invalid for what could harm or is no XLSX."""
    check_archive(file)
    book = _trusted(lambda: _load(file))
    sheet = book[DATA] if DATA in book.sheetnames else book.worksheets[0]
    expected = max(0, min(sheet.max_row or 0, MAX_LINES) - 1)
    long = _long_texts(book)

    def lines() -> Iterator[tuple[int, Sequence[Cell]]]:
        for number, cells in _rows(sheet):
            yield number, [long.get(cell, cell) if long else cell for cell in cells]

    return Opened(lines, expected)


def _load(file: BinaryIO) -> Any:  # Any: openpyxl has no types
    import openpyxl  # heavy

    book = openpyxl.load_workbook(file, read_only=True, keep_links=False)
    if not book.worksheets:
        raise ValueError("no sheet")
    return book


def _trusted(work: Callable[[], Any]) -> Any:  # Any: what openpyxl gives
    """Run openpyxl on a stranger's file: whatever it stumbles over is the file's fault."""
    try:
        return work()
    except Exception:
        raise refused(_UNSAFE) from None


def check_archive(file: BinaryIO) -> None:
    """Refuse a zip that is no workbook, that swells when opened, or whose XML declares anything.

    Each entry is really inflated: what the directory says of sizes may be a lie.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            names = {each.filename for each in entries}
            claimed = sum(each.file_size for each in entries)
            if len(entries) > MAX_ENTRIES or len(names) < len(entries):
                raise refused(_UNSAFE)
            if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
                raise refused(N_("This archive is no workbook: save it as XLSX."))
            if claimed > MAX_INFLATED or any(_swells(each) for each in entries):
                raise refused(N_("This workbook swells when opened: it is not read."))
            left = MAX_INFLATED
            for each in entries:
                left -= _inflated(archive, each, left)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        ValueError,
        NotImplementedError,
        RuntimeError,
    ):  # fmt: skip  a broken, odd or locked archive
        raise refused(_UNSAFE) from None


def _swells(entry: zipfile.ZipInfo) -> bool:
    limit = MAX_STRINGS if "sharedstrings" in entry.filename.lower() else MAX_INFLATED
    ratio = entry.file_size / max(entry.compress_size, 1)
    return entry.file_size > limit or (entry.file_size > 1_000_000 and ratio > MAX_RATIO)


def _inflated(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> int:
    """Inflate an entry within bounds; gives its size. Its XML may declare no types or entities."""
    size = 0
    check = _declaration_check() if entry.filename.endswith((".xml", ".rels")) else None
    with archive.open(entry) as content:
        while chunk := content.read(65536):
            size += len(chunk)
            if size > left or size > MAX_RATIO * max(entry.compress_size, 5_000):
                raise refused(N_("This workbook swells when opened: it is not read."))
            if check:
                check = check(chunk)
    return size


def _declaration_check() -> (
    Any
):  # Any: a function that gives itself, or None when it has seen enough
    parser = expat.ParserCreate()
    begun: list[str] = []

    def declared(*_: object) -> None:
        raise refused(_UNSAFE)

    parser.StartDoctypeDeclHandler = declared
    parser.StartElementHandler = lambda name, _: begun.append(name)

    def fed(chunk: bytes) -> Any:
        try:
            parser.Parse(chunk, False)
        except expat.ExpatError:
            raise refused(_UNSAFE) from None
        return None if begun else fed

    return fed


def _rows(sheet: Any) -> Iterator[tuple[int, list[Cell]]]:
    sheet.reset_dimensions()  # a claimed width would be filled up with empty cells
    rows = iter(sheet.iter_rows())
    for number in range(1, MAX_LINES + 1):
        row = _trusted(lambda: next(rows, None))
        if row is None:
            return
        if len(row) > MAX_COLUMNS:
            raise refused(N_("The file has more than %(count)s columns.", count=MAX_COLUMNS))
        yield number, [_value(cell) for cell in row]


def _value(cell: Any) -> Cell:
    value = cell.value
    if cell.data_type == "f":
        return Formula(str(value)[:100])
    if isinstance(value, str):
        return unguarded(value)
    if value is None or isinstance(value, int | float) or hasattr(value, "isoformat"):
        return value  # type: ignore[no-any-return]
    return str(value)


def _long_texts(book: Any) -> dict[Cell, Cell]:
    """Put together the texts that are too long for one cell."""
    if LONG not in book.sheetnames:
        return {}
    pieces: dict[Cell, list[str]] = {}
    for _, cells in _rows(book[LONG]):
        if len(cells) == 2:
            pieces.setdefault(cells[0], []).append(str(cells[1] or ""))
    return {key: "".join(each) for key, each in pieces.items()}


def write(
    file: BinaryIO,
    rows: Iterable[Sequence[str | int | float | None]],
    codes: Iterable[Sequence[str]] = (),
) -> None:
    """Write rows to the sheet `data`, row by row, and explained codes to `codes`."""
    import openpyxl  # heavy
    from openpyxl.cell import WriteOnlyCell

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(DATA)
    sheet.freeze_panes = "A2"
    long: list[tuple[str, str]] = []

    def safe(target: Any, value: str | int | float | None) -> Any:
        if not isinstance(value, str):
            return value
        cell = WriteOnlyCell(target)
        cell.value, cell.data_type = "", "s"
        cell._value = value  # its own setter takes "=" for a formula and cuts long texts
        return cell

    for row in rows:
        cells = []
        for value in row:
            if isinstance(value, str):
                value = guarded(value) if value.startswith("'") else value
                if len(value) > LONGEST:
                    value = _shortened(value, long)
            cells.append(safe(sheet, value))
        sheet.append(cells)
    for name, extra in ((LONG, long), (CODES, codes)):
        lines = [[safe(sheet, each) for each in line] for line in extra]
        if lines:
            page = book.create_sheet(name)
            for line in lines:
                page.append(line)
    book.save(file)


def _shortened(text: str, long: list[tuple[str, str]]) -> str:
    """Keep a long text in pieces for the sheet `long`; gives the word that leads to them."""
    name = f"long:{len(long) + 1}"
    long += [(name, text[at : at + LONGEST]) for at in range(0, len(text), LONGEST)]
    return name
