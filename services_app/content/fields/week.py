"""Weekly opening hours as a grid, dated closures, and the OpenStreetMap form made from them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from services_app.content.fields.base import DAYS, Row

TIME = re.compile(r"^([01]\d|2[0-3]):[0-5]\d$|^24:00$")
Grid = Mapping[str, Sequence[Sequence[str]]]
OSM_DAYS = dict(zip(DAYS, ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"), strict=True))


def check_times(value: Sequence[Sequence[str]]) -> None:
    """Accept [["09:00", "12:30"], …]; an end before its start runs over midnight."""
    for span in value:
        if len(span) != 2 or not all(TIME.fullmatch(time) for time in span):
            raise ValidationError("Hours look like 09:00 and 12:30.")
        if span[0] == span[1] or span[0] == "24:00":
            raise ValidationError("Opening and closing differ.")
    same_day = sorted((start, end) for start, end in value if start < end)
    for (_, ends), (starts, _) in pairwise(same_day):
        if starts < ends:
            raise ValidationError("Two spans of one day overlap.")


def _spans() -> fields.List[Any]:
    return fields.List(fields.List(fields.String()), validate=check_times)


def week_grid() -> fields.Dict:
    """Make a week field: {"mo": [["09:00", "12:30"]], …}; null means hours not known."""
    return fields.Dict(
        keys=fields.String(validate=validate.OneOf(DAYS)),
        values=_spans(),
        load_default=None,
        allow_none=True,
    )


class Closure(Row):
    """From one date to another (both included): closed, other hours, or just a message."""

    from_on = fields.Date(required=True, data_key="from")
    until_on = fields.Date(required=True, data_key="until")
    kind = fields.String(required=True, validate=validate.OneOf(("closed", "changed", "message")))
    hours = _spans()

    @validates_schema
    def _order(self, data: Mapping[str, Any], **_: Any) -> None:
        if data["until_on"] < data["from_on"]:
            raise ValidationError("The end comes before the start.", "until")
        if (data["kind"] == "changed") != bool(data.get("hours")):
            raise ValidationError("Changed hours need the hours, the others none.", "hours")


def osm_hours(
    grid: Grid,
    closures: Sequence[Mapping[str, Any]] = (),
    *,
    open_on_holidays: bool = False,
    patron_day: str | None = None,
) -> str:
    """Write the grid as an OSM opening_hours expression.

    `patron_day` is "MM-DD". Days with the same spans are not folded: a comma between spans of
    one day adds, while `;` between days overrides only that day, so nothing is closed by accident.
    """
    rules = [
        f"{OSM_DAYS[day]} {','.join(f'{start}-{end}' for start, end in grid[day])}"
        for day in DAYS
        if grid.get(day)
    ]
    if not rules:
        return "off"
    if not open_on_holidays:
        rules.append("PH off")
        if patron_day:
            rules.append(f"{_osm_date(patron_day)} off")
    for closure in closures:
        if closure["kind"] == "message":
            continue
        dates = _osm_range(str(closure["from"]), str(closure["until"]))
        hours = ",".join(f"{start}-{end}" for start, end in closure.get("hours") or ())
        rules.append(f"{dates} {hours or 'off'}")
    return "; ".join(rules)


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _osm_date(month_day: str) -> str:
    month, day = month_day.split("-")
    return f"{MONTHS[int(month) - 1]} {day}"


def _osm_range(start: str, end: str) -> str:
    first, last = (f"{value[:4]} {_osm_date(value[5:10])}" for value in (start, end))
    return first if first == last else f"{first}-{last}"
