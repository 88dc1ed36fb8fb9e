"""What nobody checks is marked, then last in lists, then in none; offers end, or begin later."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from services_app.content import workflow
from services_app.content.ageing import end_offers, sink_overdue
from services_app.content.commands import stored_item
from services_app.content.item import Generation, Revision, Seen
from services_app.errors import Invalid
from services_app.web.store import Store
from tests.conftest import NOON
from tests.content.acting import AT, TODAY, checked, days_ago, last_act, slugs_listed
from tests.harm.planting import ON_SQLITE
from tests.pages import Page
from tests.records import (
    LARINO,
    TYPES,
    Raw,
    job,
    kind_of,
    office,
    opened,
    saved,
    seeded,
    seen_by,
)

Open = Callable[..., Page]
MARK = "Ask before you rely on it."
HERE = {"lat": 41.801, "lon": 14.91}


def put(store: Store, kind: str, record: Raw) -> None:
    """Save a record in a transaction of its own."""
    with store.database.transaction() as session:
        saved(session, kind, record)


def generation(session: Session) -> int:
    """Tell how often content changed."""
    session.expire_all()
    return session.get_one(Generation, "content").number


def at(store: Store, day: date) -> None:
    """Let it be noon of a day."""
    store.clock = lambda: NOON + (day - TODAY)


@pytest.mark.parametrize(("age", "listed"), [(0, True), (179, True), (180, False), (999, False)])
def test_what_was_due_a_whole_period_ago_is_in_no_list(
    session: Session, age: int, listed: bool
) -> None:
    saved(session, "offices", office(**HERE) | checked(age))
    assert ("an-office" in slugs_listed(session, "offices")) is listed


def test_it_leaves_the_lists_by_itself_when_the_day_comes(session: Session) -> None:
    saved(session, "offices", office(**HERE) | checked(0))
    assert "an-office" in slugs_listed(session, "offices", on=days_ago(-179))
    assert "an-office" not in slugs_listed(session, "offices", on=days_ago(-180))


def test_the_end_of_an_offer_comes_before_its_age(session: Session) -> None:
    item = saved(session, "jobs", job() | checked(0) | {"expires_on": days_ago(-5).isoformat()})
    assert seen_by(session, item)[LARINO].hide_on == days_ago(-5)
    item = saved(session, "jobs", job() | checked(0) | {"expires_on": days_ago(-50).isoformat()})
    assert seen_by(session, item)[LARINO].hide_on == days_ago(-28)


def test_what_nobody_ever_checked_does_not_age(session: Session) -> None:
    item = saved(session, "offices", office(**HERE))
    row = seen_by(session, item)[LARINO]
    assert (row.hide_on, row.order_key[0]) == (None, "0")


def test_an_emergency_number_neither_sinks_nor_leaves(session: Session) -> None:
    record = next(raw for raw in seeded("helplines") if raw["slug"] == "nue112")
    saved(session, "helplines", record | checked(5000))
    assert sink_overdue(session, TYPES, TODAY) == 0
    assert slugs_listed(session, "helplines")[0] == "nue112"


@ON_SQLITE
def test_the_page_of_what_left_the_lists_opens_with_its_mark(store: Store, page: Open) -> None:
    put(store, "offices", office(**HERE) | checked(89))
    path = "/en/larino/offices/an-office"
    assert MARK not in page(path).text.split("We have no source")[0]
    at(store, days_ago(-10))
    overdue = page(path).text
    assert "This was last checked on" in overdue
    at(store, days_ago(-200))
    assert "This was last checked on" in page(path).text
    assert "an-office" not in page("/en/larino/offices").html


@ON_SQLITE
def test_the_api_gives_what_left_the_lists_and_says_that_it_is_overdue(
    store: Store, client: FlaskClient
) -> None:
    put(store, "offices", office(**HERE) | checked(200))
    for path in ("/api/v1/offices/an-office", "/api/v1/offices/an-office?place=larino"):
        found = client.get(path).get_json()
        assert found["overdue"] is True, path
        assert found["urls"]["it"].endswith("/it/larino/offices/an-office")
    assert "Sportello di Prova" not in client.get("/api/v1/offices?place=larino").text
    put(store, "jobs", job() | {"expires_on": TODAY.isoformat()})
    assert client.get("/api/v1/jobs/a-job").status_code == 404


@ON_SQLITE
def test_the_page_of_an_offer_that_ended_does_not_open(store: Store, page: Open) -> None:
    put(store, "jobs", job() | {"expires_on": TODAY.isoformat()})
    page("/en/larino/jobs/a-job", status=404)


def test_many_sink_at_the_cost_of_one(session: Session, queries: list[str]) -> None:
    counts = []
    for number in (1, 12):
        for each in range(number):
            saved(session, "offices", office(f"old-{number}-{each}", **HERE) | checked(150))
        session.execute(update(Seen).values(order_key="0"))
        session.flush()
        queries.clear()
        assert sink_overdue(session, TYPES, TODAY) >= number
        counts.append(len(queries))
    assert counts[0] == counts[1]


def near_and_far(session: Session) -> None:
    """Save an office in town that was checked 100 days ago, and one far from it."""
    saved(session, "offices", office("near", **HERE) | checked(100))
    saved(session, "offices", office("far", **(HERE | {"lon": 14.95})) | checked(1))


def order(session: Session, on: date = TODAY) -> list[str]:
    """List the two offices in the order of their list."""
    return [each for each in slugs_listed(session, "offices", on=on) if each in ("near", "far")]


def test_half_a_period_after_its_check_was_due_it_stands_behind_all_others(
    session: Session,
) -> None:
    near_and_far(session)
    assert order(session) == ["near", "far"]
    for days, count in ((34, 0), (35, 1), (36, 0)):
        assert sink_overdue(session, TYPES, days_ago(-days)) == count, days
    assert order(session) == ["far", "near"]
    assert slugs_listed(session, "offices")[-1] == "near"


def test_sinking_changes_lists_but_is_no_act(session: Session) -> None:
    near_and_far(session)
    before = generation(session)
    revisions = session.scalars(select(Revision.id)).all()
    sink_overdue(session, TYPES, days_ago(-40))
    assert generation(session) == before + 1
    sink_overdue(session, TYPES, days_ago(-40))
    assert generation(session) == before + 1
    assert session.scalars(select(Revision.id)).all() == revisions


def test_what_is_old_when_it_is_saved_is_sunk_at_once_and_rises_when_checked(
    session: Session,
) -> None:
    near_and_far(session)
    saved(session, "offices", office("near", **HERE) | checked(140))
    assert order(session) == ["far", "near"]
    assert sink_overdue(session, TYPES, TODAY) == 0
    item = stored_item(session, TYPES["offices"], saved_uid(session, "near"))
    assert item is not None
    workflow.verify(session, kind_of(item), item, **AT)
    assert order(session) == ["near", "far"]


def saved_uid(session: Session, slug: str) -> Any:
    """Give the uid of an office."""
    model = TYPES["offices"].model
    return session.scalars(select(model.uid).where(model.slug == slug)).one()


def test_opening_a_town_anew_lets_what_sank_lie(session: Session) -> None:
    saved(session, "offices", office("near", **HERE) | checked(170))
    saved(session, "offices", office("far", **(HERE | {"lon": 14.95})) | checked(1))
    opened(session, LARINO)
    assert order(session) == ["far", "near"]


def test_what_is_not_known_to_be_competent_stays_behind_what_is_when_both_sank(
    session: Session,
) -> None:
    far = saved(session, "offices", office("far", kind="questura", serves=[LARINO]) | checked(170))
    near = saved(session, "offices", office("near", kind="questura") | checked(170))
    keys = [seen_by(session, item)[LARINO].order_key[0] for item in (far, near)]
    assert keys == ["2", "3"]


def test_offers_whose_day_is_over_are_archived_by_the_calendar_once(session: Session) -> None:
    over = saved(session, "jobs", job("over") | {"expires_on": TODAY.isoformat()})
    on = saved(session, "jobs", job("on") | {"expires_on": days_ago(-1).isoformat()})
    kept = saved(session, "offices", office() | {"expires_on": TODAY.isoformat()})
    assert end_offers(session, TYPES, TODAY, at=NOON) == 1
    assert [each.state for each in (over, on, kept)] == ["archived", "published", "published"]
    act = last_act(session, over)
    assert (act.act, act.actor, act.actor_id, act.version) == ("ended", "the calendar", None, 2)
    assert end_offers(session, TYPES, TODAY, at=NOON) == 0


FIRST = {"mediators_until": "2026-11-25"}  # tomorrow


def test_an_offer_for_mediators_first_is_in_no_list_until_its_day_begins_in_italy(
    session: Session,
) -> None:
    item = saved(session, "jobs", job() | FIRST)
    show_at = seen_by(session, item)[LARINO].show_at
    assert show_at is not None
    assert show_at.isoformat() == "2026-11-24T23:00:00+00:00"
    assert "a-job" not in slugs_listed(session, "jobs")
    assert "a-job" in slugs_listed(session, "jobs", on=days_ago(-1))


@pytest.mark.parametrize(
    ("publish_at", "until", "show_at"),
    [
        ("2026-11-27T08:00:00+00:00", "2026-11-25", "2026-11-27T08:00:00+00:00"),
        ("2026-11-23T08:00:00+00:00", "2026-11-25", "2026-11-24T23:00:00+00:00"),
        (None, "2026-07-01", "2026-06-30T22:00:00+00:00"),
    ],
)
def test_the_later_of_publishing_and_the_end_of_the_window_counts(
    session: Session, publish_at: str | None, until: str, show_at: str
) -> None:
    item = saved(session, "jobs", job() | {"publish_at": publish_at, "mediators_until": until})
    found = seen_by(session, item)[LARINO].show_at
    assert found is not None
    assert found.isoformat() == show_at


def test_only_offers_have_a_window_for_mediators(session: Session) -> None:
    with pytest.raises(Invalid) as refused:
        saved(session, "offices", office() | FIRST)
    assert list(refused.value.problems) == ["mediators_until"]


def test_page_search_site_map_and_api_keep_the_window(
    store: Store, client: FlaskClient, page: Open
) -> None:
    put(store, "jobs", job(employer="Zzyzx Agricola") | FIRST)
    shown = {
        "/it/larino/jobs": "a-job",
        "/it/larino/search?q=zzyzx": "a-job",
        "/it/sitemap.xml": "larino/jobs/a-job",
        "/api/v1/jobs?place=larino": "Zzyzx",
        "/api/v1/jobs": "Zzyzx",
        "/api/v1/jobs?changed_since=2026-11-25T00:00:00Z": "Zzyzx",
        "/api/v1/jobs?place=larino&near=41.8,14.91&radius_km=30": "Zzyzx",
    }
    one = ("/it/larino/jobs/a-job", "/api/v1/jobs/a-job")
    for path, words in shown.items():
        assert words not in client.get(path).get_data(as_text=True), path
    assert [client.get(path).status_code for path in one] == [404, 404]
    store.clock = lambda: NOON + timedelta(hours=12)  # tomorrow in Italy
    for path, words in shown.items():
        assert words in client.get(path).get_data(as_text=True), path
    assert [client.get(path).status_code for path in one] == [200, 200]
