"""Rule 1: legal status, nationality, health and violence are in no path and no query."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services_app import create_app
from services_app.config import Settings
from services_app.content import CONTENT_TYPES
from services_app.content.guides import TYPE as GUIDES
from services_app.content.type import ContentType, Filter
from services_app.taxonomies import TAXONOMIES
from services_app.taxonomies.orientation import TOPICS
from services_app.taxonomies.people import LEGAL_STATUSES
from services_app.taxonomies.term import NC_
from services_app.web.addresses import kept_names
from services_app.web.store import Store
from tests.harm.planting import ON_SQLITE, Open, address, published

PERSONAL = {
    "status", "statuses", "audience", "audiences", "nationality", "citizenship", "origin", "permit",
    "health", "illness", "pregnancy", "violence", "religion", "sex", "gender", "age", "birth",
    "email",
}  # fmt: skip
# Codes that a reader would not have in the history of a shared phone. "Family" is a topic too.
TELLING = {*LEGAL_STATUSES, "violence", "trafficking", "exploitation"} - set(TOPICS)


def personal_routes(app: Flask) -> list[str]:
    """List routes whose fixed words or whose arguments are about a person."""
    found = []
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/api/v1/taxonomies"):
            continue  # the closed lists themselves, the same for everybody
        fixed = set(re.sub(r"<[^>]+>", "", rule.rule).replace("_", "/").strip("/").split("/"))
        if (fixed | set(rule.arguments)) & PERSONAL:
            found.append(rule.rule)
    return found


def personal_filters(types: Iterable[ContentType]) -> list[str]:
    """List filters that put something personal after the question mark."""
    return [
        f"{kind.name}?{each.facet}={code}"
        for kind in types
        for each in kind.filters
        for code in ("", *TAXONOMIES[each.taxonomy])
        if each.facet in PERSONAL or each.taxonomy == LEGAL_STATUSES.name or code in TELLING
    ]


def test_no_route_names_something_personal(on_sqlite: Flask) -> None:
    assert personal_routes(on_sqlite) == []


def test_a_route_that_does_is_found(tmp_path: Path) -> None:
    app = create_app(Settings("sqlite:////nonexistent/x.sqlite3", instance=tmp_path))
    app.add_url_rule("/<lang:lang>/for/<status>", "planted", lambda lang, status: "")
    app.add_url_rule("/api/v1/health/conditions", "planted-too", lambda: "")
    assert personal_routes(app) == ["/<lang:lang>/for/<status>", "/api/v1/health/conditions"]


def test_no_type_filters_by_something_personal() -> None:
    assert personal_filters(CONTENT_TYPES) == []


def test_a_filter_that_does_is_found() -> None:
    planted = replace(GUIDES, filters=(Filter("audience", "legal_status", NC_("filter", "I am")),))
    assert "guides?audience=refugee" in personal_filters([planted])


def test_no_parameter_that_pages_keep_is_personal(on_sqlite: Flask) -> None:
    with on_sqlite.app_context():
        assert not kept_names() & PERSONAL


@ON_SQLITE
def test_no_query_of_the_api_is_personal(client: FlaskClient) -> None:
    described = client.get("/api/v1/openapi.json").get_json()
    asked = {
        (path, parameter["name"], code)
        for path, methods in described["paths"].items()
        for method in methods.values()
        if isinstance(method, dict)
        for parameter in method.get("parameters", ())
        if parameter["in"] == "query"
        for code in _choices(parameter)
    }
    assert asked, "the description names no parameter at all"
    assert not [each for each in asked if each[1] in PERSONAL or each[2] in TELLING]


def _choices(parameter: dict[str, dict[str, dict[str, list[str]]]]) -> list[str]:
    schema = parameter.get("schema", {})
    return ["", *schema.get("enum", ()), *schema.get("items", {}).get("enum", ())]


@ON_SQLITE
def test_no_link_of_any_page_carries_something_personal(store: Store, client: FlaskClient) -> None:
    paths = ["/en/", "/en/larino/", "/en/larino/now", "/en/x/help?at=larino", "/en/larino/search"]
    paths += [f"/en/larino/{kind}" for kind in store.types]
    paths += [address(store, item) for kind in store.types for item in published(store, kind)]
    links = {
        link.replace("&amp;", "&")
        for path in paths
        for link in re.findall(r'(?:href|action)="(/[^"]*)"', _html(client, path))
    }
    assert len(links) > 300
    queries = {pair for link in links for pair in parse_qsl(urlsplit(link).query)}
    assert not [pair for pair in queries if pair[0] in PERSONAL or pair[1] in TELLING]
    sensitive = {item.slug for kind in store.types for item in published(store, kind)
                 if item.sensitive}  # fmt: skip
    told = [link for link in links if urlsplit(link).path.rsplit("/", 1)[-1] in sensitive]
    assert not told


def _html(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.get_data(as_text=True)


@ON_SQLITE
@pytest.mark.parametrize(
    "query", ["audience=refugee", "status=undocumented&page=1", "nationality=ng", "illness=hiv"]
)
def test_what_somebody_adds_to_an_address_is_not_handed_on(query: str, page: Open) -> None:
    opened = page(f"/en/larino/guides?{query}")
    secret = query.partition("&")[0]
    assert secret not in opened.html
    canonical = opened.all("link", rel="canonical")
    assert [urlsplit(each.get("href", "")).query for each in canonical] == [""]
