"""JSON: a list of records, or one record a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from services_app.content.record import Values
from services_app.errors import N_
from services_app.transfer.problem import MAX_CELL, refused

_SPACE = re.compile(r"[\s\ufeff]*")


def _no_number(name: str) -> None:
    raise ValueError(name)  # NaN and Infinity are no JSON


_DECODER = json.JSONDecoder(parse_constant=_no_number)


def records(file: BinaryIO, encoding: str) -> Iterator[tuple[int, Any]]:  # Any: JSON
    """Yield (number, record), one record in memory at a time. Raises Invalid for no JSON."""
    file.seek(0)
    text = file.read().decode(encoding)
    at = _after_space(text, 0)
    listed = text[at] == "["
    at += listed
    number = 0
    while (at := _after_space(text, at)) < len(text) and not (listed and text[at] == "]"):
        number += 1
        try:
            record, at = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            raise refused(N_("Record %(number)s is no JSON.", number=number)) from None
        if longest(record) > MAX_CELL:
            raise refused(
                N_(
                    "Line %(line)s has a cell of more than %(count)s characters.",
                    line=number,
                    count=MAX_CELL,
                )
            )
        yield number, record
        at = _after_space(text, at)
        if text[at : at + 1] == ",":
            at += 1
        elif listed and text[at : at + 1] != "]":
            raise refused(N_("Record %(number)s is no JSON.", number=number + 1))
    if listed and text[at:].strip() != "]":
        raise refused(N_("The list of records has no end, or something follows it."))


def _after_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def longest(value: Any) -> int:
    """Tell the length of the longest text in a JSON value."""
    return max(map(len, texts_in(value)), default=0)


def texts_in(value: Any) -> Iterator[str]:
    """Yield every text and key in a JSON value; walks without recursion."""
    left = [value]
    while left:
        each = left.pop()
        if isinstance(each, str):
            yield each
        elif isinstance(each, dict):
            left += [*each, *each.values()]
        elif isinstance(each, list):
            left += each


def write(file: BinaryIO, records: Iterable[Values]) -> None:
    """Write a list of records, one a line."""
    file.write(b"[")
    for number, record in enumerate(records):
        text = json.dumps(record, ensure_ascii=False)
        file.write(b",\n" if number else b"\n")
        # A lone half of a character has no bytes of its own: then all is written in escapes.
        file.write(text.encode() if is_whole(text) else json.dumps(record).encode())
    file.write(b"\n]\n")


def is_whole(text: str) -> bool:
    """Tell that a text has no lone half of a character."""
    return not re.search("[\ud800-\udfff]", text)
