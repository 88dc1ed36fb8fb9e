"""The page of what changed: in every language, for feed readers, and what it never tells."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from services_app.config import EVERY_LANGUAGE
from services_app.content.commands import save_record, stored_item
from services_app.content.item import Actor, Item, Seen
from services_app.content.workflow import archive
from services_app.web.store import Store
from tests.conftest import NOON
from tests.harm.planting import ON_SQLITE, published
from tests.pages import Page
from tests.records import TYPES, guide, job, office, words

Open = Callable[..., Page]
CAS = Actor("Maria Rossi", "Centro di Prova")
DAY = timedelta(days=1)
ATOM = "{http://www.w3.org/2005/Atom}"
XML = "{http://www.w3.org/XML/1998/namespace}"


def parsed(answer: TestResponse) -> ElementTree.Element:
    """Read a feed of ours."""
    return ElementTree.fromstring(answer.get_data())  # noqa: S314  our own words


@pytest.fixture
def _three(session: Session) -> None:
    """One item that began, one that changed, one that ended; nothing else is new."""
    session.execute(update(Seen).values(changed_at=None))
    session.execute(update(Item).values(changed_at=None))
    texts = {"it": words("Titolo"), "en": words("A <title> & more")}
    for kind, record, at in (
        ("jobs", job("over"), NOON - 20 * DAY),
        ("guides", guide("begun") | {"texts": texts}, NOON - 9 * DAY),
        ("offices", office("changed"), NOON - 12 * DAY),
        ("offices", office("changed", email="a@example.org"), NOON - 2 * DAY),
    ):
        save_record(session, TYPES[kind], record, by=CAS, at=at)
    over = session.scalars(select(Item).where(Item.slug == "over")).one()
    archive(session, TYPES["jobs"], stored_item(session, TYPES["jobs"], over.uid), by=CAS, at=NOON)
    session.flush()


@pytest.mark.usefixtures("_three")
def test_each_line_says_what_when_and_in_which_week_but_never_who(page: Open) -> None:
    opened = page("/en/larino/changes")
    lines = [" ".join("".join(each.itertext()).split()) for each in opened.tree.iter("li")
             if each.get("data-day")]  # fmt: skip
    assert [each.get("data-day") for each in opened.tree.iter("li") if each.get("data-day")] == [
        "2026-11-24", "2026-11-22", "2026-11-15",
    ]  # fmt: skip
    assert "Ended" in lines[0]
    assert "Changed November 22, 2026 · E-mail" in lines[1]
    assert "New November 15, 2026" in lines[2]
    weeks = ["".join(each.itertext()) for each in opened.tree.iter("h2")]
    assert weeks == [f"Week from November {day}, 2026" for day in (23, 16, 9)]
    assert "/en/larino/offices/changed" in opened.links()
    assert not [link for link in opened.links() if link.endswith("/over")], "it is not there"
    assert "Maria" not in opened.html
    assert "Centro di Prova" not in opened.html


@ON_SQLITE
@pytest.mark.usefixtures("_three")
@pytest.mark.parametrize("lang", EVERY_LANGUAGE)
def test_it_keeps_the_contract_of_a_page_and_costs_nothing_again(
    lang: str, page: Open, client: FlaskClient
) -> None:
    first = page(f"/{lang}/larino/changes").answer
    again = client.get(f"/{lang}/larino/changes", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.usefixtures("_three")
def test_programs_read_the_same_as_atom(client: FlaskClient) -> None:
    answer = client.get("/en/larino/changes.atom")
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    assert "Set-Cookie" not in answer.headers
    feed = parsed(answer)
    assert feed.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated", "author"):
        assert feed.find(f"{ATOM}{name}") is not None
    entries = feed.findall(f"{ATOM}entry")
    assert [each.findtext(f"{ATOM}title") for each in entries][2] == "A <title> & more"
    kinds = [each.find(f"{ATOM}category") for each in entries]
    assert [each.get("term") for each in kinds if each is not None] == ["ended", "changed", "new"]
    assert feed.findtext(f"{ATOM}updated") == "2026-11-24T11:00:00+00:00"
    links = [each.find(f"{ATOM}link") for each in entries]
    assert [link is None for link in links] == [True, False, False]
    assert "Maria" not in answer.get_data(as_text=True)


def test_a_town_without_news_says_so(session: Session, page: Open, client: FlaskClient) -> None:
    session.execute(update(Seen).values(changed_at=None))
    session.execute(update(Item).values(changed_at=None))
    assert "Nothing changed in the last weeks." in page("/en/larino/changes").text
    assert not parsed(client.get("/en/larino/changes.atom")).findall(f"{ATOM}entry")
    page("/en/larino/changes?page=2", status=404)


@ON_SQLITE
@pytest.mark.usefixtures("_three")
def test_a_title_in_the_feed_says_its_own_language(client: FlaskClient) -> None:
    for lang, title, told in (
        ("ar", "A <title> & more", "en"), ("it", "Titolo", "it"),
        ("ar", "Sportello di Prova", "it"),
    ):  # fmt: skip
        feed = parsed(client.get(f"/{lang}/larino/changes.atom"))
        titles = {each.text: each.get(f"{XML}lang") for each in feed.iter(f"{ATOM}title")}
        assert titles[title] == told


@ON_SQLITE
def test_what_is_sensitive_or_a_sample_is_in_neither(
    store: Store, session: Session, page: Open, client: FlaskClient
) -> None:
    hidden = [item for kind in store.types for item in published(store, kind)
              if item.sensitive or item.sample]  # fmt: skip
    assert hidden
    number, html = 1, client.get("/en/larino/changes.atom").get_data(as_text=True)
    while True:
        opened = page(f"/en/larino/changes?page={number}")
        html += opened.html
        if not opened.all("a", rel="next"):
            break
        number += 1
    assert number > 1
    for item in hidden:
        assert f"/{item.slug}" not in html
        assert f"/x/{item.neutral_code}" not in html
        assert str(item.uid) not in html
