"""What makes a fact hold: its source, its date, hours that can be, no contact of a sample."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from services_app.content.faults.case import Case, Fault, Known
from services_app.content.fields.base import DAYS
from services_app.content.seen import italian_date
from services_app.errors import N_, Reason

GRIDS = ("week", "emergency_week")
WAYS = ("phones", "email", "pec", "website", "chat_url", "appointment_url", "appointment_phone")
DAY_MINUTES = 24 * 60
_PHONE = re.compile(r"(?<![\d.,-])(?!\d{4}-\d\d-\d\d)\+?\d(?:[ \u00a0./-]?\d){7,}")


def sources(case: Case, known: Known) -> Iterator[Fault]:
    """Report what stands without a source; an offer rests on who offers, a sample on nothing."""
    if case.record["sources"] or case.record["sample"] or case.kind.is_offer:
        return
    if case.kind.titled_by_words:
        yield case.error("no-source", "sources", N_("Nothing says where this comes from."))
    else:
        yield case.warning("no-source", "sources", N_("No source yet: the page says so."))


def past_dates(case: Case, known: Known) -> Iterator[Fault]:
    """Report dates that are over; lists drop such items by themselves, somebody tidies up."""
    expires_on = case.record["expires_on"]
    if expires_on and date.fromisoformat(expires_on) <= known.today:
        yield case.warning("past", "expires_on", _over(expires_on))
    for name in ("ends_at", "starts_at") if "starts_at" in case.facts else ("ends_on",):
        value = case.facts.get(name)
        if value and italian_date(value) < known.today:
            yield case.warning("past", f"facts.{name}", _over(value))
        if value:
            break  # an event that lasts is over at its end, whenever it began
    for number, row in case.rows("closures"):
        if date.fromisoformat(row["until"]) < known.today:
            yield case.warning(
                "past", f"facts.closures.{number}.until", N_("This closure is over.")
            )


def hours(case: Case, known: Known) -> Iterator[Fault]:
    """Report spans that overlap over midnight, which the schema of one day cannot see."""
    for name in GRIDS:
        grid = case.facts.get(name)
        if grid and _overlaps(grid):
            yield case.error("hours", f"facts.{name}", N_("Two spans overlap over midnight."))


def samples(case: Case, known: Known) -> Iterator[Fault]:
    """Report invented items that somebody could call or write to (rule 9)."""
    if not case.record["sample"]:
        return
    for name in WAYS:
        if case.facts.get(name):
            yield case.error("sample-contact", f"facts.{name}", N_("An example has no contact."))
    for phrase in case.phrases():
        if _PHONE.search(phrase.text):
            yield case.error(
                "sample-contact", phrase.where, N_("A telephone number in an example.")
            )


def _over(value: str) -> Reason:
    return N_("Over since %(day)s.", day=italian_date(value))


def _overlaps(grid: Mapping[str, Sequence[Sequence[str]]]) -> bool:
    spans = []
    for number, code in enumerate(DAYS):
        for start, end in grid.get(code) or ():
            first = number * DAY_MINUTES + _minutes(start)
            last = number * DAY_MINUTES + _minutes(end)
            spans.append((first, last if last > first else last + DAY_MINUTES))
    spans.sort()
    if not spans:
        return False
    week_later = (spans[0][0] + 7 * DAY_MINUTES, 0)
    return any(ends > starts for (_, ends), (starts, _) in pairwise([*spans, week_later]))


def _minutes(clock: str) -> int:
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)
