"""One value in one cell: how it is written, and how what people write is read back."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, cast

from services_app.content.fields.base import DAYS
from services_app.content.opening import ROME
from services_app.errors import N_
from services_app.transfer.problem import Wrong

Cell = str | int | float | bool | date | datetime | None
NOTHING = None  # an empty cell: the value that the schema has by default
NUMBERS = ("integer", "number", "euros")
LISTS = ("list", "places")
GREATEST = 10**15  # a spreadsheet keeps fifteen digits
LITERAL = "json:"  # before a value that no plain cell gives back, such as a space at an end
YES = frozenset(("yes", "true", "1", "x", "sì", "si", "vero", "oui", "vrai", "sí", "verdadero"))
NO = frozenset(("no", "false", "0", "falso", "non", "faux"))
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_TIMES = re.compile(r"\d\d:\d\d-\d\d:\d\d")
# What the XML of a sheet cannot hold or changes on the way.
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


def text_of(value: Any, natural: str, kind: str) -> str:
    """Give `natural` if reading it gives the value back, else a literal that does."""
    try:
        fits = not _UNWRITABLE.search(natural) and same(value_of(natural, kind), value)
    except Wrong:
        fits = False
    return natural if fits else LITERAL + plain_json(value)


def plain_json(value: Any) -> str:
    """Write JSON in readable letters, escaping only what a sheet cannot hold."""
    text = json.dumps(value, ensure_ascii=False)
    return json.dumps(value) if _UNWRITABLE.search(text) else text


def same(one: Any, other: Any) -> bool:
    """Compare JSON values as JSON does: 1 is not true, "1" is not 1."""
    return bool(one == other and plain_json(one) == plain_json(other))


def written(value: Any, kind: str) -> str | int | float | None:
    """Give the content of a cell for a JSON value; numbers stay numbers, null is empty."""
    if value is None:
        return None
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if kind in NUMBERS and number and abs(value) < GREATEST:
        cell = float(value) / 100 if kind == "euros" else cast(float, value)
        if _reads_as(cell, kind, value):
            return cell
    return text_of(value, _natural(value, kind), kind)


def _reads_as(cell: float, kind: str, value: Any) -> bool:
    try:
        return bool(value_of(cell, kind) == value)
    except Wrong:
        return False


def _natural(value: Any, kind: str) -> str:
    if kind == "boolean" and isinstance(value, bool):
        return "yes" if value else "no"
    if (
        kind in LISTS
        and value
        and isinstance(value, list)
        and all(isinstance(each, str) for each in value)
    ):
        joined = "; ".join(value)
        return joined if value_of(joined, kind) == value else plain_json(value)
    if kind == "week" and value and isinstance(value, dict):
        try:
            drawn = "; ".join(f"{day} {' '.join('-'.join(s) for s in value[day])}" for day in value)
            return drawn if _week(drawn) == value else plain_json(value)
        except (TypeError, Wrong):
            return plain_json(value)
    return value if isinstance(value, str) and kind not in ("rows", "json") else plain_json(value)


def value_of(cell: Cell, kind: str, row_key: str = "") -> Any:  # Any: a JSON value
    """Read a cell as a JSON value for the schema; None where it is empty. Raises Wrong."""
    if isinstance(cell, str):
        cell = cell.strip()
        if cell.startswith(LITERAL):
            return parsed(cell.removeprefix(LITERAL))
    if cell is None or cell == "":
        return NOTHING
    if kind == "boolean":
        return _boolean(cell)
    if kind in NUMBERS:
        return _number(cell, kind)
    if kind == "date":
        return _date(cell)
    if kind == "time":
        return _time(cell)
    text = _text(cell)
    if kind in (*LISTS, "week", "rows", "json") and text[0] in "[{":
        return parsed(text)
    if kind in LISTS:
        return [_place(each) if kind == "places" else each for each in _split(text)]
    if kind == "place":
        return _place(text)
    if kind == "week":
        return _week(text)
    if kind == "rows" and row_key:
        return [{row_key: each} for each in _split(text)]
    if kind in ("rows", "json"):
        return parsed(text)
    return text


def parsed(text: str) -> Any:  # Any: JSON of any shape
    """Read JSON; raises Wrong, also for what is no JSON, such as NaN."""

    def unknown(name: str) -> None:
        raise ValueError(name)

    try:
        return json.loads(text, parse_constant=unknown)
    except (ValueError, RecursionError):
        raise Wrong(N_("This is no JSON.")) from None


def _split(text: str) -> list[str]:
    return [each.strip() for each in text.split(";") if each.strip()]


def _place(code: str) -> str:
    # Spreadsheets take 070031 for a number; four or five digits can only be a municipality.
    return code.zfill(6) if re.fullmatch(r"\d{4,5}", code, re.ASCII) else code


def _text(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, datetime) and not (cell.hour or cell.minute or cell.second):
        cell = cell.date()
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _boolean(cell: Cell) -> bool:
    if isinstance(cell, bool):
        return cell
    word = _text(cell).casefold()
    if word not in YES | NO:
        raise Wrong(N_("Write yes or no."))
    return word in YES


def _number(cell: Cell, kind: str) -> int | float:
    if isinstance(cell, bool | date):
        raise Wrong(N_("This is no number."))
    number = decimal_of(cell, grouped=kind != "number") if isinstance(cell, str) else Decimal(0)
    if isinstance(cell, int | float):
        # What a spreadsheet computed may differ in the last of its sixteen digits.
        number = Decimal(repr(cell)) if kind != "euros" else Decimal(repr(round(cell, 6)))
    if not number.is_finite() or abs(number) >= GREATEST:
        raise Wrong(N_("This is no number."))
    if kind == "number":
        return float(number)
    if kind == "euros":
        number *= 100
        if number != int(number):
            raise Wrong(N_("Euros have two decimals at most."))
    if number != int(number):
        raise Wrong(N_("Write a whole number."))
    return int(number)


def decimal_of(text: str, *, grouped: bool) -> Decimal:
    """Read a number as people write it: 1.234,50, 1,234.50, 9,5, € 9.50. Raises Wrong.

    With `grouped`, one mark before exactly three digits could mean thousands or decimals: refused.
    """
    bare = re.sub(r"[\s\u00a0\u202f€]", "", text).removesuffix("EUR")
    marks = [char for char in bare if char in ".,"]
    if len(set(marks)) == 2 or len(marks) > 1:
        thousands = marks[0]
        head = bare.split(marks[-1])[0] if len(set(marks)) == 2 else bare
        if marks[:-1] != [thousands] * (len(marks) - 1) or not re.fullmatch(
            rf"[+-]?\d{{1,3}}(\{thousands}\d{{3}})+", head
        ):
            raise Wrong(N_("This is no number."))
        bare = bare.replace(thousands, "")
    elif marks and grouped and re.fullmatch(r"[+-]?[1-9]\d{0,2}[.,]\d{3}", bare):
        raise Wrong(N_("Thousands or decimals? Write the number without a mark for thousands."))
    try:
        if not re.fullmatch(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)", bare, re.ASCII):
            raise InvalidOperation
        return Decimal(bare.replace(",", "."))
    except InvalidOperation:
        raise Wrong(N_("This is no number.")) from None


def _date(cell: Cell) -> str:
    if isinstance(cell, datetime) and (cell.hour or cell.minute or cell.second):
        raise Wrong(N_("Write a date, like 2026-11-30 or 30/11/2026."))
    text = _text(cell)
    try:
        if not isinstance(cell, str | date):
            raise ValueError
        return _iso_day(text)
    except ValueError:
        raise Wrong(N_("Write a date, like 2026-11-30 or 30/11/2026.")) from None


def _iso_day(text: str) -> str:
    written = _DAY.fullmatch(text)
    if written:
        day, month, year = (int(part) for part in written.groups())
        return date(year, month, day).isoformat()
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
        raise ValueError(text)
    return date.fromisoformat(text).isoformat()


def _time(cell: Cell) -> str:
    try:
        if isinstance(cell, datetime):
            at = cell
        elif isinstance(cell, str):
            day, _, clock = cell.replace("T", " ", 1).partition(" ")
            at = datetime.fromisoformat(f"{_iso_day(day)}T{clock.strip()}")
            if not clock:
                raise ValueError(cell)
            if at.tzinfo:
                return cell if "T" in cell else at.isoformat()
        else:
            raise ValueError(cell)
    except ValueError:
        raise Wrong(N_("Write a date and time, like 2026-11-30 18:00.")) from None
    return at.replace(tzinfo=at.tzinfo or ROME).isoformat()


def _week(text: str) -> dict[str, list[list[str]]]:
    """Read `mo 09:00-12:30 15:00-17:30; we 09:00-12:30`."""
    week: dict[str, list[list[str]]] = {}
    for part in _split(text):
        day, *spans = re.split(r"[\s,]+", part)
        if day not in DAYS or day in week or not all(_TIMES.fullmatch(span) for span in spans):
            raise Wrong(N_("Write hours like mo 09:00-12:30 15:00-17:30; we 09:00-12:30."))
        week[day] = [span.split("-") for span in spans]
    return week
