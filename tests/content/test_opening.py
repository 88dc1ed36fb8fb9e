"""Opening hours: what we write as OpenStreetMap hours means what the grid says, in Italian time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marshmallow import ValidationError
from opening_hours import OpeningHours
from sqlalchemy.orm import Session

from services_app.content.fields.base import DAYS
from services_app.content.fields.week import Closure, check_times, osm_hours
from services_app.content.opening import ROME, opening
from tests.pages import Page
from tests.records import office, saved

Spans = list[list[str]]
QUARTERS = 24 * 4


def clock(quarter: int) -> str:
    """Write a quarter of an hour of the day as HH:MM, the end of the day as 24:00."""
    return f"{quarter // 4:02d}:{quarter % 4 * 15:02d}"


@st.composite
def day_spans(draw: st.DrawFn) -> Spans:
    """Draw the hours of a day: up to two spans, the last of which may run over midnight."""
    marks = sorted(draw(st.sets(st.integers(0, QUARTERS), min_size=2, max_size=4)))
    spans = [[clock(a), clock(b)] for a, b in zip(marks[::2], marks[1::2], strict=False)]
    if draw(st.booleans()) and marks[0] > 0 and spans[-1][0] != "24:00":
        spans[-1][1] = clock(draw(st.integers(0, marks[0] - 1)))
    return spans


GRIDS = st.fixed_dictionaries({}, optional={day: day_spans() for day in DAYS})
# Any quarter of an hour, and often one soon after midnight, where hours of two days meet.
QUARTER = st.integers(0, QUARTERS - 1) | st.integers(0, 12)
DATES = st.dates(date(2026, 1, 1), date(2029, 12, 31))


@st.composite
def closures(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a closure of up to three weeks; changed hours stay within their day."""
    start = draw(DATES)
    end = start + timedelta(draw(st.integers(0, 20)))
    kind = draw(st.sampled_from(["closed", "changed", "message"]))
    hours = [["10:00", "11:30"], ["12:00", "12:30"]] if kind == "changed" else []
    return {"id": "c", "from": str(start), "until": str(end), "kind": kind, "hours": hours}


def hours_on(facts: Mapping[str, Any], day: date) -> tuple[Spans, bool]:
    """Say in plain Python which hours begin on a date, and whether it is an ordinary day."""
    week = facts["week"].get(DAYS[day.weekday()], [])
    covering = [
        each
        for each in facts["closures"]
        if each["kind"] != "message" and each["from"] <= str(day) <= each["until"]
    ]
    if covering:
        lengths = [date.fromisoformat(c["until"]) - date.fromisoformat(c["from"]) for c in covering]
        exact = [c for c, length in zip(covering, lengths, strict=True) if length == min(lengths)]
        closed = any(each["kind"] == "closed" for each in exact)
        hours = [] if closed else exact[-1]["hours"]
        return (hours if week or not facts["week"] or not min(lengths) else []), False
    return week, True


def is_open(facts: Mapping[str, Any], at: datetime) -> bool:
    """Say in plain Python whether something is open; holidays aside."""
    today, before = at.date(), at.date() - timedelta(1)
    now = f"{at:%H:%M}"
    (hours, ordinary), (last, last_ordinary) = hours_on(facts, today), hours_on(facts, before)
    within = any(a <= now < (b if a < b else "24:00") for a, b in hours)
    late = any(b < a and now < b for a, b in last) and ordinary and last_ordinary
    return within or late


@settings(max_examples=300)
@given(GRIDS, st.lists(closures(), max_size=3), DATES, QUARTER)
def test_what_is_written_means_what_the_grid_and_its_closures_say(
    grid: dict[str, Spans], closed: list[dict[str, Any]], day: date, quarter: int
) -> None:
    facts = {"week": grid, "closures": closed, "open_on_holidays": True}
    naive = datetime(day.year, day.month, day.day, quarter // 4, quarter % 4 * 15)
    at = naive.replace(tzinfo=ROME).astimezone(UTC)
    wanted = is_open(facts, at.astimezone(ROME))
    if _cut_in_the_morning(facts, at.astimezone(ROME)):
        return
    written = osm_hours(grid, closed, open_on_holidays=True)
    assert (opening(facts, at).state == "open") == wanted, written


def _cut_in_the_morning(facts: Mapping[str, Any], at: datetime) -> bool:
    # The morning after an exception is closed as long as any night of the week may run.
    ends = [b for spans in facts["week"].values() for a, b in spans if b < a]
    after = not hours_on(facts, at.date() - timedelta(1))[1]
    return after and f"{at:%H:%M}" < max(ends, default="")


@given(GRIDS, st.lists(closures(), max_size=3), st.sampled_from([None, "04-23", "12-31"]))
def test_whatever_the_schema_takes_is_an_expression_that_others_can_read(
    grid: dict[str, Spans], closed: list[dict[str, Any]], patron: str | None
) -> None:
    for spans in grid.values():
        check_times(spans)
    OpeningHours(osm_hours(grid, closed, patron_day=patron), timezone=ROME, country="IT")


@given(GRIDS, DATES, st.integers(0, 24 * 60))
def test_a_change_is_announced_when_it_comes(
    grid: dict[str, Spans], day: date, minute: int
) -> None:
    now = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=minute)
    facts = {"week": grid, "patron_day": "04-23"}
    state = opening(facts, now)
    if state.changes_at is not None:
        assert state.changes_at > now
        assert opening(facts, state.changes_at).state != state.state


