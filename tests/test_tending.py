"""`flask tend`: what has ended leaves the lists for good, and nothing else changes."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services_app.content.item import Item, Seen
from services_app.content.seen import purge_ended
from services_app.db import Database
from services_app.web.store import Store
from tests.conftest import NOON
from tests.records import TYPES, guide, job, saved, seen_by, words
from tests.share.making import handed

TODAY = NOON.date()


def ending(session: Session, slug: str, days: int) -> None:
    """Save a job that ends so many days from now."""
    ends_on = (TODAY + timedelta(days=days)).isoformat()
    saved(session, "jobs", job(slug) | {"expires_on": ends_on})


def test_what_has_ended_is_seen_no_more_and_all_else_stays(session: Session) -> None:
    purge_ended(session, TYPES, TODAY)
    for slug, days in (("over", -1), ("ends-today", 0), ("tomorrow", 1)):
        ending(session, slug, days)
    endless = saved(session, "jobs", job("endless"))
    before = session.scalar(select(func.count()).select_from(Seen))
    gone = len(seen_by(session, endless)) * 2
    assert gone
    assert purge_ended(session, TYPES, TODAY) == gone
    assert session.scalar(select(func.count()).select_from(Seen)) == (before or 0) - gone
    assert purge_ended(session, TYPES, TODAY) == 0
    assert session.scalar(select(func.count()).where(Seen.hide_on <= TODAY)) == 0


def test_what_nobody_checked_keeps_its_page_its_answer_and_its_place_in_a_handed_list(
    app: Flask, client: FlaskClient
) -> None:
    store: Store = app.extensions["store"]
    checked_on = TODAY - timedelta(days=2 * TYPES["guides"].review_every_days - 1)
    check = {"verified_on": checked_on.isoformat(), "verified_by": "Sportello di Prova"}
    texts = {"texts": {"it": words("Una guida"), "uk": words("Порада")}}
    with store.database.transaction() as session:
        saved(session, "guides", guide() | check | texts)
    code, _ = handed(client, "guides/a-guide")
    store.clock = lambda: NOON + timedelta(days=2)
    paths = ("/en/larino/guides/a-guide", "/api/v1/guides/a-guide?place=larino", f"/uk/s/{code}")
    before = [client.get(path) for path in paths]
    assert [answer.status_code for answer in before] == [200] * 3
    assert "Порада" in before[2].text
    assert "a-guide" not in client.get("/en/larino/guides").text
    app.test_cli_runner().invoke(args=["tend"])
    assert [client.get(path).get_data() for path in paths] == [each.get_data() for each in before]


def test_an_offer_renewed_after_it_was_removed_is_seen_again(session: Session) -> None:
    ending(session, "over", -1)
    purge_ended(session, TYPES, TODAY)
    assert seen_by(session, saved(session, "jobs", job("over")))


def test_the_command_says_what_it_did_and_may_run_again(app: Flask) -> None:
    database: Database = app.extensions["store"].database
    with database.transaction() as session:
        purge_ended(session, TYPES, TODAY)
        ending(session, "over", -1)
    outputs = [app.test_cli_runner().invoke(args=["tend"]) for _ in range(2)]
    assert [output.exit_code for output in outputs] == [0, 0]
    assert outputs[0].output.startswith("1 offers ended")
    assert outputs[1].output.startswith("0 offers ended")
    with database.reading() as session:
        over = session.scalar(select(Item.state).where(Item.slug == "over"))
    assert over == "archived"
