"""What the API refuses, and how; who may read it from another site."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.api.reading import Reader

LONG = "a" * 10_000
NASTY = [
    LONG, "%00", "a%00b", "%ff%fe", "%F0%9F%99%82", "%E2%80%AE%D9%85", "e%CC%81" * 50, "'; --",
    "%3Cscript%3E", "%ED%A0%80", "%25", "_", "*", "%22", "%0D%0AX-Own:1", "..%2F..", "\\",
]  # fmt: skip
BAD_VALUES = [
    ("guides?topic=nope", "topic.0"),
    ("guides?topic=health&topic=nope", "topic.1"),
    ("guides?lang=xx", "lang"),
    ("guides?lang=IT", "lang"),
    ("guides?place=atlantis", "place"),
    ("guides?place=milano", "place"),
    ("guides?place=14", "place"),
    ("guides?page=0", "page"),
    ("guides?page=-1", "page"),
    ("guides?page=one", "page"),
    ("guides?page=1.5", "page"),
    ("guides?page=10001", "page"),
    (f"guides?page={'9' * 5000}", "page"),
    ("guides?per_page=0", "per_page"),
    ("guides?per_page=101", "per_page"),
    ("guides?near=abc", "near"),
    ("guides?near=41.8", "near"),
    ("guides?near=91,0", "near"),
    ("guides?near=0,181", "near"),
    ("guides?near=nan,nan", "near"),
    ("guides?near=inf,0", "near"),
    ("guides?near=1e2,1", "near"),
    ("guides?near=41,14,1", "near"),
    ("guides?radius_km=5", "radius_km"),
    ("guides?near=41.8,14.9&radius_km=0", "radius_km"),
    ("guides?near=41.8,14.9&radius_km=201", "radius_km"),
    ("guides?changed_since=nonsense", "changed_since"),
    ("guides?changed_since=2026-13-01", "changed_since"),
    ("guides?changed_since=0001-01-01T00:00:00%2B23:59", "changed_since"),
    ("guides?changed_since=9999-12-31T23:59:59-23:59", "changed_since"),
    ("guides?order=random", "order"),
    ("guides?order=km", "order"),
    ("guides?samples=maybe", "samples"),
    ("guides?colour=red", "colour"),
    ("guides/permit-renewal?topic=health", "topic"),
    ("languages?page=2", "page"),
    ("taxonomies?x=1", "x"),
    ("taxonomies/topic?lang=xx", "lang"),
    ("places?near=here", "near"),
    (f"places?q={LONG}", "q"),
    ("places?q=a%01", "q"),
    ("search", "q"),
    ("search?q=", "q"),
    (f"search?q={LONG}", "q"),
    ("search?q=%1F", "q"),
    ("search?q=a&place=atlantis", "place"),
]
NOT_THERE = [
    "nope", "nope/x", "guides/nope", "guides/UPPER", "guides/%01", "guides/a%1Fb", f"guides/{LONG}",
    "guides/00000000-0000-0000-0000-000000000000", "guides/%F0%9F%99%82", "guides/a/b", "guides/..",
    "taxonomies/nope", "taxonomies/%01", "places/larino", "places?page=10000", "guides?page=10000",
]  # fmt: skip


@pytest.mark.parametrize(("path", "where"), BAD_VALUES, ids=lambda value: value[:60])
def test_a_value_that_cannot_be_taken_is_named(path: str, where: str, api: Reader) -> None:
    errors = api.refused(path, 422)["errors"]
    assert list(errors) == [where]
    assert all(errors[where])


@pytest.mark.parametrize("path", NOT_THERE, ids=lambda value: value[:60])
def test_what_is_not_there_is_a_problem_too(path: str, api: Reader) -> None:
    api.refused(path, 404)


@pytest.mark.parametrize("path", ["guides/%00", "guides/a%00b", "places?q=%00", "guides?%00=1",
                                  "search?q=a%00"])  # fmt: skip
def test_what_no_database_can_hold_is_refused(path: str, api: Reader) -> None:
    answer = api.ask(path)
    assert answer.status_code in (400, 422)
    assert answer.content_type == "application/problem+json"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(method: str, client: FlaskClient) -> None:
    for path in ("guides", "guides/permit-renewal", "openapi.json"):
        answer = client.open(f"/api/v1/{path}", method=method.upper(), data="x")
        assert answer.status_code == 405
        assert answer.content_type == "application/problem+json"
        assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
        assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize("value", NASTY, ids=lambda value: value[:20])
def test_nasty_words_never_break_anything(value: str, api: Reader) -> None:
    for path in (
        f"guides/{value}", f"taxonomies/{value}", f"places?q={value}", f"search?q={value}",
        f"guides?place={value}", f"guides?topic={value}", f"guides?lang={value}",
        f"guides?page={value}", f"guides?near={value}", f"guides?changed_since={value}",
        f"guides?{value}=1", f"guides?samples={value}", f"jobs?order={value}",
    ):  # fmt: skip
        answer = api.ask(path)
        assert answer.status_code in (200, 308, 400, 404, 422), path[:80]
        if answer.status_code != 200:
            assert answer.status_code == 308 or json.loads(answer.data)["status"]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    name=st.sampled_from(["q", "place", "near", "radius_km", "changed_since", "order", "page",
                          "per_page", "lang", "samples", "topic"]),
    value=st.text(max_size=60),
)  # fmt: skip
def test_no_value_of_any_parameter_breaks_anything(name: str, value: str, api: Reader) -> None:
    query = f"{name}={quote(value.encode('utf-8', 'replace'))}"
    for path in (f"guides?{query}", f"places?{query}", f"search?{query}"):
        assert api.ask(path).status_code in (200, 400, 404, 422), path


def test_a_problem_speaks_the_language_asked_for(api: Reader) -> None:
    english = api.refused("guides?lang=en&page=0", 422)
    arabic = api.refused("guides?lang=ar&page=0", 422)
    assert english["title"] != arabic["title"]
    answer = api.ask("nope", Accept_Language="ar")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Accept-Language" in answer.vary


def test_an_empty_value_is_none(api: Reader) -> None:
    assert api.read("guides?topic=&place=&near=&lang=") == api.read("guides") | {
        "next": api.read("guides?topic=&place=&near=&lang=")["next"]
    }


@pytest.mark.parametrize("path", ["guides", "guides/permit-renewal", "nope", "guides?page=0"])
def test_pages_of_any_site_may_read(path: str, client: FlaskClient) -> None:
    for method in ("GET", "HEAD"):
        answer = client.open(
            f"/api/v1/{path}", method=method, headers={"Origin": "https://else.example"}
        )
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "ETag" in answer.headers["Access-Control-Expose-Headers"]
        assert "Access-Control-Allow-Credentials" not in answer.headers


def test_a_preflight_is_answered(client: FlaskClient) -> None:
    answer = client.options(
        "/api/v1/guides",
        headers={
            "Origin": "https://else.example",
            "Access-Control-Request-Method": "GET",
            "Access-Control-Request-Headers": "if-none-match",
        },
    )
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in answer.headers["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Credentials" not in answer.headers


@pytest.mark.parametrize("path", ["/it/larino/guides", "/healthz", "/api", "/apiary/v1/x"])
def test_pages_outside_the_api_are_not_opened_to_other_sites(
    path: str, client: FlaskClient
) -> None:
    for method in ("GET", "OPTIONS"):
        answer = client.open(path, method=method)
        assert not [name for name, _ in answer.headers if name.startswith("Access-Control")]
