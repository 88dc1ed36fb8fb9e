"""Nasty values in every place that takes one: an answer in the reader's language, never a 500."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from services_app.content.item import Item
from services_app.web.store import Store
from tests.pages import check_page
from tests.records import KINDS, TYPES

ALLOWED = {200, 308, 400, 404, 405, 414, 422}
LONG = 10_000

# Percent-encoded, so that bytes that are no UTF-8 can stand among them.
NASTY = {
    "nul": "%00",
    "nul within": "a%00b",
    "right-to-left marks": quote("\u202e\u200f112\u2066"),
    "emoji": quote("👩🏽‍⚕️🇮🇹"),
    "combining letters": quote("a" + "\u0301" * 300),
    "markup": quote("<script>alert(1)</script>\"'><b>"),
    "template": quote("{{7*7}}{% raw %}%(x)s"),
    "sql": quote("'; DROP TABLE item; --"),
    "search signs": quote('"*:&|!<->()^~ NEAR AND OR NOT'),
    "wildcards": quote("%_%\\"),
    "bytes that are no text": "%FF%FE%C0%80",
    "half a character": "%E0%A6",
    "surrogate": "%ED%A0%80",
    "not encoded": "%zz%",
    "line breaks": "%0d%0aSet-Cookie:%20a=b",
    "empty": "",
    "spaces": "%20%20",
    "slashes": quote("../../etc/passwd", safe=""),
    "digits of other scripts": quote("١২３²"),
    "long": "x" * LONG,
    "long and not Latin": quote("ক" * 3000),
    "many words": "+".join("abcdefgh" for _ in range(1000)),
    "new letters": quote("𞤀𐄇\U0001e900\U000323af"),
}
NUMBERS = (
    "0",
    "-1",
    "1.5",
    "1e9",
    "99999",
    "10001",
    "0x1",
    "١",
    "²",
    "+1",
    " 1",
    "9" * 5000,
    "NaN",
)
POINTS = (
    "nan",
    "inf",
    "-inf",
    "91",
    "1e400",
    "1_0",
    "",
    "x",
    "41,8",
    "٤١",
    "41.8 ",
    "\0",
    "9" * 400,
)


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    """A reader whose browser asks for Bangla; the addresses below ask for Arabic."""
    return bangla(app)


@pytest.fixture
def browser_on_sqlite(on_sqlite: Flask) -> FlaskClient:
    """The same, for what never reaches a database."""
    return bangla(on_sqlite)


def bangla(app: Flask) -> FlaskClient:
    """Make a browser that asks for Bangla."""
    client = app.test_client(use_cookies=True)
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "bn"
    return client


def answered(browser: FlaskClient, path: str) -> TestResponse:
    """Open an address and check what holds whatever stands in it."""
    answer = browser.get(path)
    assert answer.status_code in ALLOWED, f"{path[:200]}: {answer.status_code}"
    assert "Set-Cookie" not in answer.headers
    if answer.status_code == 308:
        assert answer.headers["Location"].startswith("/")
        return answer
    text = answer.get_data(as_text=True)
    assert "<script>alert" not in text
    if path.startswith("/api/"):
        assert "json" in (answer.content_type or "")
    elif (answer.content_type or "").startswith("text/html"):
        lang = "ar" if path.lower().startswith("/ar/") else "bn"
        assert f'<html lang="{lang}"' in text[:200], path[:200]
        assert text.rstrip().endswith("</html>")
    return answer


PATHS = (
    "/{}", "/{}/larino/", "/ar/{}", "/ar/{}/", "/ar/larino/{}", "/ar/larino/jobs/{}",
    "/ar/larino/guides/{}", "/ar/x/{}", "/AR/{}", "/AR/larino/jobs/{}/", "/static/0/{}",
    "/static/{}/style.css", "/media/{}", "/api/v1/{}", "/api/v1/jobs/{}", "/api/v1/taxonomies/{}",
)  # fmt: skip


@pytest.mark.parametrize("value", NASTY.values(), ids=NASTY.keys())
def test_any_part_of_an_address_may_be_nasty(browser: FlaskClient, value: str) -> None:
    for path in PATHS:
        if value or not path.startswith("/{}"):  # nothing at all is the root
            answered(browser, path.format(value))


QUERIES = (
    "/ar/?q={}", "/ar/larino/search?q={}", "/ar/larino/guides?tile={}", "/ar/larino/jobs?page={}",
    "/ar/x/help?at={}", "/ar/?lat={}&lon=14", "/ar/larino/?unknown={}", "/ar/about?{}={}",
    "/api/v1/search?q={}", "/api/v1/places?q={}", "/api/v1/jobs?lang={}", "/api/v1/jobs?page={}",
    "/api/v1/jobs?place={}", "/api/v1/jobs?near={}", "/nothing?lang={}",
)  # fmt: skip


@pytest.mark.parametrize("value", NASTY.values(), ids=NASTY.keys())
def test_any_value_of_a_query_may_be_nasty(browser: FlaskClient, value: str) -> None:
    for path in QUERIES:
        answered(browser, path.format(value, value))


FILTERS = [(name, each.facet) for name, kind in TYPES.items() for each in kind.filters]


@pytest.mark.parametrize(("kind", "facet"), FILTERS)
def test_a_filter_takes_its_codes_only(
    browser_on_sqlite: FlaskClient, kind: str, facet: str
) -> None:
    for name in ("nul", "markup", "bytes that are no text", "empty", "long", "sql"):
        answer = answered(browser_on_sqlite, f"/ar/larino/{kind}?{facet}={NASTY[name]}")
        assert answer.status_code == {"nul": 400, "empty": 200}.get(name, 422)


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_that_no_list_has_is_not_there(browser_on_sqlite: FlaskClient, kind: str) -> None:
    for number in NUMBERS:
        answer = answered(browser_on_sqlite, f"/ar/larino/{kind}?page={quote(number)}")
        assert answer.status_code == 404, number


@pytest.mark.parametrize("lat", POINTS)
def test_a_point_that_is_none_leaves_the_choice_of_towns(
    browser_on_sqlite: FlaskClient, lat: str
) -> None:
    for query in (f"lat={quote(lat)}&lon=14", f"lat=41&lon={quote(lat)}", f"lat={quote(lat)}"):
        answer = answered(browser_on_sqlite, f"/ar/?{query}")
        assert answer.status_code == (400 if lat == "\0" else 200)


@pytest.mark.parametrize(
    "query",
    ["page=1&page=2&page=x", "q=a&q=b", "&&&=&=&", "contract=fixed_term&contract=", "a=b;c=d",
     "contract=" + "&contract=".join(["fixed_term"] * 500), "x=1&" * 900, "[]=1&a[b]=c"],
)  # fmt: skip
def test_parameters_may_come_again_or_empty(browser: FlaskClient, query: str) -> None:
    assert answered(browser, f"/ar/larino/jobs?{query}").status_code == 200


def test_tiles_belong_to_guides_and_are_known(browser: FlaskClient) -> None:
    assert answered(browser, "/ar/larino/guides?tile=doctor").status_code == 200
    assert answered(browser, "/ar/larino/guides?tile=Doctor").status_code == 404
    assert answered(browser, "/ar/larino/jobs?tile=nonsense").status_code == 200
    assert answered(browser, "/ar/larino/guides?tile=").status_code == 200, "an empty one is none"


def test_a_neutral_address_tells_nothing_about_a_code_that_is_not_there(
    browser: FlaskClient, app: Flask
) -> None:
    store: Store = app.extensions["store"]
    with store.database.reading() as session:
        code = str(session.scalar(select(Item.neutral_code).where(Item.sensitive)))
    for wrong in (code.upper(), f"{code}%20", code[:-1], f"{code}x", "help%00"):
        assert answered(browser, f"/ar/x/{wrong}").status_code in (400, 404)
    assert answered(browser, f"/ar/x/{code}?at=nowhere").status_code == 200


@pytest.mark.parametrize(
    "header",
    [
        {"Accept-Language": "x" * LONG},
        {"Accept-Language": "*;q=x,;,-,bn--,\x7f"},
        {"Accept-Encoding": "br;q=x," * 500},
        {"If-None-Match": '"' * 500},
        {"If-Modified-Since": "yesterday"},
        {"Range": "bytes=9-1"},
        {"Host": "a..b"},
        {"Host": "\xff"},
        {"Cookie": "session=\xff; a" * 100},
        {"Content-Length": "x"},
        {"X-Forwarded-Host": "evil.example"},
    ],
)
def test_headers_may_be_nasty_too(browser: FlaskClient, header: dict[str, str]) -> None:
    for path in ("/", "/ar/larino/jobs", "/ar/nowhere/", "/AR/larino/"):
        answer = browser.get(path, headers=header)
        assert answer.status_code in ALLOWED | {302}
        assert "evil.example" not in answer.get_data(as_text=True)
        assert not answer.headers.get("Location", "/").startswith("http")


@pytest.mark.parametrize("value", NASTY.values(), ids=NASTY.keys())
def test_a_page_with_a_nasty_value_is_a_whole_page(
    browser_on_sqlite: FlaskClient, value: str
) -> None:
    for path in (f"/ar/larino/search?q={value}", f"/ar/larino/jobs/x{value}", f"/ar/?q={value}"):
        page = check_page(path, browser_on_sqlite.get(path))
        assert page.tree.get("lang") == "ar"


def test_what_is_typed_comes_back_as_words(browser: FlaskClient) -> None:
    for path in ("/ar/larino/search?q={}", "/ar/?q={}"):
        text = answered(browser, path.format(NASTY["markup"])).get_data(as_text=True)
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
        assert "{{7*7}}" in answered(browser, path.format(NASTY["template"])).get_data(as_text=True)
