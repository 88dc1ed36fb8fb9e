"""Weekly opening hours as a grid, dated closures, and the OpenStreetMap form made from them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from services_app.content.fields.base import DAYS, Exactly, Row
from services_app.errors import N_

TIME = re.compile(r"^([01]\d|2[0-3]):[0-5]\d$|^24:00$")
# A mistyped year such as 0226 would go into expressions that nobody can read.
OUR_TIME = validate.Range(
    date(2000, 1, 1), date(2100, 12, 31), error=N_("Write a date from %(min)s to %(max)s.")
)
Grid = Mapping[str, Sequence[Sequence[str]]]
OSM_DAYS = dict(zip(DAYS, ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"), strict=True))


def check_times(value: Sequence[Sequence[str]]) -> None:
    """Accept [["09:00", "12:30"], …]; an end before its start runs over midnight."""
    for span in value:
        if len(span) != 2 or not all(TIME.fullmatch(time) for time in span):
            raise ValidationError(N_("Write hours such as 09:00 and 12:30."))
        if span[0] == span[1] or span[0] == "24:00":
            raise ValidationError(N_("The end must differ from the start."))
    same_day = sorted((start, max(end, "24:00" if end < start else end)) for start, end in value)
    for (_, ends), (starts, _) in pairwise(same_day):
        if starts < ends:
            raise ValidationError(N_("Two times of one day overlap."))


def _spans() -> fields.List[Any]:
    return fields.List(fields.List(fields.String()), validate=check_times)


def clock_time() -> fields.String:
    """Make an optional field for a local time, HH:MM."""
    told = Exactly(TIME, error=N_("Write the time such as 09:30."))
    return fields.String(
        load_default=None, allow_none=True, validate=told, metadata={"clock": True}
    )


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

    from_on = fields.Date(required=True, data_key="from", validate=OUR_TIME)
    until_on = fields.Date(required=True, data_key="until", validate=OUR_TIME)
    kind = fields.String(required=True, validate=validate.OneOf(("closed", "changed", "message")))
    hours = _spans()

    @validates_schema
    def _order(self, data: Mapping[str, Any], **_: Any) -> None:
        if data["until_on"] < data["from_on"]:
            raise ValidationError(N_("The end comes before the start."), "until")
        if (data["kind"] == "changed") != bool(data.get("hours")):
            raise ValidationError(N_("Write the hours only where they change."), "hours")


def osm_hours(
    grid: Grid,
    closures: Sequence[Mapping[str, Any]] = (),
    *,
    open_on_holidays: bool = False,
    patron_day: str | None = None,
) -> str:
    """Write the grid as an OSM opening_hours expression; `patron_day` is "MM-DD".

    Days are joined by commas, which add: after a `;` the next day would cut off what runs over
    midnight into it. Exceptions follow with `;`, which overrides: the longest first, so that the
    most exact one decides. A single date is meant as it stands; other hours for a longer time
    hold on the days of the week that have hours, and not on holidays.
    """
    exceptions = [each for each in closures if each["kind"] != "message"]
    exceptions.sort(key=lambda each: (-_length(each), each["kind"] == "closed"))
    open_days = [day for day in DAYS if grid.get(day)]
    night = max(
        (span[1] for day in open_days for span in grid[day] if _overnight(span)), default=""
    )
    rules = [", ".join(f"{OSM_DAYS[day]} {_times(grid[day])}" for day in open_days) or "off"]
    names = ",".join(OSM_DAYS[day] for day in open_days)
    for closure in exceptions:
        if _length(closure):
            rules += _exception(closure, names, night)
    if not open_on_holidays:
        rules += _holidays(patron_day, night)
    for closure in exceptions:
        if not _length(closure):
            rules += _exception(closure, "", night)
    return "; ".join(rules)


def _exception(closure: Mapping[str, Any], days: str, night: str) -> list[str]:
    # `off` on a date leaves what the evening before runs into the next morning: two rules.
    dates = _osm_range(closure["from"], closure["until"])
    rules = [f"{dates} off"] if days or closure["kind"] == "closed" else []
    if night:
        after = date.fromisoformat(closure["until"]) + timedelta(1)
        rules.append(f"{_osm_range(after.isoformat(), after.isoformat())} 00:00-{night} off")
    if closure["kind"] == "changed":
        rules.append(f"{dates} {f'{days} ' if days else ''}{_times(closure['hours'])}")
    return rules


def _holidays(patron_day: str | None, night: str) -> list[str]:
    days = ["PH", *([_osm_date(patron_day)] if patron_day else [])]
    rules = [f"{day} off" for day in days]
    if night:
        rules += [f"{day} +1 day 00:00-{night} off" for day in days]
    return rules


def _length(closure: Mapping[str, Any]) -> int:
    return (date.fromisoformat(closure["until"]) - date.fromisoformat(closure["from"])).days


def _overnight(span: Sequence[str]) -> bool:
    return span[1] < span[0] and span[1] != "00:00"


def _times(spans: Sequence[Sequence[str]]) -> str:
    return ",".join(f"{start}-{end}" for start, end in spans)


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _osm_date(month_day: str) -> str:
    month, day = month_day.split("-")
    return f"{MONTHS[int(month) - 1]} {day}"


def _osm_range(start: str, end: str) -> str:
    first, last = (f"{value[:4]} {_osm_date(value[5:10])}" for value in (start, end))
    return first if first == last else f"{first}-{last}"
