"""Lowest pay by sector and year: how it is entered, and what it says of a job."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from flask import Flask
from hypothesis import assume, given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from services_app.content.faults import ERROR, WARNING, Case, Fault, content_faults, faults_of
from services_app.content.faults.case import Known
from services_app.content.faults.pay import (
    NONE_ENTERED,
    NONE_YET,
    NOT_COMPARED,
    OWN_RULES,
    not_compared,
)
from services_app.content.item import Actor
from services_app.content.pay_floors import (
    PayFloor,
    change_floor,
    enter_floor,
    pay_floor_events,
    pay_floors,
    remove_floor,
)
from services_app.content.record import plain_record
from services_app.errors import Conflict, Invalid, NotFound
from services_app.taxonomies.work import CONTRACTS
from tests.conftest import NOON
from tests.records import TYPES, job, saved

TODAY = NOON.date()
BY = Actor("Anna", id=7)
RAW = {
    "sector": "agriculture", "year": 2026, "unit": "hour", "amount_cents": 950,
    "full_time_hours": None, "agreement": "CCNL di prova", "source_title": "Tabella di prova",
    "source_url": "https://example.org/ccnl",
}  # fmt: skip
CENTS = st.integers(1, 500_000)
HOURS = st.integers(1, 60)


def floor(unit: str = "hour", cents: int = 950, **more: Any) -> PayFloor:
    """Make a lowest pay of farming in 2026."""
    return PayFloor(**RAW | {"unit": unit, "amount_cents": cents} | more)


def found(floors: Sequence[PayFloor], **facts: Any) -> list[Fault]:
    """List what the floors say of a job of a pruner; `facts` replace or add."""
    record = plain_record(TYPES["jobs"], job(**facts))
    known = Known(states={}, places=(), today=TODAY, floors=floors)
    faults = faults_of(Case(TYPES["jobs"], record), known)
    return [fault for fault in faults if fault.rule == "pay-below-floor"]


def level(floors: Sequence[PayFloor], **facts: Any) -> str | None:
    """Say how grave it is, None where nothing is said."""
    faults = found(floors, **facts)
    assert len(faults) <= 1
    return faults[0].level if faults else None


def by_month(cents: int, **facts: Any) -> dict[str, Any]:
    """Give the facts of a pay by the month."""
    return {"pay_cents": cents, "pay_unit": "month"} | facts


def test_each_act_stands_in_the_history_with_before_and_after(session: Session) -> None:
    entered = enter_floor(session, RAW, by=BY, at=NOON)
    change_floor(session, entered.uid, RAW | {"amount_cents": 1000}, expected=1, by=BY, at=NOON)
    assert [each.amount_cents for each in pay_floors(session)] == [1000]
    remove_floor(session, entered.uid, expected=2, by=BY, at=NOON)
    session.expire_all()
    assert pay_floors(session) == []
    events = pay_floor_events(session, limit=10)
    assert [(each.act, each.actor, each.actor_id) for each in events] == [
        ("removed", "Anna", 7), ("changed", "Anna", 7), ("entered", "Anna", 7),
    ]  # fmt: skip
    assert [(each.before or {}).get("amount_cents") for each in events] == [1000, 950, None]
    assert [(each.after or {}).get("amount_cents") for each in events] == [None, 1000, 950]
    assert {each.floor_uid for each in events} == {entered.uid}


def test_who_entered_it_and_when_stands_beside_it(session: Session) -> None:
    entered = enter_floor(session, RAW, by=BY, at=NOON)
    assert (entered.entered_on, entered.entered_by) == (TODAY, "Anna")


def test_a_sector_has_one_lowest_pay_for_a_year_and_unit(session: Session) -> None:
    enter_floor(session, RAW, by=BY, at=NOON)
    other = enter_floor(session, RAW | {"unit": "month"}, by=BY, at=NOON)
    with pytest.raises(Invalid):
        enter_floor(session, RAW | {"amount_cents": 1}, by=BY, at=NOON)
    with pytest.raises(Invalid):
        change_floor(session, other.uid, RAW, expected=1, by=BY, at=NOON)
    session.expire_all()
    assert [each.unit for each in pay_floors(session)] == ["hour", "month"]
    assert len(pay_floor_events(session, limit=10)) == 2


def test_what_somebody_else_changed_or_removed_is_not_overwritten(session: Session) -> None:
    entered = enter_floor(session, RAW, by=BY, at=NOON)
    change_floor(session, entered.uid, RAW, expected=1, by=BY, at=NOON)
    with pytest.raises(Conflict):
        change_floor(session, entered.uid, RAW, expected=1, by=BY, at=NOON)
    with pytest.raises(Conflict):
        remove_floor(session, entered.uid, expected=1, by=BY, at=NOON)
    remove_floor(session, entered.uid, expected=2, by=BY, at=NOON)
    with pytest.raises(NotFound):
        change_floor(session, entered.uid, RAW, expected=2, by=BY, at=NOON)


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("sector", "space"), ("year", 1999), ("unit", "year"), ("amount_cents", 0),
        ("amount_cents", "9 euro"), ("agreement", ""), ("source_title", None),
        ("source_url", "http://example.org"), ("source_url", "javascript:alert(1)"),
        ("full_time_hours", 0),
    ],
)  # fmt: skip
def test_a_wrong_value_is_refused_by_its_name(session: Session, name: str, wrong: object) -> None:
    with pytest.raises(Invalid) as refused:
        enter_floor(session, RAW | {name: wrong}, by=BY, at=NOON)
    assert list(refused.value.problems) == [name]
    assert pay_floors(session) == []


def test_the_check_of_all_content_reads_the_floors(session: Session) -> None:
    saved(session, "jobs", job("cheap", pay_cents=800))
    assert not _of_pay(content_faults(session, [TYPES["jobs"]], TODAY))
    enter_floor(session, RAW, by=BY, at=NOON)
    fault = next(
        each
        for each in _of_pay(content_faults(session, [TYPES["jobs"]], TODAY))
        if each.slug == "cheap"
    )
    assert str(fault) == (
        "error: pay-below-floor: jobs/cheap: facts.pay_cents: Too little pay: at least 9.50 € an "
        "hour before tax. The lowest of CCNL di prova (Farming and animals, 2026) is 9.50 € an "
        "hour."
    )


def test_the_command_fails_on_a_job_below_the_floor(app: Flask) -> None:
    with app.extensions["store"].database.transaction() as session:
        saved(session, "jobs", job("cheap", pay_cents=800))
        enter_floor(session, RAW, by=BY, at=NOON)
    failed = app.test_cli_runner().invoke(args=["check"])
    assert failed.exit_code == 1
    assert "error: pay-below-floor: jobs/cheap: " in failed.output


@given(CENTS, CENTS, st.sampled_from(["hour", "day", "month"]))
def test_pay_in_the_unit_of_the_floor_is_refused_exactly_below_it(
    pay: int, least: int, unit: str
) -> None:
    expected = ERROR if pay < least else None
    assert level([floor(unit, least)], pay_cents=pay, pay_unit=unit) == expected


@given(CENTS, CENTS, CENTS)
def test_a_range_is_refused_by_its_highest_figure_and_warned_of_by_its_lowest(
    one: int, other: int, least: int
) -> None:
    low, high = sorted((one, other))
    expected = ERROR if high < least else WARNING if low < least else None
    assert level([floor(cents=least)], pay_cents=low, pay_until_cents=high) == expected


@given(CENTS, CENTS)
def test_pay_after_tax_is_never_refused(pay: int, least: int) -> None:
    expected = WARNING if pay < least else None
    assert level([floor(cents=least)], pay_cents=pay, pay_gross=False) == expected


@given(st.integers(1, 5000), HOURS, st.sampled_from(["full_time", "part_time"]), st.booleans())
def test_pay_of_a_month_meets_the_floor_of_an_hour_by_the_hours_a_week(
    hourly: int, hours: int, working_time: str, enough: bool
) -> None:
    due = int(Fraction(hourly * hours * 52, 12))
    assume(due > 1)
    pay = by_month(due if enough else due - 1, hours_week=hours, working_time=working_time)
    assert level([floor("hour", hourly)], **pay) == (None if enough else ERROR)


@given(CENTS, CENTS, st.none() | HOURS)
def test_part_time_pay_of_a_month_is_never_held_against_a_full_month_without_hours(
    pay: int, least: int, hours: int | None
) -> None:
    job = by_month(pay, working_time="part_time")
    assert level([floor("month", least)], **job, hours_week=hours) is None
    assert level([floor("month", least, full_time_hours=40)], **job) is None


@given(CENTS, HOURS, st.integers(1, 48))
def test_part_time_pay_of_a_month_is_held_against_its_share_of_a_full_month(
    least: int, hours: int, whole: int
) -> None:
    share = int(least * min(Fraction(1), Fraction(hours, whole)))
    assume(share > 1)
    months = [floor("month", least, full_time_hours=whole)]
    part = {"working_time": "part_time", "hours_week": hours}
    assert level(months, **by_month(share, **part)) is None
    assert level(months, **by_month(share - 1, **part)) == ERROR


@given(CENTS, st.integers(0, 20_000), HOURS)
def test_nothing_is_claimed_where_the_units_do_not_meet(pay: int, least: int, hours: int) -> None:
    assume(least)
    day = [floor("day", least)]
    assert level(day, pay_cents=pay, hours_week=hours) is None
    assert level(day, **by_month(pay, hours_week=hours)) is None
    assert level([floor("hour", least)], pay_cents=pay, pay_unit="day", hours_week=hours) is None
    assert level([floor("month", least)], pay_cents=pay, pay_unit="year", hours_week=hours) is None
    assert level([floor("hour", least)], **by_month(pay)) is None


def test_pay_of_an_hour_is_held_against_a_month_by_its_full_time_hours() -> None:
    months = [floor("month", 173_334, full_time_hours=40)]
    for working_time in ("full_time", "part_time"):
        assert level(months, pay_cents=999, working_time=working_time) == ERROR
        assert level(months, pay_cents=1000, working_time=working_time) is None
    unsaid = [floor("month", 173_334)]
    assert level(unsaid, pay_cents=999, hours_week=40) == ERROR
    assert level(unsaid, pay_cents=999) is None
    assert level(unsaid, pay_cents=999, hours_week=20, working_time="part_time") is None


def test_a_range_of_hours_is_refused_only_where_it_is_surely_too_little() -> None:
    hours = {"hours_week": 20, "hours_week_until": 30}  # at 10 euros: 866,66 and 1300 a month
    tens = [floor("hour", 1000)]
    assert level(tens, **by_month(86_666, pay_until_cents=130_000, **hours)) is None
    assert level(tens, **by_month(86_666, **hours)) == WARNING
    assert level(tens, **by_month(86_665, **hours)) == ERROR


def test_the_floor_of_the_same_unit_goes_first() -> None:
    both = [floor("hour", 1000), floor("month", 100_000)]
    assert level(both, **by_month(110_000, hours_week=40)) is None


def test_the_newest_year_up_to_the_start_of_the_job_counts() -> None:
    years = [floor(cents=900, year=2024), floor(cents=950, year=2026), floor(cents=990, year=2027)]
    for pay, starts_on, expected in (
        (949, None, ERROR), (950, None, None), (970, "2026-12-31", None),
        (970, "2027-01-01", ERROR), (900, "2025-05-01", None), (899, "2025-05-01", ERROR),
        (1, "2023-05-01", None),
    ):  # fmt: skip
        assert level(years, pay_cents=pay, starts_on=starts_on) == expected, (pay, starts_on)


def test_other_sectors_and_what_is_no_job_are_left_alone() -> None:
    assert level([floor(sector="retail")], pay_cents=1) is None
    for contract in ("internship", "work_grant", "civil_service", "volunteering"):
        assert level([floor()], pay_cents=1, contract=contract) is None


@pytest.mark.parametrize("contract", [code for code in CONTRACTS if code in OWN_RULES])
def test_a_contract_that_may_lawfully_pay_less_is_only_warned_of(contract: str) -> None:
    assert level([floor()], pay_cents=1, contract=contract) == WARNING


def test_every_contract_of_its_own_rules_is_one_of_ours() -> None:
    assert set(OWN_RULES) <= set(CONTRACTS)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, None),
        ({"occupation": ""}, None),
        ({"occupation": "cook"}, NONE_ENTERED),
        ({"occupation": "cook", "contract": "internship"}, None),
        ({"starts_on": "2027-02-01"}, NONE_ENTERED),
        ({"occupation": "", "starts_on": "2027-02-01"}, NONE_YET),
        ({"starts_on": "soon"}, None),
        ({"pay_unit": "month"}, NOT_COMPARED),
        ({"pay_unit": "month", "hours_week": 40}, None),
        ({"pay_unit": "month", "hours_week": "many"}, None),
        ({"pay_unit": "?"}, None),
        ({"occupation": "astronaut"}, None),
    ],
)
def test_what_could_not_be_compared_is_said(facts: dict[str, Any], expected: Any) -> None:
    said = not_compared(job()["facts"] | facts, [floor()], date(2026, 11, 24))
    assert (said and said.id) == (expected and expected.id)


def _of_pay(faults: Sequence[Fault]) -> list[Fault]:
    return [each for each in faults if each.rule == "pay-below-floor"]
