"""`flask tend`: what has ended leaves the lists for good, and nothing else changes."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services_app.content.item import Generation, Seen
from services_app.content.seen import purge_ended
from services_app.db import Database
from tests.conftest import NOON
from tests.records import job, saved, seen_by

TODAY = NOON.date()


def ending(session: Session, slug: str, days: int) -> None:
    """Save a job that ends so many days from now."""
    ends_on = (TODAY + timedelta(days=days)).isoformat()
    saved(session, "jobs", job(slug) | {"expires_on": ends_on})


def test_what_has_ended_is_seen_no_more_and_all_else_stays(session: Session) -> None:
    purge_ended(session, TODAY)
    for slug, days in (("over", -1), ("ends-today", 0), ("tomorrow", 1)):
        ending(session, slug, days)
    endless = saved(session, "jobs", job("endless"))
    before = session.scalar(select(func.count()).select_from(Seen))
    gone = len(seen_by(session, endless)) * 2
    assert gone
    assert purge_ended(session, TODAY) == gone
    assert session.scalar(select(func.count()).select_from(Seen)) == (before or 0) - gone
    assert purge_ended(session, TODAY) == 0
    assert session.scalar(select(func.count()).where(Seen.hide_on <= TODAY)) == 0


def test_an_offer_renewed_after_it_was_removed_is_seen_again(session: Session) -> None:
    ending(session, "over", -1)
    purge_ended(session, TODAY)
    assert seen_by(session, saved(session, "jobs", job("over")))


def test_the_command_says_what_it_did_and_may_run_again(app: Flask) -> None:
    database: Database = app.extensions["store"].database
    with database.transaction() as session:
        purge_ended(session, TODAY)
        ending(session, "over", -1)
        before = {row.name: row.number for row in session.scalars(select(Generation))}
    outputs = [app.test_cli_runner().invoke(args=["tend"]) for _ in range(2)]
    assert [output.exit_code for output in outputs] == [0, 0]
    assert not outputs[0].output.startswith("0 ")
    assert outputs[1].output.startswith("0 ended entries")
    with database.reading() as session:
        after = {row.name: row.number for row in session.scalars(select(Generation))}
    assert after == before, "no page changes by it"
