"""Whether something is open now, and when it opens next, by Italian time and holidays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours

from services_app.content.fields.week import osm_hours

ROME = ZoneInfo("Europe/Rome")
SOON = timedelta(days=60)
EMERGENCY_WEEK = "emergency_week"


@dataclass(frozen=True)
class Opening:
    """State now: `open`, `closed`, `unknown` hours, or `always` open.

    `changes_at` (Italian time) is when an open place closes or a closed one opens, None when
    that lies further than sixty days away.
    """

    state: str
    changes_at: datetime | None = None


def opening(facts: Mapping[str, Any], now: datetime, week: str = "week") -> Opening:
    """Tell the state at `now` (aware) from facts with a week grid, closures and patron day."""
    if facts.get("always_open"):
        return Opening("always")
    grid = facts.get(week)
    if grid is None:
        return Opening("unknown")
    hours = _hours(osm_expression(facts, week))
    local = now.astimezone(ROME)
    # next_change() would search to the year 9999 for what never changes: twenty seconds.
    horizon = local + SOON
    until = next((end for _, end, *_ in hours.intervals(local, horizon)), horizon)
    state = "open" if hours.is_open(local) else "closed"
    return Opening(state, until if until < horizon else None)


def emergency_opening(facts: Mapping[str, Any], now: datetime) -> Opening | None:
    """Tell the state of a hospital's emergency room at `now`, None where none is known of."""
    if facts["kind_of_office"] != "hospital" or facts.get("emergency_room") != "yes":
        return None
    if facts.get("emergency_24h") == "yes":
        return Opening("always")
    return opening(facts, now, EMERGENCY_WEEK)


def osm_expression(facts: Mapping[str, Any], week: str = "week") -> str:
    """Write a known week with the closures, holidays and patron day of its facts, as OSM hours.

    These are days of the office: an emergency room keeps its hours whatever day it is.
    """
    if week == EMERGENCY_WEEK:
        return osm_hours(facts[week], open_on_holidays=True)
    return osm_hours(
        facts[week],
        facts.get("closures") or (),
        open_on_holidays=bool(facts.get("open_on_holidays")),
        patron_day=facts.get("patron_day"),
    )


@lru_cache(maxsize=4096)
def _hours(expression: str) -> OpeningHours:
    return OpeningHours(expression, timezone=ROME, country="IT")
