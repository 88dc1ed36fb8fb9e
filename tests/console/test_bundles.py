"""Words of staff in a list: shown as those of their organisation, and nobody else's."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, event, update
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from services_app.console.bundles import _plain
from services_app.errors import Invalid
from services_app.share.commands import MISSES
from services_app.share.model import NOTE_LENGTH, Bundle
from services_app.web.store import Store
from tests.conftest import NOON
from tests.operators import logged_in, token
from tests.pages import Page
from tests.records import LARINO, saved
from tests.share.making import handed, kept
from tests.share.test_traces import snapshot

Open = Callable[..., Page]
FORM = "/console/bundles"
WORDS = "Prima chiama il centro. Poi leggi."


def said(browser: FlaskClient, link: str, words: str = WORDS, lang: str = "it") -> TestResponse:
    """Send the form as an operator does."""
    form = {"csrf_token": token(browser, FORM), "link": link, "words": words, "lang": lang}
    return browser.post(FORM, data=form)


@pytest.fixture
def link(client: FlaskClient, store: Store) -> str:
    """The address that a mediator kept of a list."""
    code, key = handed(client)
    return f"{store.settings.site_url}/it/s/{code}/{key}"


def public(link: str, lang: str = "uk") -> str:
    """Give the address at which the list is read."""
    return f"/{lang}/s/{link.split('/')[-2]}"


def test_words_stand_in_the_list_as_those_of_the_organisation(
    app: Flask, session: Session, link: str, page: Open
) -> None:
    name = {"facts": {"name": "Cooperativa Prova", "kind": "third_sector"}}
    saved(session, "organisations", {"slug": "prova", "place": LARINO, "state": "published",
                                     "texts": {}} | name)  # fmt: skip
    session.flush()
    browser = logged_in(app, "editor", "prova")
    assert said(browser, link).status_code == 303
    opened = page(public(link, "en"))
    (quote,) = opened.all("blockquote")
    assert "".join(quote.itertext()) == WORDS
    assert (quote.get("lang"), quote.get("dir")) == ("it", "ltr")
    assert "Words of Cooperativa Prova" in opened.text
    assert "Un editor" not in opened.html
    assert said(browser, link, "").status_code == 303
    assert not page(public(link)).all("blockquote"), "empty words take them away"


def test_nothing_tells_who_wrote_them_or_when(
    app: Flask, link: str, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    browser = logged_in(app, "publisher", "prova")
    token(browser, FORM)
    with store.database.reading() as session:
        before = snapshot(session)
    caplog.set_level("DEBUG")
    assert said(browser, link).status_code == 303
    with store.database.reading() as session:
        new = {each for each in snapshot(session) - before if each[0] != "session"}
    assert {(table, name) for table, name, _ in new} == {
        ("bundle", "note"), ("bundle", "note_lang"), ("bundle", "note_by"),
    }  # fmt: skip
    code, key = link.split("/")[-2:]
    for record in caplog.records:
        for secret in (code, key, WORDS):
            assert secret not in record.getMessage()


@pytest.mark.parametrize(
    "words",
    ["chiama 333 1234567", "alle ٩", "il ① giorno", "scrivi a maria@example.org", "x" * 281,
     "a\x00b"],
)  # fmt: skip
def test_numbers_addresses_and_too_much_are_refused_and_stay_in_the_form(
    app: Flask, link: str, words: str, store: Store
) -> None:
    answer = said(logged_in(app, "editor"), link, words)
    assert answer.status_code == 422
    html = answer.get_data(as_text=True)
    assert 'aria-invalid="true"' in html
    if "\x00" not in words:
        assert words in html
    assert kept(store)[0].note is None


@given(st.text(max_size=NOTE_LENGTH))
def test_what_is_kept_holds_no_digit_of_any_script_and_no_address(text: str) -> None:
    try:
        words = _plain(text)
    except Invalid:
        return
    assert not re.search(r"\d|@", words)
    assert not any(char.isnumeric() for char in words)
    assert len(words) <= NOTE_LENGTH


def test_only_who_holds_the_key_says_something_and_guesses_are_counted(
    app: Flask, client: FlaskClient, link: str, store: Store
) -> None:
    browser = logged_in(app, "administrator")
    code, key = link.split("/")[-2:]
    for wrong in ("", "x", f"/it/s/{code}", f"/it/s/{code}/{key}z"):
        assert said(browser, wrong).status_code == 422
    for _ in range(MISSES.from_a_network):
        assert said(browser, f"/it/s/{code}/{'b' * len(key)}").status_code == 422
    assert said(browser, link).status_code == 422, "nor does the right one tell by its answer"
    assert kept(store)[0].note is None
    store.clock = lambda: NOON + timedelta(hours=1)
    assert said(browser, link).status_code == 303


def test_a_list_that_is_over_takes_no_words_and_one_taken_back_loses_them(
    app: Flask, client: FlaskClient, link: str, store: Store
) -> None:
    browser = logged_in(app, "editor")
    assert said(browser, link).status_code == 303
    client.post(link.removeprefix(store.settings.site_url))
    (bundle,) = kept(store)
    assert (bundle.note, bundle.note_lang, bundle.note_by) == (None, None, None)
    assert said(browser, link).status_code == 422


def test_a_list_that_is_taken_back_while_words_are_sent_takes_none(
    app: Flask, link: str, store: Store
) -> None:
    browser, engine, taken = logged_in(app, "editor"), store.database.engine, list[str]()

    def take_it_back(connection: Connection, _c: object, statement: str, *_: object) -> None:
        if "FROM bundle" in statement and not taken:
            taken.append(statement)
            connection.execute(update(Bundle).values(items=[], expires_on=NOON.date()))

    event.listen(engine, "after_cursor_execute", take_it_back)
    try:
        assert said(browser, link).status_code == 422
    finally:
        event.remove(engine, "after_cursor_execute", take_it_back)
    assert taken
    assert kept(store)[0].note is None


def test_the_page_of_the_list_leads_there_without_sending_its_key(
    client: FlaskClient, link: str, store: Store, page: Open
) -> None:
    opened = page(link.removeprefix(store.settings.site_url))
    (way,) = [each for each in opened.links() if each.startswith(FORM)]
    code, key = link.split("/")[-2:]
    assert way == f"{FORM}#{code}/{key}"


def test_markup_in_words_is_shown_as_written(app: Flask, link: str, page: Open) -> None:
    assert said(logged_in(app, "editor"), link, "<b>x</b> & y").status_code == 303
    (quote,) = page(public(link)).all("blockquote")
    assert "".join(quote.itertext()) == "<b>x</b> & y"
