"""What needs somebody's hand today: exactly that, the most pressing first, and no more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session

from services_app.content.due import (
    DueRow,
    awaiting_review,
    due_for_check,
    ending,
    missing_texts,
    never_checked,
    stale_texts,
)
from services_app.content.item import Item
from tests.content.acting import TODAY, checked, days_ago
from tests.records import TERMOLI, guide, job, office, saved, words

ASKED = (due_for_check, never_checked, ending, stale_texts, awaiting_review)


@pytest.fixture(autouse=True)
def _nothing_else(session: Session) -> None:
    session.execute(delete(Item))


def slugs(rows: Sequence[DueRow]) -> list[str]:
    """Name the items of rows."""
    return [row.slug for row in rows]


def in_two_languages(session: Session, slug: str, rev: int = 1, **more: Any) -> None:
    """Save a guide whose Arabic words were made from the first Italian ones; these are at `rev`."""
    block = {"id": "b", "part": "what", "text": "x"}
    texts = {"it": words("", blocks=[block | {"rev": rev}]), "ar": words("", blocks=[block])}
    saved(session, "guides", guide(slug) | {"texts": texts} | more)


def test_what_was_checked_too_long_ago_is_due_the_longest_overdue_first(session: Session) -> None:
    saved(session, "offices", office("fresh") | checked(90))  # the last day
    saved(session, "offices", office("due") | checked(91))
    saved(session, "jobs", job("longer") | checked(20))  # six days beyond its fourteen
    saved(session, "offices", office("draft") | checked(200) | {"state": "draft"})
    saved(session, "jobs", job("over") | checked(30) | {"expires_on": TODAY.isoformat()})
    rows = due_for_check(session, TODAY)
    assert slugs(rows) == ["longer", "due"]
    assert rows[0].due_on == days_ago(6)
    assert slugs(due_for_check(session, TODAY, limit=1)) == ["longer"]


@pytest.mark.parametrize("today", [date(2026, 3, 1), date(2028, 2, 29), date(2027, 1, 1)])
@pytest.mark.parametrize("kind", ["offices", "jobs"])
def test_it_is_due_on_the_very_days_on_which_the_page_is_marked(
    session: Session, today: date, kind: str
) -> None:
    made = {"offices": office, "jobs": job}[kind]
    item = saved(session, kind, made() | checked(0))
    for age in range(item.review_every_days - 2, item.review_every_days + 3):
        item.verified_on = today - timedelta(days=age)
        session.flush()
        assert bool(due_for_check(session, today)) == item.is_overdue(today), age


def test_what_nobody_ever_checked_is_another_list_with_dangerous_subjects_first(
    session: Session,
) -> None:
    saved(session, "offices", office())
    saved(session, "guides", guide("danger") | {"risk": "high"})
    saved(session, "offices", office("checked") | checked(1000))
    assert slugs(never_checked(session, TODAY)) == ["danger", "an-office"]
    assert slugs(due_for_check(session, TODAY)) == ["checked"]


def test_offers_about_to_end_and_those_that_ended_lately_are_called_to_mind(
    session: Session,
) -> None:
    for days in (-15, -14, 0, 7, 8):
        saved(session, "jobs", job(f"in{days}") | {"expires_on": days_ago(-days).isoformat()})
    saved(session, "jobs", job("gone") | {"expires_on": TODAY.isoformat(), "state": "archived"})
    saved(session, "guides", guide() | {"expires_on": TODAY.isoformat()})
    assert slugs(ending(session, TODAY, kinds=["jobs"])) == ["in-14", "in0", "in7"]
    assert "a-guide" in slugs(ending(session, TODAY))
    assert slugs(ending(session, TODAY, 8, kinds=["jobs"]))[-1] == "in8"


def test_the_languages_that_lack_a_text_are_named(session: Session) -> None:
    in_two_languages(session, "two")
    in_two_languages(session, "draft", state="draft")
    saved(session, "guides", guide("without-words"))
    rows = missing_texts(session, ("it", "en", "ar", "fr"), TODAY)
    assert [(row.slug, row.langs) for row in rows] == [("two", ("en", "fr"))]
    assert missing_texts(session, ("it", "ar"), TODAY) == []


def test_the_languages_whose_text_is_older_than_its_source_are_named(session: Session) -> None:
    in_two_languages(session, "fresh")
    in_two_languages(session, "stale", rev=2)
    in_two_languages(session, "draft", rev=2, state="draft")
    assert [(row.slug, row.langs) for row in stale_texts(session, TODAY)] == [("stale", ("ar",))]


def test_what_waits_for_approval_is_listed(session: Session) -> None:
    saved(session, "jobs", job("waits") | {"state": "review"})
    saved(session, "jobs", job("draft") | {"state": "draft"})
    assert slugs(awaiting_review(session, TODAY)) == ["waits"]


def test_every_list_shows_only_what_the_asker_may_see(session: Session) -> None:
    for place in ("070031", TERMOLI):
        slug, ended = f"of-{place}", {"expires_on": days_ago(-1).isoformat()}
        saved(session, "jobs", job(slug, place) | checked(100) | ended)
        saved(session, "jobs", job(f"new-{slug}", place))
        saved(session, "jobs", job(f"review-{slug}", place) | {"state": "review"})
        in_two_languages(session, slug, rev=2, place=place)
    own = Item.place_code == TERMOLI
    for ask in ASKED:
        rows = ask(session, TODAY, within=own)
        assert rows, ask.__name__
        assert {row.place_code for row in rows} == {TERMOLI}, ask.__name__
        assert len(ask(session, TODAY)) == 2 * len(rows), ask.__name__
    assert slugs(missing_texts(session, ("fr",), TODAY, within=own)) == [f"of-{TERMOLI}"]
