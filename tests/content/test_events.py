"""Events: the day is Italy's, however the time was typed, and an end says its day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from services_app.web.store import Store
from tests.content.acting import slugs_listed
from tests.harm.planting import ON_SQLITE
from tests.pages import Page
from tests.records import LARINO, event, opened, saved

Open = Callable[..., Page]


@ON_SQLITE
def test_an_event_by_night_stays_until_its_day_in_italy_is_over(store: Store, page: Open) -> None:
    with store.database.transaction() as session:
        saved(session, "events", event("night", starts_at="2027-08-15T00:30+02:00"))
    path, night = "/en/larino/events/night", datetime.fromisoformat("2027-08-15T00:10+02:00")
    for now in (night, night + timedelta(hours=23)):
        store.clock = lambda now=now: now  # type: ignore[misc]
        assert path in page("/en/larino/events").links()
        page(path)
    store.clock = lambda: night + timedelta(days=1)
    assert path not in page("/en/larino/events").links()
    page(path, status=404)


def test_events_stand_in_the_order_of_time_however_it_was_typed(session: Session) -> None:
    saved(session, "events", event("later", starts_at="2026-12-01T17:30Z"))
    saved(session, "events", event("sooner", starts_at="2026-12-01T18:00+01:00"))
    once = slugs_listed(session, "events")
    assert [slug for slug in once if slug in ("sooner", "later")] == ["sooner", "later"]
    opened(session, LARINO)
    session.expire_all()
    assert slugs_listed(session, "events") == once


@ON_SQLITE
def test_an_end_on_another_day_is_told_with_its_day(store: Store, page: Open) -> None:
    starts_at = "2026-12-04T18:00+01:00"
    with store.database.transaction() as session:
        for slug, until in (("days", "06T12:00"), ("midnight", "05T00:00"), ("hours", "04T23:30")):
            record = event(slug, starts_at=starts_at, ends_at=f"2026-12-{until}+01:00")
            saved(session, "events", record)
    friday = "Friday 4 December 2026, 18:00 – "
    assert f"{friday}Sunday 6 December 2026, 12:00" in page("/en/larino/events/days").text
    assert f"{friday}Saturday 5 December 2026, 00:00" in page("/en/larino/events/midnight").text
    assert f"{friday}23:30" in page("/en/larino/events/hours").text
