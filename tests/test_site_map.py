"""The site map: every open item once, at the address that its page calls its own."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from services_app.config import EVERY_LANGUAGE
from services_app.content.item import Item
from services_app.public import about
from services_app.web.store import Store
from tests.records import guide, job, opened, saved, seen_by
from tests.test_addresses import Open, canonical

BONEFRO = "070004"  # no open town, but within the radius of some


def mapped(client: FlaskClient, lang: str = "en") -> list[str]:
    """List the addresses of a site map, without their host."""
    return locations(client, f"/{lang}/sitemap.xml")


def locations(client: FlaskClient, path: str) -> list[str]:
    """List what a map names."""
    answer = client.get(path)
    assert answer.content_type == "application/xml; charset=utf-8"
    found = re.findall("<loc>http://127.0.0.1:8000(.*?)</loc>", answer.get_data(as_text=True))
    return [str(each) for each in found]


def test_it_has_a_map_for_each_language(client: FlaskClient) -> None:
    maps = locations(client, "/sitemap.xml")
    assert maps == [f"/{lang}/sitemap.xml" for lang in EVERY_LANGUAGE]
    assert mapped(client, "ar") == [
        address.replace("/en/", "/ar/", 1) for address in mapped(client)
    ]


def test_every_open_item_stands_there_once_at_its_canonical_address(
    session: Session, store: Store, client: FlaskClient, page: Open
) -> None:
    saved(session, "jobs", job("a-job-near-here", BONEFRO))
    addresses = [address for address in mapped(client) if not address.endswith("/")]
    assert len(addresses) == len(set(addresses))
    open_items = (Item.state == "published", ~Item.sample, ~Item.sensitive)
    items = session.scalars(select(Item).where(*open_items))
    stored = {(item.kind, item.slug) for item in items if seen_by(session, item)}
    assert {"guides", "helplines", "pathways", "jobs"} <= {kind for kind, _ in stored}
    assert {tuple(address.split("/")[3:]) for address in addresses} == stored
    for address in addresses:
        assert canonical(page(address)) == address


def test_an_item_of_no_town_has_one_canonical_address_wherever_it_is_read(
    session: Session, page: Open
) -> None:
    saved(session, "guides", guide())
    saved(session, "jobs", job("a-job-near-here", BONEFRO))
    for path in ("guides/a-guide", "jobs/a-job-near-here"):
        own = {canonical(page(f"/it/{town}/{path}")) for town in ("larino", "termoli")}
        assert own == {f"/it/larino/{path}"}


def test_it_costs_one_statement_however_many_towns_there_are(
    session: Session, store: Store, client: FlaskClient, queries: list[str]
) -> None:
    opened(session, BONEFRO)
    session.flush()
    store.forget()
    assert "/en/bonefro/" in mapped(client)
    queries.clear()
    mapped(client)
    assert len(queries) == 1


def test_it_names_no_more_than_its_protocol_allows(
    client: FlaskClient, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    most = len(store.atlas().towns) + 2
    monkeypatch.setattr(about, "MOST_ADDRESSES", most)
    assert len(mapped(client)) == most
