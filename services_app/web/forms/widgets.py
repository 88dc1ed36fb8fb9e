"""How a field of a schema is shown, and how its value is written into a form and read back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from marshmallow import fields, missing

from services_app.content.fields.base import DAYS
from services_app.content.opening import ROME
from services_app.web.forms.values import Values

NOT_KNOWN = "?"


class Widget:
    """A line of text; the parent of all others.

    A widget has a `name` (the macro that draws it), writes a JSON value as texts, and reads texts
    as a JSON value for the schema to check: '' is null, what cannot be read goes on as typed.
    """

    name = "line"

    def __init__(self, field: fields.Field[Any]) -> None:
        self.field = field

    def write(self, name: str, value: Any) -> Iterator[tuple[str, str]]:
        """Yield the texts that stand for a JSON value under a name."""
        if value is not None:
            yield name, self.text(value)

    def text(self, value: Any) -> str:
        """Write one JSON value as it is typed."""
        return str(value)

    def read(self, name: str, values: Values) -> Any:
        """Give the JSON value that was typed, `missing` for none where none is no value."""
        typed = values.get(name, "").strip()
        return self.value(typed) if typed else self.nothing()

    def value(self, typed: str) -> Any:
        """Read one text that is not empty."""
        return typed

    def nothing(self) -> Any:
        """Give what an empty input means."""
        return None if self.field.allow_none else missing


class Area(Widget):
    """Several lines of text."""

    name = "area"


class Number(Widget):
    """A whole number; points and spaces between thousands are read over."""

    name = "number"

    def value(self, typed: str) -> Any:
        """Read 1200, 1.200 and 1 200; anything else stays as it is."""
        if re.fullmatch(r"-?\d{1,3}([. ]\d{3})+", typed, re.ASCII):
            typed = re.sub(r"[. ]", "", typed)
        return int(typed) if re.fullmatch(r"-?\d{1,12}", typed, re.ASCII) else typed


class Euros(Widget):
    """Money: euros in the form, whole cents in the record."""

    name = "euros"

    def text(self, value: Any) -> str:
        """Write 65000 as 650 and 1250 as 12,50."""
        if not isinstance(value, int):
            return str(value)
        whole, cents = divmod(value, 100)
        return f"{whole},{cents:02d}" if cents else str(whole)

    def value(self, typed: str) -> Any:
        """Read 12,50, 12.50, 1.250,00 and 1250."""
        typed = typed.removeprefix("€").removesuffix("€").strip()
        if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d{1,2})?", typed, re.ASCII):
            typed = typed.replace(".", "")
        found = re.fullmatch(r"(\d{1,9})(?:[.,](\d{1,2}))?", typed, re.ASCII)
        if not found:
            return typed
        return int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))


class Decimal(Widget):
    """A number with decimals, such as degrees."""

    name = "number"

    def value(self, typed: str) -> Any:
        """Read a comma like a point."""
        return typed.replace(",", ".")


class Day(Widget):
    """A date."""

    name = "day"

    def value(self, typed: str) -> Any:
        """Read 2026-12-24, and 24/12/2026 where the browser has no date picker."""
        found = re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", typed, re.ASCII)
        return f"{found[3]}-{int(found[2]):02d}-{int(found[1]):02d}" if found else typed


class Moment(Widget):
    """A date with an hour, in Italian time."""

    name = "moment"

    def text(self, value: Any) -> str:
        """Write it as the clock in Italy shows it."""
        try:
            return f"{datetime.fromisoformat(str(value)).astimezone(ROME):%Y-%m-%dT%H:%M}"
        except ValueError:
            return str(value)

    def value(self, typed: str) -> Any:
        """Read it as Italian time."""
        try:
            return datetime.fromisoformat(typed).replace(tzinfo=ROME).isoformat()
        except ValueError:
            return typed


class Tick(Widget):
    """Yes or not: one box."""

    name = "tick"

    def write(self, name: str, value: Any) -> Iterator[tuple[str, str]]:
        """Send nothing for no, as browsers do."""
        if value:
            yield name, "1"

    def read(self, name: str, values: Values) -> Any:
        """Read a box."""
        return bool(values.get(name))


class YesNo(Widget):
    """Yes, no or, where that is allowed, not said."""

    name = "choice"

    def text(self, value: Any) -> str:
        """Write yes or no."""
        return {True: "yes", False: "no"}.get(value, str(value))

    def value(self, typed: str) -> Any:
        """Read yes or no."""
        return {"yes": True, "no": False}.get(typed, typed)


class Choice(Widget):
    """One code of a list."""

    name = "choice"


class Several(Widget):
    """Some codes of a list: boxes."""

    name = "several"

    def write(self, name: str, value: Any) -> Iterator[tuple[str, str]]:
        """Yield one text for each code; a list that is not known has a box of its own."""
        if value is None and self.field.allow_none:
            yield name, NOT_KNOWN
        for code in value or ():
            yield name, str(code)

    def read(self, name: str, values: Values) -> Any:
        """Read the ticked ones; "not known" is null unless something else is ticked."""
        sent = [code for code in values.getlist(name) if code]
        codes = [code for code in sent if code != NOT_KNOWN]
        return codes if codes or NOT_KNOWN not in sent else None


class Words(Several):
    """Several short texts, one a line."""

    name = "words"

    def write(self, name: str, value: Any) -> Iterator[tuple[str, str]]:
        """Write one a line."""
        if value:
            yield name, "\n".join(str(each) for each in value)

    def read(self, name: str, values: Values) -> Any:
        """Read one a line."""
        lines = [line.strip() for line in values.get(name, "").splitlines()]
        return [line for line in lines if line]


class Week(Widget):
    """Opening hours: for each day up to two spans; nothing at all is "not known"."""

    name = "week"

    def write(self, name: str, value: Any) -> Iterator[tuple[str, str]]:
        """Yield from and until of each span."""
        for day in DAYS:
            for number, span in enumerate((value or {}).get(day, ())):
                yield f"{name}.{day}.{number}.from", span[0]
                yield f"{name}.{day}.{number}.until", span[1]

    def read(self, name: str, values: Values) -> Any:
        """Read a grid; 8:30 and 8.30 are read as 08:30."""
        week: dict[str, list[list[str]]] = {}
        for day in DAYS:
            spans = self.spans(f"{name}.{day}", values)
            if spans:
                week[day] = spans
        return week or None

    @staticmethod
    def spans(name: str, values: Values) -> list[list[str]]:
        """Read the spans of one day."""
        found = []
        for number in range(12):
            ends = [values.get(f"{name}.{number}.{end}", "").strip() for end in ("from", "until")]
            if any(ends):
                found.append([_clock(end) for end in ends])
        return found


class Spans(Widget):
    """The hours of one day."""

    name = "spans"

    def write(self, name: str, value: Any) -> Iterator[tuple[str, str]]:
        """Yield from and until of each span."""
        for number, span in enumerate(value or ()):
            yield f"{name}.{number}.from", span[0]
            yield f"{name}.{number}.until", span[1]

    def read(self, name: str, values: Values) -> Any:
        """Read the spans, `missing` for none."""
        return Week.spans(name, values) or missing


def _clock(typed: str) -> str:
    found = re.fullmatch(r"(\d{1,2})(?:[:.](\d{2}))?", typed, re.ASCII)
    return f"{int(found[1]):02d}:{found[2] or '00'}" if found else typed
