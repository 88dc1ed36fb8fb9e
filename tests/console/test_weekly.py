"""The weekly letter: who gets one and when, what it says and what it never says."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from services_app.accounts.model import User
from services_app.accounts.weekly import awaiting_letter, take_turn
from services_app.content.item import Actor, Text
from services_app.content.proposal import keep_draft, submit
from services_app.feedback.commands import send_report
from services_app.feedback.links import note_checks
from services_app.web.store import Store
from tests.accounts.postman import Postman, mail_server
from tests.conftest import NOON
from tests.console.letters import empty_mailbox, letters, letters_to
from tests.feedback.sending import TODAY, VALID
from tests.operators import account, log_in
from tests.records import LARINO, TERMOLI, guide, job, office, saved, words

FIRM = {"organisation": "firm"}
CHECKED = {"verified_on": "2026-01-01", "verified_by": "Sportello"}
DEAD = "https://dead.example/telling"


@pytest.fixture(autouse=True)
def _no_mail_yet(sqlite_app: Flask, postgresql_app: Flask) -> None:
    empty_mailbox(sqlite_app)
    empty_mailbox(postgresql_app)


def run(app: Flask) -> Result:
    """Run the command."""
    return app.test_cli_runner().invoke(args=["mail", "today"])


def reader(app: Flask, role: str = "publisher", place: str = "it", **facts: Any) -> User:
    """Make an operator of the firm who wishes the letter; `facts` are columns of the account."""
    user = account(app, role, "firm", place, lang=facts.pop("lang", "it"))
    with app.extensions["store"].database.transaction() as session:
        row = session.get_one(User, user.id)
        for name, value in ({"weekly_mail": True} | facts).items():
            setattr(row, name, value)
    return user


def an_overdue_office(session: Session, slug: str = "mine", **facts: Any) -> None:
    """Save an office of the firm whose check is overdue."""
    saved(session, "offices", office(slug, name=facts.pop("name", "Mio")) | FIRM | CHECKED | facts)


@pytest.fixture
def task(store: Store) -> None:
    """Something that waits for whoever works for the firm."""
    with store.database.transaction() as session:
        an_overdue_office(session)


@pytest.fixture
def something_of_each(store: Store) -> None:
    """One thing of the firm for each list of Today."""
    with store.database.transaction() as session:
        an_overdue_office(session)
        soon = (TODAY + timedelta(days=3)).isoformat()
        saved(session, "jobs", job("ending") | FIRM | CHECKED | {"expires_on": soon})
        saved(session, "jobs", job("handed-in") | FIRM | {"state": "review"})
        texts = {"it": words("Una guida"), "en": words("A guide")}
        item = saved(session, "guides", guide() | FIRM | {"texts": texts})
        text = session.scalars(select(Text).where(Text.item_id == item.id, Text.lang == "en"))
        text.one().stale = True
        linked = saved(session, "offices", office("linked", website=DEAD) | FIRM | CHECKED)
        for ago in (2, 1, 0):
            day = TODAY - timedelta(days=ago)
            note_checks(session, {DEAD: "gone"}, {DEAD: [str(linked.uid)]}, day)
            session.flush()
        send_report(session, linked, **(VALID | {"note": "parole di chi legge"}))
        propose(session)


def propose(session: Session) -> None:
    """Hand a proposal of the firm in."""
    by = Actor("Una redattrice", "firm", 999)
    draft = keep_draft(
        session, by=by, kind="jobs", item_uid=None, base_version=0, values=[],
        organisation="firm", place_code=LARINO, at=NOON,
    )  # fmt: skip
    submit(session, draft, by=by, at=NOON)


def text_to(app: Flask, user: User) -> str:
    """Read the one letter that an operator got."""
    (found,) = letters_to(app, user.email)
    return str(found.get_content())


@pytest.mark.usefixtures("something_of_each")
@pytest.mark.parametrize("lang", ["it", "en"])
def test_letter_has_the_lists_of_the_page_with_their_counts(app: Flask, lang: str) -> None:
    user = reader(app, lang=lang)
    assert run(app).exit_code == 0
    page = log_in(app, user.email).get("/console/").get_data(as_text=True)
    on_page = re.findall(r'<h2><span class="count">(\S+)</span> ([^<]+)</h2>', page)
    in_letter = re.findall(r"^([^-\n][^:\n]+): (\d+\+?)$", text_to(app, user), re.MULTILINE)
    assert len(on_page) == 9
    assert [(count, heading) for heading, count in in_letter] == on_page
    assert ("Mai controllato da nessuno qui" in text_to(app, user)) == (lang == "it")


@pytest.mark.usefixtures("something_of_each")
def test_every_link_is_absolute_and_opens_its_page(
    app: Flask, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = "https://sportello.example.org"
    user = reader(app)
    with monkeypatch.context() as patch:
        patch.setattr(store, "settings", replace(store.settings, site_url=site))
        run(app)
    text = text_to(app, user)
    links = re.findall(r"\S+://\S+", text)
    assert all(link.startswith(f"{site}/console/") for link in links)
    assert len(set(links)) >= 8
    browser = log_in(app, user.email)
    for link in links:
        assert browser.get(link.removeprefix(site)).status_code == 200, link
    assert f"{site}/console/account" in links


@pytest.mark.usefixtures("something_of_each")
def test_letter_says_nothing_of_readers_and_no_address_of_others(app: Flask) -> None:
    user = reader(app)
    run(app)
    text = text_to(app, user)
    assert "parole di chi legge" not in text
    assert DEAD not in text


def test_name_of_a_sensitive_item_stays_out_of_mail(app: Flask, store: Store) -> None:
    with store.database.transaction() as session:
        for slug, texts in (("iris", {"it": words("Un aiuto riservato")}), ("iris-due", {})):
            an_overdue_office(session, slug, name="Contro la Iris", sensitive=True, texts=texts)
            linked = saved(
                session, "offices",
                office(f"{slug}-r", name="Contro la Iris")
                | FIRM | {"sensitive": True, "texts": texts},
            )  # fmt: skip
            send_report(session, linked, **VALID)
    user = reader(app)
    run(app)
    text = text_to(app, user)
    assert "iris" not in text.lower()
    assert "Un aiuto riservato" in text


def test_only_a_few_of_many_are_named(app: Flask, store: Store) -> None:
    with store.database.transaction() as session:
        for number in range(12):
            an_overdue_office(session, f"office-{number:02}", name=f"Ufficio {number:02}")
    user = reader(app)
    run(app)
    text = text_to(app, user)
    assert ": 10+\n- Ufficio 00" in text
    assert text.count("Ufficio") == 3


@pytest.mark.usefixtures("task")
@pytest.mark.parametrize(
    ("facts", "sent"),
    [
        ({}, True),
        ({"active": False}, False),
        ({"weekly_mail": False}, False),
        ({"weekly_mail_on": TODAY}, False),
        ({"weekly_mail_on": TODAY - timedelta(days=3)}, False),
        ({"weekly_mail_on": TODAY - timedelta(days=6)}, False),
        ({"weekly_mail_on": TODAY - timedelta(days=7)}, True),
    ],
)
def test_letter_goes_once_a_week_to_those_who_wish_it(
    app: Flask, facts: dict[str, Any], sent: bool
) -> None:
    user = reader(app, **facts)
    assert run(app).output == f"{int(sent)} letters sent, 0 failed\n"
    assert len(letters_to(app, user.email)) == sent


@pytest.mark.usefixtures("task")
def test_second_run_sends_nothing_before_a_week_has_passed(app: Flask, store: Store) -> None:
    user = reader(app)
    for days, sent in ((0, 1), (0, 0), (1, 0), (6, 0), (7, 1), (7, 0)):
        store.clock = lambda days=days: NOON + timedelta(days=days)  # type: ignore[misc]
        assert run(app).output.startswith(f"{sent} letters sent"), days
    assert len(letters_to(app, user.email)) == 2


def test_where_nothing_waits_no_letter_goes_out_and_none_is_counted(
    app: Flask, store: Store
) -> None:
    user = reader(app)
    assert run(app).output == "0 letters sent, 0 failed\n"
    with store.database.transaction() as session:
        an_overdue_office(session)
    assert run(app).output == "1 letters sent, 0 failed\n"
    assert "Mio" in text_to(app, user)


def test_letter_holds_only_what_its_reader_may_see(app: Flask, store: Store) -> None:
    with store.database.transaction() as session:
        an_overdue_office(session)
        an_overdue_office(session, "there", name="Lontano", place=TERMOLI)
        an_overdue_office(session, "theirs", name="Altrui", organisation="others")
    here, all_of_it = reader(app, place=LARINO), reader(app)
    run(app)
    assert "Mio" in text_to(app, here)
    assert "Lontano" not in text_to(app, here)
    assert "Lontano" in text_to(app, all_of_it)
    assert "Altrui" not in text_to(app, here) + text_to(app, all_of_it)


@pytest.mark.parametrize(
    ("role", "place", "told"),
    [("publisher", LARINO, True), ("publisher", TERMOLI, False), ("editor", LARINO, False)],
)
def test_proposals_are_for_those_who_may_publish_them(
    app: Flask, store: Store, role: str, place: str, told: bool
) -> None:
    with store.database.transaction() as session:
        propose(session)
    user = reader(app, role, place)
    run(app)
    assert len(letters_to(app, user.email)) == told


@pytest.mark.usefixtures("task")
def test_refused_address_stops_no_other_and_is_tried_again(
    app: Flask, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, refused, last = (reader(app) for _ in range(3))
    with mail_server(refused.email) as server, monkeypatch.context() as patch:
        patch.setattr(store, "settings", replace(store.settings, mail_url=server))
        result = run(app)
        taken = [line for line in Postman.taken if line.startswith("Subject:")]
    assert result.exit_code == 1
    assert "2 letters sent, 1 failed\n" in result.output
    assert f"not sent to accounts {refused.id}:" in result.output
    assert refused.email not in result.output
    assert len(taken) == 2
    with store.database.reading() as session:
        days = [session.get_one(User, user.id).weekly_mail_on for user in (first, refused, last)]
    assert days == [TODAY, None, TODAY]
    assert run(app).output == "1 letters sent, 0 failed\n"
    assert [each["To"] for each in letters(app)] == [refused.email]


def test_two_runs_at_once_send_one_letter(app: Flask, store: Store) -> None:
    reader(app)
    tomorrow: date = TODAY + timedelta(days=1)
    with store.database.transaction() as session:
        (user,) = awaiting_letter(session, TODAY)  # as both have read it
        assert take_turn(session, user, TODAY)
        assert not take_turn(session, user, TODAY)
        assert not take_turn(session, user, tomorrow)
