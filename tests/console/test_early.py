"""Offers that mediators show first: who has the link reads one, nobody else knows of it."""

from __future__ import annotations

import html
import re
from datetime import date, timedelta

import pytest
from flask import Flask

from tests.console.forms import item_at, made, new_job
from tests.harm.planting import put, real
from tests.operators import logged_in

UNTIL = date(2026, 12, 3)  # the tests' today is 2026-11-24


def early_job(app: Flask, **values: str) -> tuple[str, dict[str, str]]:
    """Publish a job for mediators first; give its address in the console and its links."""
    browser = logged_in(app, "publisher", lang="en")
    address = made(new_job(browser, mediators_until=UNTIL.isoformat(), **values))
    page = browser.get(address).get_data(as_text=True)
    found = re.findall(r'href="(?:https?://[^/"]+)(/[^"]+\?early=[^"]+)" lang="([^"]+)"', page)
    return address, {lang: html.unescape(path) for path, lang in found}


def test_the_link_of_a_mediator_opens_the_offer_in_each_language(app: Flask) -> None:
    _, links = early_job(app)
    assert len(links) == len(app.extensions["store"].settings.languages)
    reader = app.test_client()
    for lang, path in links.items():
        answer = reader.get(path)
        page = answer.get_data(as_text=True)
        assert answer.status_code == 200
        assert f'<html lang="{lang}"' in page
        assert answer.headers["Cache-Control"] == "no-store"
        assert '<meta name="robots" content="noindex">' in page
        assert "Set-Cookie" not in answer.headers


def test_its_page_keeps_the_key_when_the_language_is_changed(on_sqlite: Flask) -> None:
    _, links = early_job(on_sqlite)
    page = on_sqlite.test_client().get(links["it"]).get_data(as_text=True)
    assert f'<a href="{links["ar"]}"' in page
    assert re.search(r'rel="canonical" href="[^"?]+"', page)


def test_the_link_leads_to_the_offer_when_its_slug_was_corrected(on_sqlite: Flask) -> None:
    _, links = early_job(on_sqlite)
    store, reader = on_sqlite.extensions["store"], on_sqlite.test_client()
    slug = links["it"].partition("?")[0].rpartition("/")[2]
    put(store, "jobs", real(store, "jobs", slug) | {"slug": "another-name"})
    assert reader.get(links["it"], follow_redirects=True).status_code == 200
    assert reader.get(links["it"].partition("?")[0]).status_code == 404


@pytest.mark.parametrize("key", ["", "?early=", "?early=aaaaaaaaaaaaaaaa", "?early=%D9%A3%FF"])
def test_without_the_key_nobody_reads_it(app: Flask, key: str) -> None:
    _, links = early_job(app)
    path = links["it"].partition("?")[0]
    reader = app.test_client()
    assert reader.get(path + key).status_code == 404
    assert path not in reader.get(path.rpartition("/")[0]).get_data(as_text=True)
    assert path.rpartition("/")[2] not in reader.get("/api/v1/jobs?place=termoli").get_data(True)


def test_the_key_of_one_offer_opens_no_other(on_sqlite: Flask) -> None:
    _, first = early_job(on_sqlite)
    _, other = early_job(on_sqlite)
    path, _, key = first["it"].partition("?")
    assert on_sqlite.test_client().get(f"{other['it'].partition('?')[0]}?{key}").status_code == 404
    assert on_sqlite.test_client().get(f"{path}?{key}").status_code == 200


def test_the_key_opens_no_draft_and_nothing_before_its_day(on_sqlite: Flask) -> None:
    address, links = early_job(on_sqlite, publish_at="2026-12-01T08:00")
    assert on_sqlite.test_client().get(links["it"]).status_code == 404
    assert item_at(on_sqlite, address).state == "published"


def test_from_the_day_on_everybody_sees_it_and_the_link_still_leads_there(app: Flask) -> None:
    _, links = early_job(app)
    store = app.extensions["store"]
    moment = store.clock()
    store.clock = lambda: moment + (UNTIL - date(2026, 11, 24)) + timedelta(hours=1)
    reader = app.test_client()
    path = links["en"].partition("?")[0]
    assert reader.get(path).status_code == 200
    assert "A mediator shows you this first" not in reader.get(links["en"]).get_data(as_text=True)


def test_the_console_lists_what_only_mediators_show(app: Flask) -> None:
    address, links = early_job(app)
    listed = logged_in(app, "translator").get("/console/early").get_data(as_text=True)
    assert address in listed
    assert html.escape(links["bn"]) in listed
    elsewhere = logged_in(app, "translator", place="028").get("/console/early")
    assert address not in elsewhere.get_data(as_text=True)
