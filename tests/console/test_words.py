"""Translating beside the source: what is behind is marked, and saving brings it up to date."""

from __future__ import annotations

import html
import re
import uuid
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services_app.content.commands import stored_item
from services_app.content.item import Item
from services_app.content.record import record_of
from services_app.web.store import Store
from tests.console.forms import sent
from tests.operators import account, log_in, logged_in, token
from tests.records import TYPES, Raw, guide, saved, words

ONE, TWO, OLD = (
    {"id": f"00000000-0000-4000-8000-00000000000{n}", "part": "watch", "text": f"Italiano {n}"}
    for n in range(3)
)
REVIEWED = {"reviewed_on": "2026-01-01", "reviewed_by": "CPIA"}


def store_texts(app: Flask, **texts: Raw) -> str:
    """Save a guide with these texts; give the address of its words in Arabic."""
    store: Store = app.extensions["store"]
    with store.database.transaction() as session:
        item = saved(session, "guides", guide() | {"texts": texts})
        return f"/console/guides/{item.uid}/words/ar"


def behind(app: Flask) -> str:
    """Store a translation with one piece of each kind that is behind."""
    return store_texts(
        app,
        it=words("Titolo", title_rev=2, blocks=[ONE, TWO]),
        ar=words("عنوان", blocks=[ONE | {"text": "واحد"}, OLD | {"text": "قديم"}],
                 origin="machine", **REVIEWED),
    )  # fmt: skip


def stored(app: Flask, path: str) -> Item:
    """Read the item that an address is about."""
    store: Store = app.extensions["store"]
    with store.database.reading() as session:
        item = stored_item(session, TYPES["guides"], uuid.UUID(path.split("/")[3]), to_change=False)
        assert item
        return item


def arabic(app: Flask, path: str) -> Any:
    """Give the stored words in Arabic."""
    return next(text for text in stored(app, path).texts if text.lang == "ar")


def form_of(browser: FlaskClient, path: str) -> tuple[str, dict[str, str]]:
    """Open the form: its page, and what it would send."""
    page = browser.get(path).get_data(as_text=True)
    form = dict(re.findall(r'type="hidden" name="((?:rev\.|version)[^"]*)" value="(\d+)"', page))
    form |= dict(re.findall(r'name="([^"]+)" rows[^>]*>\n(.*?)</textarea>', page, re.DOTALL))
    return page, form


def test_each_piece_that_is_behind_says_so_in_words(on_sqlite: Flask) -> None:
    path = behind(on_sqlite)
    page, form = form_of(logged_in(on_sqlite, "publisher", lang="en"), path)
    for said in ("the source has changed", "not translated yet", "no longer in the source"):
        assert len(re.findall(rf"<span class=\"tag no\">(?:<svg.*?</svg> )?{said}", page)) == 1
    assert len(re.findall("since <|since [A-Z0-9]", page)) == 3
    assert form["rev.title"] == "2"
    assert f"rev.block.{OLD['id']}" not in form
    assert "/sign/ar" in page  # its signature can still be taken back


def test_saving_brings_everything_up_to_date(app: Flask) -> None:
    path = behind(app)
    assert arabic(app, path).stale
    browser = logged_in(app, "translator")
    _, form = form_of(browser, path)
    assert sent(browser, path, **form | {f"block.{TWO['id']}": "اثنان"}).status_code == 303
    text = arabic(app, path)
    assert not text.stale
    assert (text.title, text.title_rev) == ("عنوان", 2)
    assert [block["text"] for block in text.body] == ["واحد", "اثنان"]
    assert (text.origin, text.reviewed_by) == ("human", None)


