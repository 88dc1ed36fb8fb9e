"""Addresses: their language, their other forms, their errors, and who may call each route."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from services_app.config import EVERY_LANGUAGE
from services_app.content.pictures import store_picture
from services_app.delivery import HEADERS
from services_app.places.commands import RESERVED
from services_app.share.commands import CODE_LENGTH, KEY_LENGTH
from tests.pages import Page
from tests.pictures import DOT
from tests.records import KINDS, TESTER, job, office, saved
from tests.share.making import bundle

Open = Callable[..., Page]
PUBLIC = "public"  # anybody, without cookie

# A new route fails below until it is written here with who may call it.
ROUTES = {
    "/": PUBLIC,
    "/<lang:lang>/": PUBLIC,
    "/<lang:lang>/<place:place>/": PUBLIC,
    "/<lang:lang>/<place:place>/<kind:kind>": PUBLIC,
    "/<lang:lang>/<place:place>/<kind:kind>/<slug>": PUBLIC,
    "/<lang:lang>/<place:place>/<kind:kind>/<slug>/desk": PUBLIC,
    "/<lang:lang>/<place:place>/<kind:kind>/<slug>/sheet.pdf": PUBLIC,
    "/<lang:lang>/<place:place>/<kind:kind>/<slug>/thanks": PUBLIC,
    "/<lang:lang>/<place:place>/<kind:kind>/<slug>/wrong": PUBLIC,
    "/<lang:lang>/<place:place>/card.pdf": PUBLIC,
    "/<lang:lang>/<place:place>/cv": PUBLIC,
    "/<lang:lang>/<place:place>/cv/card": PUBLIC,
    "/<lang:lang>/<place:place>/now": PUBLIC,
    "/<lang:lang>/<place:place>/poster.pdf": PUBLIC,
    "/<lang:lang>/<place:place>/search": PUBLIC,
    "/<lang:lang>/<place:place>/share": PUBLIC,
    "/<lang:lang>/about": PUBLIC,
    "/<lang:lang>/accessibility": PUBLIC,
    "/<lang:lang>/privacy": PUBLIC,
    "/<lang:lang>/s/<code>": PUBLIC,
    "/<lang:lang>/s/<code>/<string(minlength=12):key>": PUBLIC,  # who holds the key
    "/<lang:lang>/s/<code>/sheet.pdf": PUBLIC,
    "/<lang:lang>/x/<code>": PUBLIC,
    "/<lang:lang>/x/<code>/sheet.pdf": PUBLIC,
    "/<lang:lang>/x/<code>/thanks": PUBLIC,
    "/<lang:lang>/x/<code>/wrong": PUBLIC,
    "/<lang:lang>/x/help": PUBLIC,
    "/api/v1/<kind:kind>": PUBLIC,
    "/api/v1/<kind:kind>/<key>": PUBLIC,
    "/api/v1/docs": PUBLIC,
    "/api/v1/languages": PUBLIC,
    "/api/v1/openapi.json": PUBLIC,
    "/api/v1/places": PUBLIC,
    "/api/v1/search": PUBLIC,
    "/api/v1/taxonomies": PUBLIC,
    "/api/v1/taxonomies/<name>": PUBLIC,
    "/favicon.ico": PUBLIC,
    "/healthz": PUBLIC,
    "/media/<name>": PUBLIC,
    "/readyz": PUBLIC,
    "/robots.txt": PUBLIC,
    "/s/<code>": PUBLIC,
    "/sitemap.xml": PUBLIC,
    "/static/<mark>/<name>": PUBLIC,
}
# Forms for anybody: tests/feedback and tests/share hold what they take and from whom.
FORMS = {rule for rule in ROUTES if rule.endswith(("/wrong", "/share", ":key>"))}
# An address of each that is there to be opened.
PARTS = {
    "<lang:lang>": "ar", "<place:place>": "larino", "<kind:kind>": "guides", "<key>": "emergency",
    "<slug>": "emergency", "<mark>": "0", "<name>": "style.css", "<code>": "help",
}  # fmt: skip
CODE, KEY = "b" * CODE_LENGTH, "c" * KEY_LENGTH
SPECIAL = {
    "/api/v1/taxonomies/<name>": "/api/v1/taxonomies/topic",
    "/api/v1/search": "/api/v1/search?q=casa",
    "/media/<name>": f"/media/{DOT.sha256}-1.webp",
    # The code of a sensitive guide of the seed: it is made from its uid.
    **{f"/<lang:lang>/x/<code>/{x}": f"/ar/x/kjzq2x/{x}" for x in ("sheet.pdf", "thanks", "wrong")},
    "/s/<code>": f"/s/{CODE}",
    **{f"/<lang:lang>/s/<code>{at}": f"/ar/s/{CODE}{at}" for at in ("", "/sheet.pdf")},
    "/<lang:lang>/s/<code>/<string(minlength=12):key>": f"/ar/s/{CODE}/{KEY}",
}


def example(rule: str) -> str:
    """Write an address of a route."""
    address = SPECIAL.get(rule, rule)
    for part, value in PARTS.items():
        address = address.replace(part, value)
    return address


@pytest.fixture
def browser(on_sqlite: Flask) -> FlaskClient:
    """A reader where no database matters; one picture and one bundle are there."""
    with on_sqlite.extensions["store"].database.transaction() as session:
        store_picture(session, DOT, by=TESTER)
        session.add(bundle(CODE, KEY))
    return on_sqlite.test_client(use_cookies=True)


def test_every_route_is_listed_with_who_may_call_it(on_sqlite: Flask) -> None:
    found = {rule.rule for rule in on_sqlite.url_map.iter_rules()}
    # Those of the console are in tests/console/test_routes.py.
    assert {rule for rule in found if not rule.startswith("/console")} == set(ROUTES)


@pytest.mark.parametrize("rule", ROUTES)
def test_every_route_answers_get_and_head_alike_without_cookie_and_with_its_headers(
    browser: FlaskClient, rule: str
) -> None:
    got, head = browser.get(example(rule)), browser.head(example(rule))
    assert got.status_code == head.status_code == (302 if rule in ("/", "/s/<code>") else 200)
    assert head.data == b""
    assert got.content_type == head.content_type
    for answer in (got, head):
        assert "Set-Cookie" not in answer.headers
        assert HEADERS.keys() <= set(answer.headers.keys())


@pytest.mark.parametrize("rule", sorted(ROUTES.keys() - FORMS))
def test_a_public_route_takes_nothing(browser: FlaskClient, rule: str) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        answer = browser.open(example(rule), method=method, data={"a": "b"})
        assert answer.status_code == 405
        assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
        assert HEADERS.keys() <= set(answer.headers.keys())
        assert "Set-Cookie" not in answer.headers


def test_no_word_of_a_route_can_be_the_name_of_a_town() -> None:
    first = (re.match(r"/<lang:lang>/([a-z]+)", rule) for rule in ROUTES)
    assert {found.group(1) for found in first if found} <= RESERVED
    assert {rule.split("/")[1] for rule in ROUTES if re.match("/[a-z]+(/|$)", rule)} <= RESERVED


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


def test_nothing_unknown_and_nothing_personal_is_carried_on(page: Open) -> None:
    opened = page("/it/larino/jobs?contract=fixed_term&status=asylum_seeker&name=Ali&page=1")
    for link in (*opened.links(), *alternates(opened).values()):
        assert "asylum_seeker" not in link
        assert "Ali" not in link
    assert any("contract=fixed_term" in link for link in alternates(opened).values())
