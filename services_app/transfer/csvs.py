"""CSV as people's programs write it: encodings, separators, and cells that are no formulas."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, BinaryIO

from services_app.errors import N_
from services_app.transfer.problem import MAX_CELL, refused

FALLBACK = "cp1252"
SEPARATORS = (";", ",", "\t")
_HINT = re.compile(r"sep=(.)\s*", re.IGNORECASE)
# What begins a formula in a spreadsheet, also in its wide form; an apostrophe before it is text.
_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
_GUARDED = re.compile("'+[=+\\-@\t\r\n＝＋－＠]")


def guarded(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Take away the apostrophe that keeps a text from being a formula."""
    return text[1:] if _GUARDED.match(text) else text


def encoding_of(file: BinaryIO) -> str:
    """Tell the encoding: by its mark, else UTF-8 where all of it is, else Windows-1252.

    Raises Invalid for what is no text.
    """
    file.seek(0)
    start = file.read(4)
    if start.startswith(codecs.BOM_UTF8):
        candidates = ["utf-8-sig"]
    elif start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        candidates = ["utf-16"]
    else:
        candidates = ["utf-8", FALLBACK]
    for encoding in candidates:
        if _is_text(file, encoding):
            return encoding
    raise refused(N_("This is no text, table or workbook that we can read."))


def _is_text(file: BinaryIO, encoding: str) -> bool:
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while chunk := file.read(65536):
            if "\0" in decoder.decode(chunk):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


class _LeftOpen(io.RawIOBase):
    """A file that stays open when its reader is closed."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:  # Any: as the parent has it
        """Fill a buffer."""
        data = self.file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def text_lines(file: BinaryIO, encoding: str) -> Iterator[str]:
    """Yield the lines of a file from its start, each with its end."""
    file.seek(0)
    yield from io.TextIOWrapper(io.BufferedReader(_LeftOpen(file)), encoding, newline="")


def first_letter(file: BinaryIO, encoding: str) -> str:
    """Give the first character that is no space."""
    return next((line.strip()[0] for line in text_lines(file, encoding) if line.strip()), "")


def separator_of(file: BinaryIO, encoding: str, known: Collection[str]) -> str:
    """Tell the separator: the one by which the first line names most known columns."""
    first = next((line for line in text_lines(file, encoding) if line.strip()), "")
    hint = _HINT.fullmatch(first)
    if hint:
        return hint.group(1)
    folded = {name.casefold() for name in known}

    def named(separator: str) -> int:
        cells = next(_read([first], separator), [])
        return sum(cell.strip().casefold() in folded for cell in cells)

    return max(SEPARATORS, key=named)


def lines(file: BinaryIO, encoding: str, separator: str) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield (line number, cells), the headings too."""
    reader = _read(text_lines(file, encoding), separator)
    for number, cells in enumerate(reader, 1):
        if number == 1 and cells and _HINT.fullmatch(separator.join(cells)):
            continue
        yield number, [unguarded(cell) for cell in cells]


def line_count(file: BinaryIO, encoding: str, separator: str) -> int:
    """Count the rows below the headings."""
    return sum(1 for _ in lines(file, encoding, separator)) - 1


def _read(text: Iterable[str], separator: str) -> Iterator[list[str]]:
    reader = csv.reader(text, delimiter=separator)
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error:  # its own limit is a little above ours; an open quotation mark ends there
            raise refused(
                N_(
                    "Near line %(line)s is a cell of more than %(count)s characters, or an open quotation mark.",  # noqa: E501  one message
                    line=reader.line_num,
                    count=MAX_CELL,
                )
            ) from None


def write(file: BinaryIO, rows: Iterable[Sequence[str | int | float | None]]) -> None:
    """Write rows as Italian spreadsheets open them: UTF-8 with its mark, `;`, decimal comma."""
    file.write(codecs.BOM_UTF8)
    text = io.TextIOWrapper(file, encoding="utf-8", newline="")
    writer = csv.writer(text, delimiter=";")
    for row in rows:
        writer.writerow([_cell(cell) for cell in row])
    text.flush()
    text.detach()


def _cell(cell: str | int | float | None) -> str:
    if isinstance(cell, int | float):
        return format(Decimal(repr(cell)), "f").replace(".", ",")
    return guarded(cell or "")