def test_one_piece_is_still_right_and_nothing_else_is_said(app: Flask) -> None:
    path = behind(app)
    browser = logged_in(app, "translator")
    _, form = form_of(browser, path)
    assert sent(browser, path, "title", **form).status_code == 303
    text = arabic(app, path)
    assert (text.title_rev, text.stale) == (2, True)  # one block still lacks, one is too many
    assert [block["text"] for block in text.body] == ["واحد", "قديم"]
    assert (text.origin, text.reviewed_by) == ("machine", "CPIA")
    sent(browser, path, f"block.{OLD['id']}", **form_of(browser, path)[1])
    assert [block["text"] for block in arabic(app, path).body] == ["واحد"]


def test_what_was_typed_elsewhere_is_saved_with_a_tap(app: Flask) -> None:
    path = behind(app)
    browser = logged_in(app, "translator")
    _, form = form_of(browser, path)
    sent(browser, path, "title", **form | {f"block.{ONE['id']}": "غيره"})
    assert arabic(app, path).body[0]["text"] == "غيره"


def test_a_whole_text_is_still_right_with_one_tap_and_stays_signed(app: Flask) -> None:
    own = words("عنوان", blocks=[ONE | {"text": "واحد"}], origin="machine", **REVIEWED)
    source = words("Titolo", title_rev=2, blocks=[ONE | {"rev": 5}])
    path = store_texts(app, it=source, ar=own)
    browser = logged_in(app, "translator")
    assert sent(browser, path, "", **form_of(browser, path)[1]).status_code == 303
    text = arabic(app, path)
    assert (text.stale, text.title_rev, text.body[0]["rev"]) == (False, 2, 5)
    assert (text.origin, text.reviewed_by) == ("machine", "CPIA")


def change_source(app: Flask, path: str, **text: Any) -> None:
    """Let somebody else change the Italian words."""
    store: Store = app.extensions["store"]
    item = stored(app, path)
    record = record_of(TYPES["guides"], item)
    record["texts"]["it"] |= text
    with store.database.transaction() as session:
        saved(session, "guides", record)


def test_a_source_that_changed_meanwhile_leaves_the_piece_behind(app: Flask) -> None:
    path = behind(app)
    browser = logged_in(app, "translator", lang="en")
    _, form = form_of(browser, path)
    change_source(app, path, title="Altro", title_rev=3)
    answer = sent(browser, path, **form | {"title": "جديد", f"block.{TWO['id']}": "اثنان"})
    assert answer.status_code == 303
    text = arabic(app, path)
    assert (text.title, text.title_rev, text.stale) == ("جديد", 2, True)
    page = browser.get(path).get_data(as_text=True)
    assert "The record was changed while you wrote" in page
    assert page.count("the source has changed") == 1


@pytest.mark.parametrize("who", ["a translator", "the source"])
def test_words_that_would_be_lost_are_shown_again(app: Flask, who: str) -> None:
    path = behind(app)
    browser, other = logged_in(app, "translator"), logged_in(app, "translator")
    _, form = form_of(browser, path)
    if who == "a translator":
        sent(other, path, **form | {"title": "هي"})
    else:
        change_source(app, path, blocks=[ONE])
    answer = sent(browser, path, **form | {"title": "جديد", f"block.{TWO['id']}": "اثنان"})
    assert answer.status_code == 409
    for typed in ("جديد", "اثنان"):
        assert typed in answer.get_data(as_text=True)
    assert arabic(app, path).title == ("هي" if who == "a translator" else "عنوان")


