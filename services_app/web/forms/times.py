"""How dates and hours are written into a form and read back, in the notation of operators."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from marshmallow import missing

from services_app.content.fields.base import DAYS
from services_app.content.opening import ROME
from services_app.errors import N_
from services_app.web.forms.values import Values
from services_app.web.forms.widgets import Widget


class Day(Widget):
    """A date."""

    name = "day"
    unread = N_("Write a date like 24/12/2026.")

    def value(self, typed: str) -> Any:
        """Read 2026-12-24, and 24/12/2026 where the browser has no date picker."""
        return _iso_day(typed)

    def is_read(self, value: Any) -> bool:
        """Tell a date from what is none."""
        try:
            return bool(date.fromisoformat(value))
        except ValueError:
            return False


class Moment(Widget):
    """A date with an hour, in Italian time."""

    name = "moment"
    unread = N_("Write date and hour like 24/12/2026 18:30.")

    def text(self, value: Any) -> str:
        """Write it as the clock in Italy shows it."""
        try:
            return f"{datetime.fromisoformat(str(value)).astimezone(ROME):%Y-%m-%dT%H:%M}"
        except ValueError:
            return str(value)

    def value(self, typed: str) -> Any:
        """Read it as Italian time; 24/12/2026 18.30 where the browser has no picker."""
        day, _, hour = typed.replace("T", " ").partition(" ")
        try:
            written = f"{_iso_day(day)} {_clock(hour.strip())}".strip()
            return datetime.fromisoformat(written).replace(tzinfo=ROME).isoformat()
        except ValueError:
            return typed

    def is_read(self, value: Any) -> bool:
        """Tell a time from what is none."""
        try:
            return datetime.fromisoformat(value).tzinfo is not None
        except ValueError:
            return False


class Clock(Widget):
    """An hour of the day."""

    def value(self, typed: str) -> Any:
        """Read 8:30, 8.30 and 8 as 08:30 and 08:00."""
        return _clock(typed)


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


def _iso_day(typed: str) -> str:
    found = re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", typed, re.ASCII)
    return f"{found[3]}-{int(found[2]):02d}-{int(found[1]):02d}" if found else typed


def _clock(typed: str) -> str:
    found = re.fullmatch(r"(\d{1,2})(?:[:.](\d{2}))?", typed, re.ASCII)
    return f"{int(found[1]):02d}:{found[2] or '00'}" if found else typed
