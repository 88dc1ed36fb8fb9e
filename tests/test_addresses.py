"""Addresses: their language, their other forms and their errors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from services_app import create_app
from services_app.config import EVERY_LANGUAGE
from services_app.content.type import Filter
from services_app.delivery import HEADERS
from services_app.taxonomies.term import NC_
from tests.pages import Page
from tests.records import KINDS, TYPES, job, office, saved

Open = Callable[..., Page]


@pytest.fixture
def browser(on_sqlite: Flask) -> FlaskClient:
    """A reader where no database matters."""
    return on_sqlite.test_client(use_cookies=True)


@pytest.mark.parametrize(
    ("wanted", "lang"),
    [("bn-BD,bn;q=0.9", "bn"), ("ar", "ar"), ("en-US,it;q=0.5", "en"), ("xx", "it"), ("", "it")],
)
def test_the_root_leads_to_the_readers_language(
    browser: FlaskClient, wanted: str, lang: str
) -> None:
    answer = browser.get("/", headers={"Accept-Language": wanted})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/{lang}/")
    assert "Accept-Language" in answer.vary
    assert answer.headers["Cache-Control"] == "no-cache"


HOSTS = ["localhost", "evil.example", "EVIL.example", "evil.example:8080", "[::1]:80", "x y"]


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize(
    ("path", "other"),
    [
        ("/it", "/it/"),
        ("/it/larino", "/it/larino/"),
        ("/it/larino?x=1&y=%2F", "/it/larino/?x=1&y=%2F"),
        ("/it/larino/jobs/", "/it/larino/jobs"),
        ("/it/larino/jobs/?page=2", "/it/larino/jobs?page=2"),
        ("/it/larino/guides/emergency/", "/it/larino/guides/emergency"),
        ("/it/about/", "/it/about"),
        ("/EN/", "/en/"),
        ("/EN", "/en/"),
        ("/Ar/larino/", "/ar/larino/"),
        ("/AR/larino", "/ar/larino/"),
        ("/bN/larino/jobs?page=1", "/bn/larino/jobs?page=1"),
        ("/EN/larino/jobs/", "/en/larino/jobs"),
        ("/EN/larino/guides/emergency/?x=1", "/en/larino/guides/emergency?x=1"),
        ("/it//larino//", "/it/larino/"),
        ("/EN//larino/", "/en/larino/"),
        ("/EN/larino/jobs/a%3Fb%25", "/en/larino/jobs/a%3Fb%25"),
    ],
)
def test_another_form_of_an_address_redirects_for_good_and_never_names_a_host(
    browser: FlaskClient, path: str, other: str, host: str
) -> None:
    answer = browser.open(path, headers={"Host": host})
    assert (answer.status_code, answer.headers["Location"]) == (308, other)
    assert HEADERS.keys() <= set(answer.headers.keys())


@pytest.mark.parametrize(
    "path",
    ["/EN", "/EN/larino/jobs/%0d%0aX:%20y", "/EN/larino/jobs/a%3Fb%25", "/EN//evil.example/"],
)
def test_a_redirect_is_never_more_than_a_path_of_our_own(browser: FlaskClient, path: str) -> None:
    location = browser.get(path).headers.get("Location", "/")
    assert not urlsplit(location).netloc
    assert location.startswith("/")
    assert not location.startswith("//")
    assert "X" not in browser.get(path).headers


@pytest.mark.parametrize(
    "path",
    ["/nothing", "/xx/", "/it/nowhere/", "/it/larino/nothing", "/it/larino/jobs/nothing",
     "/it/larino/guides/emergency/more", "/it/about/more", "/it/x/nothing", "/it/x/", "/it/search",
     "/it/share", "/it/s/", "/it/roma/", "/it/Larino/", "/it/larino/x/help", "/it/metrics",
     "/it-IT/larino/", "/static/0/nothing.css", "/it/larino/jobs?page=2"],
)  # fmt: skip
def test_what_is_not_there_is_said_in_the_readers_language(page: Open, path: str) -> None:
    lang = "it" if path.startswith("/it/") else "uk"
    answered = page(path, status=404, Accept_Language="uk, en;q=0.5")
    assert answered.tree.get("lang") == lang
    assert f"/{lang}/" in answered.links(), "a way on"
    assert "tel:112" in answered.links()


@pytest.mark.parametrize("lang", EVERY_LANGUAGE)
def test_the_path_decides_the_language_of_an_error(page: Open, lang: str) -> None:
    assert page(f"/{lang}/nowhere/", status=404, Accept_Language="xx").tree.get("lang") == lang


def test_programs_get_problems_as_json(browser: FlaskClient) -> None:
    for path in ("/api/v1/nothing", "/hsds/nothing", "/integreat/nothing"):
        answer = browser.get(path)
        assert answer.status_code == 404
        assert answer.content_type == "application/problem+json"
        assert answer.json is not None
        assert answer.json["status"] == 404


def test_an_item_that_only_other_towns_see_leads_to_those(session: Session, page: Open) -> None:
    saved(session, "offices", office(kind="comune_anagrafe", place="028060", serves=["028060"]))
    answered = page("/it/larino/offices/an-office", status=404)
    assert "/it/padova/" in answered.links()
    assert page("/it/padova/offices/an-office")


def test_an_unpublished_item_is_as_if_it_were_not_there(session: Session, page: Open) -> None:
    saved(session, "jobs", job() | {"state": "draft"})
    page("/it/larino/jobs/a-job", status=404)


def test_an_old_slug_redirects_in_every_town_and_language(
    session: Session, client: FlaskClient, page: Open
) -> None:
    item = saved(session, "jobs", job("old"))
    saved(session, "jobs", job("new") | {"uid": str(item.uid)})
    for start in ("/it/larino", "/ar/termoli"):
        answer = client.get(f"{start}/jobs/old")
        assert (answer.status_code, answer.headers["Location"]) == (308, f"{start}/jobs/new")
        page(f"{start}/jobs/new")
    assert client.get("/it/larino/offices/old").status_code == 404


def test_an_old_slug_keeps_what_follows_it_and_no_cache_keeps_the_answer(
    session: Session, client: FlaskClient
) -> None:
    item = saved(session, "jobs", job("old"))
    saved(session, "jobs", job("new") | {"uid": str(item.uid)})
    for path in ("/ar/larino/jobs/{}?with=it&early=k", "/ar/larino/jobs/{}/sheet.pdf?size=a5"):
        answer = client.get(path.format("old"))
        assert answer.headers["Location"] == path.format("new")
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "hidden",
    [
        {"state": "archived"}, {"state": "draft"}, {"expires_on": "2026-11-24"},
        {"publish_at": "2026-11-25T08:00:00+01:00"}, {"mediators_until": "2026-12-01"},
    ],
)  # fmt: skip
def test_an_old_slug_tells_nothing_of_what_is_not_shown(
    session: Session, client: FlaskClient, hidden: dict[str, str]
) -> None:
    item = saved(session, "jobs", job("old"))
    saved(session, "jobs", job("new") | {"uid": str(item.uid)} | hidden)
    for path in ("/it/larino/jobs/old", "/api/v1/jobs/old"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert "Location" not in answer.headers


def alternates(page: Page) -> dict[str | None, str]:
    """Map each language of hreflang to its address."""
    return {
        each.get("hreflang"): each.get("href", "") for each in page.all("link", rel="alternate")
    }


@pytest.mark.parametrize(
    "rest",
    ["", "larino/", "larino/jobs", "larino/jobs?page=1", "larino/guides/emergency",
     "x/help?at=larino", "about"],
)  # fmt: skip
def test_every_page_names_itself_in_each_language(page: Open, rest: str) -> None:
    opened = page(f"/ar/{rest}")
    assert alternates(opened) == {
        lang: f"http://127.0.0.1:8000/{lang}/{rest}" for lang in EVERY_LANGUAGE
    }
    menu = {link for link in opened.links() if link.endswith(f"/{rest}")}
    assert {f"/{lang}/{rest}" for lang in EVERY_LANGUAGE} <= menu


def canonical(page: Page) -> str:
    """Give the address that a page says is its own."""
    (link,) = page.all("link", rel="canonical")
    return link.get("href", "").removeprefix("http://127.0.0.1:8000")


@pytest.mark.parametrize("kind", KINDS)
def test_a_list_is_the_same_page_whatever_its_filters(page: Open, kind: str) -> None:
    assert canonical(page(f"/en/larino/{kind}?unknown=1")) == f"/en/larino/{kind}"


def test_the_canonical_address_is_the_items_own_place(session: Session, page: Open) -> None:
    saved(session, "jobs", job(place="070078"))
    for town in ("larino", "termoli"):
        assert canonical(page(f"/it/{town}/jobs/a-job?with=it")) == "/it/termoli/jobs/a-job"


def test_two_apps_of_one_process_keep_each_its_own_filters(on_sqlite: Flask) -> None:
    mood = replace(TYPES["jobs"], filters=(Filter("mood", "contract", NC_("filter", "Mood")),))
    create_app(on_sqlite.extensions["store"].settings, (mood,))
    page = on_sqlite.test_client().get("/it/larino/jobs?contract=fixed_term&mood=x")
    assert "?contract=fixed_term" in page.get_data(as_text=True)
    assert "mood=x" not in page.get_data(as_text=True)


def test_nothing_unknown_and_nothing_personal_is_carried_on(page: Open) -> None:
    opened = page("/it/larino/jobs?contract=fixed_term&status=asylum_seeker&name=Ali&page=1")
    for link in (*opened.links(), *alternates(opened).values()):
        assert "asylum_seeker" not in link
        assert "Ali" not in link
    assert any("contract=fixed_term" in link for link in alternates(opened).values())