def test_of_two_translators_the_second_sees_the_words_of_the_first(app: Flask) -> None:
    path = behind(app)
    browser = logged_in(app, "translator", lang="en")
    _, form = form_of(browser, path)
    one, two = f"block.{ONE['id']}", f"block.{TWO['id']}"
    sent(logged_in(app, "translator"), path, **form | {"title": "هي", one: "واحدة"})
    answer = sent(browser, path, **form | {"title": "جديد", two: "اثنان"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    boxes = dict(re.findall(r'name="([^"]+)" rows[^>]*>\n(.*?)</textarea>', page, re.DOTALL))
    assert (boxes["title"], boxes[two]) == ("جديد", "اثنان")
    assert boxes[one] == "واحدة", "what only the other changed is taken over"
    assert re.findall(r"The other's</p><p[^>]*>(.*?)</p>", html.unescape(page)) == ["هي"]
    again = dict(re.findall(r'type="hidden" name="((?:rev\.|version)[^"]*)" value="(\d+)"', page))
    assert sent(browser, path, **again | boxes | {"title": "هي"}).status_code == 303
    assert [block["text"] for block in arabic(app, path).body] == ["واحدة", "اثنان"]
    assert arabic(app, path).title == "هي"


def test_a_forged_rev_brings_nothing_up_to_date(on_sqlite: Flask) -> None:
    path = behind(on_sqlite)
    browser = logged_in(on_sqlite, "translator")
    for rev in ("99", "-1", "x", "9" * 400, "²"):
        _, form = form_of(browser, path)
        assert sent(browser, path, **form | {"rev.title": rev}).status_code == 303
        assert arabic(on_sqlite, path).title_rev == 1


@pytest.mark.parametrize("version", ["", "²", "-1", "9" * 5000])
def test_a_form_of_no_known_version_is_shown_again(on_sqlite: Flask, version: str) -> None:
    path = behind(on_sqlite)
    browser = logged_in(on_sqlite, "translator")
    assert sent(browser, path, title="جديد", version=version).status_code == 409


def test_a_core_alone_is_called_enough(on_sqlite: Flask) -> None:
    core = ONE | {"part": "core"}
    store: Store = on_sqlite.extensions["store"]
    texts = {"it": words("Titolo", blocks=[core, TWO]), "ar": words("عنوان", blocks=[core])}
    with store.database.transaction() as session:
        item = saved(session, "guides", guide() | {"risk": "high", "texts": texts})
        path = f"/console/guides/{item.uid}/words/ar"
    page, _ = form_of(logged_in(on_sqlite, "translator", lang="en"), path)
    assert "Only the safety core is translated" in page
    assert "not translated yet" not in page
    assert not arabic(on_sqlite, path).stale


def test_words_typed_when_the_session_ended_stand_in_the_form_after_the_next_log_in(
    app: Flask,
) -> None:
    who = account(app, "translator", lang="en")
    path = behind(app)
    browser = log_in(app, who.email)
    page, form = form_of(browser, path)
    form |= {"keep": kept_for(page), "title": "جديد", "csrf_token": token(browser)}
    answer = app.test_client().post(path, data=form)
    assert answer.status_code == 401
    assert f'next={path}"' in html.unescape(answer.text).replace("%2F", "/")
    browser = log_in(app, who.email)
    page, again = form_of(browser, path)
    assert again["title"] == "جديد"
    assert "It is not saved yet." in page
    assert "It is not saved yet." not in browser.get(path.partition("/words")[0]).text
    assert sent(browser, path, **again).status_code == 303
    assert arabic(app, path).title == "جديد"
    assert "It is not saved yet." not in browser.get(path).text


def test_words_are_kept_while_they_are_typed_and_can_be_forgotten(on_sqlite: Flask) -> None:
    path = behind(on_sqlite)
    browser = logged_in(on_sqlite, "translator")
    page, form = form_of(browser, path)
    form |= {"keep": kept_for(page), "title": "جديد"}
    assert sent(browser, "/console/guides/draft", **form).status_code == 204
    assert sent(browser, "/console/jobs/draft", **form).status_code == 400
    sent(logged_in(on_sqlite, "translator"), path, **form_of(browser, path)[1] | {"title": "هي"})
    assert form_of(browser, path)[1]["title"] == "جديد"
    assert "هي" in browser.get(path).text, "what another saved meanwhile stands beside it"
    answer = sent(browser, "/console/guides/drop", keep=form["keep"])
    assert answer.headers["Location"] == path
    assert form_of(browser, path)[1]["title"] == "هي"


def kept_for(page: str) -> str:
    """Read for whom and for what a form is."""
    found = re.search(r'name="keep" value="([^"]+)"', page)
    assert found
    return found[1]
