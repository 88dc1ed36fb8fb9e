"""Who may call each route that readers and programs have, and what every one answers with."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services_app.content.pictures import store_picture
from services_app.delivery import HEADERS
from services_app.places.commands import RESERVED
from services_app.share.commands import CODE_LENGTH, KEY_LENGTH
from tests.pictures import DOT
from tests.records import TESTER
from tests.share.making import bundle

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
    "/<lang:lang>/<place:place>/changes": PUBLIC,
    "/<lang:lang>/<place:place>/changes.atom": PUBLIC,
    "/<lang:lang>/<place:place>/cv": PUBLIC,
    "/<lang:lang>/<place:place>/cv/card": PUBLIC,
    "/<lang:lang>/<place:place>/embed/<kind:kind>": PUBLIC,  # where a setting names sites
    "/<lang:lang>/<place:place>/now": PUBLIC,
    "/<lang:lang>/<place:place>/poster.pdf": PUBLIC,
    "/<lang:lang>/<place:place>/search": PUBLIC,
    "/<lang:lang>/<place:place>/share": PUBLIC,
    "/<lang:lang>/<place:place>/training": PUBLIC,
    "/<lang:lang>/about": PUBLIC,
    "/<lang:lang>/accessibility": PUBLIC,
    "/<lang:lang>/privacy": PUBLIC,
    "/<lang:lang>/s/<code>": PUBLIC,
    "/<lang:lang>/s/<code>/<string(minlength=12):key>": PUBLIC,  # who holds the key
    "/<lang:lang>/s/<code>/sheet.pdf": PUBLIC,
    "/<lang:lang>/sitemap.xml": PUBLIC,
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
    "/<lang:lang>/<place:place>/embed/<kind:kind>": "/ar/larino/embed/jobs",
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
def browser(on_sqlite: Flask, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """A reader where no database matters; a picture, a bundle and a site with frames are there."""
    store = on_sqlite.extensions["store"]
    framed = replace(store.settings, embed_sites=("https://town.example",))
    monkeypatch.setattr(store, "settings", framed)
    with store.database.transaction() as session:
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
