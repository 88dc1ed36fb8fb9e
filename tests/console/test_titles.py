"""Forms and Today name guides by their titles, and cost the same however many there are."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from services_app.content.item import Item
from services_app.feedback.links import DEAD_AFTER_DAYS
from services_app.feedback.model import LinkCheck, Report
from services_app.web.store import Store
from tests.conftest import NOON
from tests.operators import logged_in
from tests.records import guide, saved, words

URL = "https://www.example.org/"
TITLES = {"it": words("Parole italiane"), "en": words("English words")}


def a_guide(session: Session, slug: str, **more: object) -> Item:
    """Save a guide with a source, so that its link can be dead."""
    source = {"id": "s1", "title": "Comune", "url": f"{URL}{slug}", "official": True}
    return saved(session, "guides", guide(slug) | {"sources": [source], "texts": TITLES} | more)


def goes_wrong(session: Session, item: Item) -> None:
    """Let a reader report an item, and its link lead nowhere."""
    today = NOON.date()
    session.add(Report(item_uid=item.uid, kind=item.kind, reason="moved", created_on=today))
    session.add(LinkCheck(
        url=item.sources[0]["url"], status="gone", checked_on=today, first_failed_on=today,
        failed_days=DEAD_AFTER_DAYS, item_uids=[str(item.uid)],
    ))  # fmt: skip


def choice(browser: FlaskClient, slug: str) -> str:
    """Give what a form calls a guide that facts may point at."""
    page = browser.get("/console/guides/new").get_data(as_text=True)
    found = re.search(rf'value="{slug}"[^>]*>\s*([^<]+?)\s*<', page)
    assert found
    return found[1]


@pytest.mark.parametrize(("lang", "title"), [("it", "Parole italiane"), ("en", "English words")])
def test_a_choice_has_its_title_in_the_operators_language(
    app: Flask, store: Store, lang: str, title: str
) -> None:
    with store.database.transaction() as session:
        a_guide(session, "a-guide")
    assert choice(logged_in(app, "publisher", lang=lang), "a-guide") == title


def test_the_practice_that_another_is_part_of_is_chosen_among_those_that_there_are(
    on_sqlite: Flask,
) -> None:
    page = logged_in(on_sqlite, "publisher").get("/console/practices/new").get_data(as_text=True)
    found = re.search(r'<select[^>]*name="facts.part_of"[^>]*>(.*?)</select>', page, re.DOTALL)
    assert found
    assert 'value="regin"' in found[1]


def test_a_title_that_is_not_in_the_operators_language_is_the_one_of_its_source(
    app: Flask, store: Store
) -> None:
    with store.database.transaction() as session:
        french = {"fr": words("Mots"), "ar": words("كلمات"), "it": words("")}
        a_guide(session, "a-guide", source_lang="fr", texts=french)
    assert choice(logged_in(app, "publisher"), "a-guide") == "Mots"


def test_reports_and_dead_links_of_today_have_titles(app: Flask, store: Store) -> None:
    with store.database.transaction() as session:
        goes_wrong(session, a_guide(session, "a-guide"))
    page = logged_in(app, "publisher", lang="en").get("/console/").get_data(as_text=True)
    reports, dead = (page.partition(f'hue-{hue}"')[2].partition("</section>")[0]
                     for hue in ("help", "money"))  # fmt: skip
    assert '<b dir="auto">English words</b>' in reports
    assert '<b dir="auto">English words</b>' in dead


def cost(browser: FlaskClient, queries: list[str], path: str) -> int:
    """Count the statements of a page."""
    queries.clear()
    assert browser.get(path).status_code == 200
    return len(queries)


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)  # both databases get the same statements
def test_today_lists_and_forms_cost_the_same_when_there_is_more(
    app: Flask, store: Store, queries: list[str]
) -> None:
    browser = logged_in(app, "publisher")
    store.atlas()  # kept in memory: only the first page of a process reads it
    most = {"/console/": 35, "/console/guides": 8, "/console/guides/new": 12}

    def more(numbers: range) -> dict[str, int]:
        with store.database.transaction() as session:
            for number in numbers:
                goes_wrong(session, a_guide(session, f"a-guide-{number}"))
        return {path: cost(browser, queries, path) for path in most}

    few = more(range(1))
    assert more(range(1, 6)) == few
    assert not {path: count for path, count in few.items() if count > most[path]}
