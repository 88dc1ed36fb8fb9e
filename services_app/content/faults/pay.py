"""Jobs paid less than the collective agreement of their sector allows (rule 8)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from services_app.content.faults.case import Case, Fault, Known
from services_app.content.pay_floors import UNITS, PayFloor
from services_app.errors import N_, Cents, Reason
from services_app.taxonomies.occupations import OCCUPATIONS
from services_app.taxonomies.work import CONTRACTS, PAY_UNITS, SECTORS

RULE, WHERE = "pay-below-floor", "facts.pay_cents"
WEEKS = Fraction(52, 12)  # in a month
# Contracts under which a lower pay may be lawful: a person looks, nothing is refused.
OWN_RULES = ("apprenticeship", "occasional", "collaboration", "self_employed")
Facts = Mapping[str, Any]  # of a job, as JSON; perhaps not checked yet

TOO_LITTLE = N_(
    "Too little pay: at least %(due)s %(unit)s before tax. The lowest of %(agreement)s "
    "(%(sector)s, %(year)s) is %(floor)s %(floor_unit)s."
)
AT_WORST = N_(
    "At its lowest this is too little pay: at least %(due)s %(unit)s before tax. The lowest of "
    "%(agreement)s (%(sector)s, %(year)s) is %(floor)s %(floor_unit)s."
)
AFTER_TAX = N_(
    "This pay is after tax, and lower than %(due)s %(unit)s before tax. The lowest of "
    "%(agreement)s (%(sector)s, %(year)s) is %(floor)s %(floor_unit)s: ask for the gross pay."
)
OTHER_RULES = N_(
    "This is less than %(due)s %(unit)s before tax. The lowest of %(agreement)s (%(sector)s, "
    "%(year)s) is %(floor)s %(floor_unit)s. Ask whether this contract may pay less."
)
NONE_ENTERED = N_(
    "No lowest pay is entered for %(sector)s in %(year)s: compare the pay with the collective "
    "agreement."
)
NONE_YET = N_(
    "No lowest pay is entered for %(year)s: compare the pay with the collective agreement."
)
NOT_COMPARED = N_(
    "This pay could not be compared with the lowest of %(sector)s in %(year)s: give the hours a "
    "week, or compare it with the collective agreement."
)


@dataclass(frozen=True)
class Least:
    """What a floor asks of a job in whole cents of its own unit: for its fewest and most hours."""

    floor: PayFloor
    fewest: int
    most: int


def floors(case: Case, known: Known) -> Iterator[Fault]:
    """Report pay below the lowest of the sector in the newest year up to the start of the job."""
    if case.kind.name != "jobs" or not _is_employment(case.facts):
        return
    least = least_pay(case.facts, _newest(case.facts, known.floors, known.today))
    if least is None:
        return
    low = case.facts["pay_cents"]
    high = low if case.facts.get("pay_until_cents") is None else case.facts["pay_until_cents"]
    if low >= least.fewest and high >= least.most:
        return
    due = least.fewest if low < least.fewest else least.most
    if not case.facts["pay_gross"]:
        yield case.warning(RULE, WHERE, _said(AFTER_TAX, case.facts, least.floor, due))
    elif case.facts["contract"] in OWN_RULES:
        yield case.warning(RULE, WHERE, _said(OTHER_RULES, case.facts, least.floor, due))
    elif high < (surely := min(least.fewest, least.most)):
        yield case.error(RULE, WHERE, _said(TOO_LITTLE, case.facts, least.floor, surely))
    else:
        yield case.warning(RULE, WHERE, _said(AT_WORST, case.facts, least.floor, due))


def least_pay(facts: Facts, floors: Sequence[PayFloor]) -> Least | None:
    """Find what the floors of one year and sector ask of a job, None where no claim is sound.

    The floor of the job's own unit goes before others, which are compared by the hours a week.
    """
    for floor in sorted(floors, key=lambda each: each.unit != facts["pay_unit"]):
        hours = facts.get("hours_week")
        fewest = _due(floor, facts, hours)
        most = _due(floor, facts, facts.get("hours_week_until") or hours)
        if fewest is not None and most is not None:
            return Least(floor, int(fewest), int(most))
    return None


def not_compared(facts: Facts, floors: Sequence[PayFloor], today: date) -> Reason | None:
    """Say that nobody compared the pay of a job with a lowest one, so that a person does.

    The facts are as they were typed: they may be wrong, or not there.
    """
    year = _year(facts, today)
    if not facts.get("occupation") and not any(each.year == year for each in floors):
        return NONE_YET.format(year=year)
    if facts.get("occupation") not in OCCUPATIONS or not _is_employment(facts):
        return None
    sector = _sector(facts)
    named = {"sector": SECTORS[sector].label, "year": year}
    if not any((each.sector, each.year) == (sector, year) for each in floors):
        return NONE_ENTERED.format(**named)
    if facts.get("pay_unit") not in PAY_UNITS or not _hours_are_numbers(facts):
        return None
    least = least_pay(facts, _newest(facts, floors, today))
    return None if least else NOT_COMPARED.format(**named)


def _due(floor: PayFloor, facts: Facts, hours: int | None) -> Fraction | None:
    """Give what a floor asks for one unit of the job's pay at so many hours a week."""
    full_time = facts.get("working_time") == "full_time"
    amount, unit = Fraction(floor.amount_cents), facts["pay_unit"]
    whole = floor.full_time_hours
    if unit == floor.unit and (unit != "month" or full_time):
        return amount
    if unit == floor.unit == "month" and hours and whole:
        return amount * min(Fraction(hours, whole), Fraction(1))
    if (unit, floor.unit) == ("month", "hour") and hours:
        return amount * hours * WEEKS
    if (unit, floor.unit) == ("hour", "month"):
        whole = whole or (hours if full_time else None)
        return amount / (whole * WEEKS) if whole else None
    return None


def _newest(facts: Facts, floors: Sequence[PayFloor], today: date) -> list[PayFloor]:
    """List the floors of a job's sector in the newest year that is not after its start."""
    until, sector = _year(facts, today), _sector(facts)
    own = [each for each in floors if each.sector == sector and each.year <= until]
    newest = max((each.year for each in own), default=until)
    return sorted(
        (each for each in own if each.year == newest), key=lambda each: UNITS.index(each.unit)
    )


def _is_employment(facts: Facts) -> bool:
    contract = CONTRACTS.get(facts.get("contract") or "")
    return contract is None or bool(contract.notes.get("employment", True))


def _sector(facts: Facts) -> str:
    return str(OCCUPATIONS[facts["occupation"]].notes["sector"])


def _year(facts: Facts, today: date) -> int:
    try:
        return date.fromisoformat(str(facts.get("starts_on"))).year
    except ValueError:  # there is none, or none yet
        return today.year


def _hours_are_numbers(facts: Facts) -> bool:
    names = ("hours_week", "hours_week_until")
    return all(isinstance(facts.get(name), int | None) for name in names)


def _said(reason: Reason, facts: Facts, floor: PayFloor, due: int) -> Reason:
    return reason.format(
        due=Cents(due),
        unit=PAY_UNITS[facts["pay_unit"]].label,
        agreement=floor.agreement,
        sector=SECTORS[floor.sector].label,
        year=floor.year,
        floor=Cents(floor.amount_cents),
        floor_unit=PAY_UNITS[floor.unit].label,
    )
