"""Open reports wait item by item; one answer closes them, and a correction is seen."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select
from sqlalchemy.orm import Session

from services_app.content.item import Generation, Item, Revision
from services_app.db import Base
from services_app.errors import Invalid, NotFound
from services_app.feedback.commands import answer_report, send_report
from services_app.feedback.model import Report
from services_app.feedback.queries import NOTES_SHOWN, open_reports
from services_app.web.store import Store
from tests.conftest import NOON
from tests.feedback.sending import OFFICE, TODAY, VALID
from tests.pages import Page
from tests.records import TESTER

Open = Callable[..., Page]


def item(session: Session, slug: str = "larino-comune") -> Item:
    """Read an item of the seed."""
    return session.scalars(select(Item).where(Item.slug == slug)).one()


def send(session: Session, to: Item, **values: Any) -> None:
    """Send a report about an item."""
    send_report(session, to, **(VALID | values))


def test_reports_wait_by_item_the_most_reported_first(session: Session) -> None:
    few, many = item(session, "bank-account"), item(session)
    send(session, few, reason="wrong_text", today=TODAY - timedelta(days=9))
    for reason in ("closed", "moved", "closed"):
        send(session, many, reason=reason)
    found = open_reports(session)
    assert [each.slug for each in found] == ["larino-comune", "bank-account"]
    assert found[0].reasons == {"closed": 2, "moved": 1}
    assert (found[0].count, found[0].first_on) == (3, TODAY)
    assert (found[1].kind, found[1].first_on) == ("guides", TODAY - timedelta(days=9))
    assert [each.slug for each in open_reports(session, limit=1)] == ["larino-comune"]
    of_guides = open_reports(session, Item.kind == "guides")
    assert [each.slug for each in of_guides] == ["bank-account"]


def test_the_newest_words_come_with_them(session: Session) -> None:
    send(session, item(session))
    for number in range(NOTES_SHOWN + 2):
        words = "again and " * number
        send(session, item(session), note=words, today=TODAY - timedelta(days=9 - number))
    (found,) = open_reports(session)
    assert [len(note.note.split()) for note in found.notes] == [12, 10, 8, 6, 4]
    assert (found.notes[0].reason, found.notes[0].lang) == ("closed", "ar")


def test_without_reports_nothing_waits(session: Session) -> None:
    assert open_reports(session) == []


def test_waiting_reports_cost_three_statements_however_many(
    session: Session, queries: list[str]
) -> None:
    for slug in ("larino-comune", "bank-account"):
        for _ in range(5):
            send(session, item(session, slug), note="words")
    session.flush()
    queries.clear()
    assert len(open_reports(session)) == 2
    assert len(queries) == 3


def test_an_answer_closes_all_reports_of_an_item_and_forgets_their_words(
    session: Session,
) -> None:
    for note in ("one", ""):
        send(session, item(session), note=note)
    send(session, item(session, "bank-account"), note="other")
    count = answer_report(session, item(session).uid, "corrected", by=TESTER, today=TODAY)
    assert count == 2
    session.expire_all()
    answered = session.scalars(select(Report).where(Report.kind == "offices")).all()
    for row in answered:
        assert (row.state, row.answer, row.note) == ("answered", "corrected", "")
        assert (row.answered_by, row.answered_on) == ("tester", TODAY)
    assert len(answered) == 2
    (left,) = open_reports(session)
    assert (left.slug, left.notes[0].note) == ("bank-account", "other")
    last = session.scalars(select(Revision).order_by(Revision.id.desc())).first()
    assert last is not None
    assert (last.act, last.actor, last.before) == ("answered", "tester", {"reports": {"closed": 2}})


@pytest.mark.parametrize(
    ("answer", "state", "said"),
    [
        ("corrected", "answered", True),
        ("was_right", "answered", False),
        ("not_ours", "closed", False),
    ],
)
def test_only_a_correction_is_said_on_the_page(
    answer: str, state: str, said: bool, session: Session, page: Open
) -> None:
    before = session.get_one(Generation, "content").number
    send(session, item(session))
    answer_report(session, item(session).uid, answer, by=TESTER, today=TODAY)
    session.flush()
    session.expire_all()
    assert session.scalars(select(Report.state)).all() == [state]
    words = "A reader told us: corrected on November 24, 2026."
    assert (words in page(OFFICE).text) == said
    assert session.get_one(Generation, "content").number == before + said


def test_it_is_said_for_two_weeks(session: Session, store: Store, page: Open) -> None:
    send(session, item(session))
    answer_report(session, item(session).uid, "corrected", by=TESTER, today=TODAY)
    session.flush()
    for days, said in ((13, True), (14, False), (-1, False)):
        moment = NOON + timedelta(days=days)
        store.clock = lambda moment=moment: moment  # type: ignore[misc]  a clock
        assert ("A reader told us" in page(OFFICE).text) == said


def test_where_nobody_reported_nothing_is_answered(session: Session, page: Open) -> None:
    assert answer_report(session, item(session).uid, "corrected", by=TESTER, today=TODAY) == 0
    assert item(session).corrected_on is None


def test_a_wrong_answer_is_refused(session: Session) -> None:
    with pytest.raises(Invalid):
        answer_report(session, item(session).uid, "yes", by=TESTER, today=TODAY)
    with pytest.raises(NotFound):
        answer_report(session, uuid.uuid4(), "corrected", by=TESTER, today=TODAY)


def test_an_answer_gives_nobody_else_an_old_version(session: Session) -> None:
    before = item(session).version
    send(session, item(session))
    answer_report(session, item(session).uid, "corrected", by=TESTER, today=TODAY)
    assert item(session).version == before


def test_the_tables_are_those_of_the_models(session: Session) -> None:
    ours = {"report", "sender_count", "sender_key", "link_check"}
    context = MigrationContext.configure(session.connection(), opts={"compare_type": True})
    differing = [str(each) for each in compare_metadata(context, Base.metadata)]
    assert not [each for each in differing if any(name in each for name in ours)]
    assert not [each for each in differing if "corrected_on" in each]