WEEKDAYS = {day: [["08:30", "12:30"], ["14:00", "17:00"]] for day in DAYS[:5]}


def at(text: str) -> datetime:
    """Read an Italian time."""
    return datetime.fromisoformat(text).replace(tzinfo=ROME)


def test_a_second_span_of_a_day_adds_and_another_day_takes_nothing_away() -> None:
    assert osm_hours({"mo": [["09:00", "12:00"], ["15:00", "17:00"]], "tu": [["10:00", "11:00"]]}) \
        .startswith("Mo 09:00-12:00,15:00-17:00, Tu 10:00-11:00")  # fmt: skip
    for hour, state in (("09:30", "open"), ("13:00", "closed"), ("16:00", "open")):
        assert opening({"week": WEEKDAYS}, at(f"2026-11-24T{hour}")).state == state


def test_a_night_runs_on_though_the_next_day_has_hours_of_its_own() -> None:
    facts = {"week": {"fr": [["22:00", "02:00"]], "sa": [["09:00", "12:00"]]}}
    assert opening(facts, at("2026-11-28T01:00")).state == "open"
    assert opening(facts, at("2026-11-28T02:00")).state == "closed"
    assert opening(facts, at("2026-11-28T09:00")).state == "open"


@pytest.mark.parametrize(
    "day",
    ["2026-01-01", "2026-01-06", "2026-04-06", "2027-03-29", "2028-04-17", "2028-04-25",
     "2028-05-01", "2027-06-02", "2028-08-15", "2027-11-01", "2026-12-08", "2028-12-25",
     "2028-12-26", "2027-10-04"],
)  # fmt: skip
def test_holidays_of_italy_are_closed(day: str) -> None:
    noon = at(f"{day}T10:00")
    assert noon.weekday() < 5
    assert opening({"week": WEEKDAYS}, noon).state == "closed"
    assert opening({"week": WEEKDAYS, "open_on_holidays": True}, noon).state == "open"


def test_good_friday_is_an_ordinary_day_in_italy() -> None:
    assert opening({"week": WEEKDAYS}, at("2027-03-26T10:00")).state == "open"


def test_the_patron_day_of_the_town_is_closed() -> None:
    facts = {"week": WEEKDAYS, "patron_day": "04-23"}
    assert opening(facts, at("2027-04-23T10:00")).state == "closed"
    assert opening({"week": WEEKDAYS}, at("2027-04-23T10:00")).state == "open"
    assert opening(facts | {"open_on_holidays": True}, at("2027-04-23T10:00")).state == "open"


def test_the_night_of_a_holiday_does_not_run_into_the_next_morning() -> None:
    facts = {"week": {day: [["22:00", "02:00"]] for day in DAYS}, "patron_day": "09-08"}
    for morning in ("2026-06-03T01:00", "2026-09-09T01:00"):
        assert opening(facts, at(morning)).state == "closed"
    assert opening(facts, at("2026-06-03T22:30")).state == "open"


def closure(start: str, end: str, kind: str = "closed", *hours: list[str]) -> dict[str, Any]:
    """Make a closure as records hold it."""
    return {"id": "c", "from": start, "until": end, "kind": kind, "hours": list(hours)}


def test_a_closure_holds_from_its_first_to_its_last_day() -> None:
    facts = {"week": WEEKDAYS, "closures": [closure("2026-08-10", "2026-08-21")]}
    states = [opening(facts, at(f"2026-08-{day}T10:00")).state for day in ("07", "10", "21", "24")]
    assert states == ["open", "closed", "closed", "open"]


def test_a_closure_over_new_year_is_one_closure() -> None:
    facts = {"week": WEEKDAYS, "closures": [closure("2026-12-28", "2027-01-08")]}
    assert opening(facts, at("2026-12-23T18:00")).changes_at == at("2026-12-24T08:30")
    assert opening(facts, at("2026-12-29T10:00")).changes_at == at("2027-01-11T08:30")


