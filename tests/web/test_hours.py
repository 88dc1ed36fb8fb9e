"""Hours read back: what a form shows under a week is what readers and maps will get."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from hypothesis import given, settings
from opening_hours import OpeningHours
from werkzeug.datastructures import MultiDict

from services_app.content.fields.base import DAYS
from services_app.content.opening import ROME
from services_app.web.forms import record as form
from services_app.web.forms.hours import read_back, weeks
from tests.content.test_opening import GRIDS, Spans, closure
from tests.records import TYPES, office

SCHEMA = TYPES["offices"].schema()
MONDAY = datetime(2026, 11, 16)  # two weeks without holidays begin
HOURS = 7 * 24


def back(patron: str | None = None, **facts: Any) -> dict[str, Any]:
    """Read back the week of an office."""
    kind = TYPES["offices"]
    return read_back(SCHEMA, form.written(kind, office(**facts)), "week", patron)


def in_grid(grid: dict[str, Spans], at: datetime) -> bool:
    """Say in plain Python whether a grid is open at a time."""
    today, before = (grid.get(DAYS[(at - timedelta(n)).weekday()], []) for n in (0, 1))
    now = f"{at:%H:%M}"
    return any(a <= now < (b if a < b else "24:00") for a, b in today) or any(
        b < a and now < b for a, b in before
    )


@settings(max_examples=60)
@given(GRIDS)
def test_every_hour_of_a_week_is_open_in_the_expression_as_in_the_grid(
    grid: dict[str, Spans],
) -> None:
    grid = {day: spans for day, spans in grid.items() if spans}
    shown = back(week=grid)
    if not grid:
        assert shown == {}
        return
    assert shown["grid"] == grid
    hours = OpeningHours(shown["osm"], timezone=ROME, country="IT")
    for number in range(HOURS):
        at = MONDAY + timedelta(hours=24 + number)
        assert hours.is_open(at.replace(tzinfo=ROME)) == in_grid(grid, at), (shown["osm"], at)


def test_closures_holidays_and_the_patron_are_in_the_expression() -> None:
    week = {"mo": [["08:30", "12:00"], ["15:00", "17:00"]], "we": [["09:00", "12:00"]]}
    summer = {**closure("2026-08-10", "2026-08-21"), "hours": None}
    assert back(week=week)["osm"] == "Mo 08:30-12:00,15:00-17:00, We 09:00-12:00; PH off"
    assert back(week=week, open_on_holidays=True)["osm"].endswith("We 09:00-12:00")
    assert back("04-23", week=week)["osm"].endswith("; PH off; Apr 23 off")
    assert "; 2026 Aug 10-2026 Aug 21 off; " in back(week=week, closures=[summer])["osm"]


def test_a_week_that_cannot_be_kept_is_not_read_back() -> None:
    assert back(week=None) == {}
    assert back(week={"mo": [["08:30", "noon"]]}) == {}


def test_a_faulty_closure_leaves_the_week_and_no_expression() -> None:
    week = {"mo": [["08:30", "12:00"]]}
    values = form.written(TYPES["offices"], office(week=week))
    values.update(MultiDict({"facts.closures.0.id": "", "facts.closures.0.from": "2026-08-10"}))
    assert read_back(SCHEMA, values, "week", None) == {"grid": week, "osm": ""}
    values["facts.closures.0.from"] = " "
    assert read_back(SCHEMA, values, "week", None)["osm"], "an empty row is no closure"


def test_every_week_of_every_type_is_found() -> None:
    found = {(name, week) for name, kind in TYPES.items() for week in weeks(kind.schema())}
    assert found == {("offices", "week"), ("offices", "emergency_week"), ("courses", "week"),
                     ("helplines", "week")}  # fmt: skip