def test_changed_hours_for_a_time_keep_closed_days_and_holidays_closed() -> None:
    august = closure("2026-08-01", "2026-08-31", "changed", ["09:00", "11:00"])
    facts = {"week": WEEKDAYS, "closures": [august]}
    assert opening(facts, at("2026-08-03T10:00")).state == "open"
    assert opening(facts, at("2026-08-03T16:00")).state == "closed"
    assert opening(facts, at("2026-08-02T10:00")).state == "closed", "a Sunday"
    assert opening(facts, at("2026-08-15T10:00")).state == "closed", "a holiday"


def test_changed_hours_for_one_date_hold_even_on_a_sunday_or_a_holiday() -> None:
    days = [
        closure(day, day, "changed", ["10:00", "12:00"]) for day in ("2026-11-29", "2026-12-08")
    ]
    facts = {"week": WEEKDAYS, "closures": days}
    assert opening(facts, at("2026-11-29T11:00")).state == "open"
    assert opening(facts, at("2026-12-08T11:00")).state == "open"


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_exceptions_the_more_exact_one_decides(turned: bool) -> None:
    both = [
        closure("2026-08-01", "2026-08-31"),
        closure("2026-08-12", "2026-08-12", "changed", ["09:00", "10:00"]),
    ]
    facts = {"week": WEEKDAYS, "closures": both[::-1] if turned else both}
    assert opening(facts, at("2026-08-12T09:30")).state == "open"
    assert opening(facts, at("2026-08-13T09:30")).state == "closed"


def test_a_message_changes_no_hours() -> None:
    facts = {"week": WEEKDAYS, "closures": [closure("2026-11-01", "2026-11-30", "message")]}
    assert opening(facts, at("2026-11-24T10:00")).state == "open"


def test_what_is_always_open_has_no_change() -> None:
    assert opening({"always_open": True, "week": None}, at("2026-12-25T03:00")).state == "always"
    assert opening({"always_open": True}, at("2026-12-25T03:00")).changes_at is None


def test_hours_that_nobody_knows_are_neither_open_nor_closed() -> None:
    assert opening({"week": None}, at("2026-11-24T10:00")).state == "unknown"
    assert opening({}, at("2026-11-24T10:00")).state == "unknown"


def test_a_week_without_hours_is_closed_with_no_end_in_sight() -> None:
    state = opening({"week": {}}, at("2026-11-24T10:00"))
    assert (state.state, state.changes_at) == ("closed", None)


def test_an_opening_that_is_months_away_is_not_announced() -> None:
    facts = {"week": WEEKDAYS, "closures": [closure("2026-11-01", "2027-03-31")]}
    assert opening(facts, at("2026-11-24T10:00")).changes_at is None


@pytest.mark.parametrize("utc", ["2027-03-28T00:30", "2027-03-28T01:30", "2026-10-25T00:30"])
def test_the_nights_when_clocks_change_answer_too(utc: str) -> None:
    facts = {"week": {day: [["00:00", "24:00"]] for day in DAYS}, "open_on_holidays": True}
    assert opening(facts, datetime.fromisoformat(utc).replace(tzinfo=UTC)).state == "open"


@pytest.mark.parametrize(
    "spans",
    [
        [["9:00", "12:00"]], [["09:00"]], [["09:00", "09:00"]], [["24:00", "02:00"]],
        [["09:00", "25:00"]], [["09:00", "12:00\n"]], [["09:00", "12:00"], ["11:00", "13:00"]],
        [["20:00", "02:00"], ["21:00", "23:00"]], [["٠٩:٠٠", "١٢:٠٠"]],
    ],
)  # fmt: skip
def test_hours_that_make_no_sense_are_refused(spans: Sequence[Sequence[str]]) -> None:
    with pytest.raises(ValidationError):
        check_times(spans)


@pytest.mark.parametrize(
    "row",
    [
        closure("2026-08-10", "2026-08-09"), closure("2026-08-10", "2026-08-11", "changed"),
        closure("2026-08-10", "2026-08-11", "closed", ["09:00", "10:00"]),
        closure("0226-08-10", "2026-08-11"), closure("2026-08-10", "9999-12-31"),
    ],
)  # fmt: skip
def test_closures_that_make_no_sense_are_refused(row: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Closure().load(row)


def test_by_appointment_is_said_whether_open_closed_or_unknown(
    session: Session, page: Callable[..., Page]
) -> None:
    weeks: dict[str, Any] = {"open": WEEKDAYS, "closed": {"sa": [["09:00", "10:00"]]}, "no": None}
    for name, week in weeks.items():
        saved(session, "offices", office(name, week=week, access_modes=["appointment"]))
    said = {"open": "open now", "closed": "closed now", "no": "hours not known"}
    for name, words in said.items():
        text = page(f"/en/larino/offices/{name}").text
        assert "by appointment" in text
        assert words in text
        assert text.index("by appointment") < text.index(words)
