"""Every type in every language: its list and its items keep the contract of a page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from services_app.config import EVERY_LANGUAGE
from services_app.content import CONTENT_TYPES
from services_app.content.item import Item, Seen
from services_app.places.model import Place
from services_app.web.store import Store
from tests.pages import Page

Open = Callable[..., Page]
KINDS = [kind.name for kind in CONTENT_TYPES]


# Every language on SQLite, Italian and Arabic on PostgreSQL.
LOOKS = [("sqlite", tag) for tag in EVERY_LANGUAGE] + [("postgresql", "it"), ("postgresql", "ar")]


def addresses(store: Store, kind: str) -> list[tuple[str, str]]:
    """List (town, path of the item) for every published item, each in one town that sees it."""
    with store.database.reading() as session:
        rows = session.execute(
            select(Item.slug, Item.sensitive, Item.neutral_code, Place.slug)
            .join(Seen, Seen.item_id == Item.id)
            .join(Place, Place.id == Seen.place_id)
            .where(Item.kind == kind)
            .order_by(Item.id, Place.id)
        )
        first: dict[str, tuple[str, str]] = {}
        for slug, sensitive, code, town in rows:
            path = f"x/{code}?at={town}" if sensitive else f"{town}/{kind}/{slug}"
            first.setdefault(slug, (town, path))
    return list(first.values())


@pytest.mark.parametrize(("app", "lang"), LOOKS, indirect=["app"])
@pytest.mark.parametrize("kind", KINDS)
def test_list_and_items_keep_the_contract_of_a_page(
    kind: str, lang: str, store: Store, page: Open
) -> None:
    found = addresses(store, kind)
    assert found, f"no {kind} at all"
    town = found[0][0]
    assert page(f"/{lang}/{town}/{kind}").all("a")
    for _, path in found:
        page(f"/{lang}/{path}")


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
@pytest.mark.parametrize("kind", [kind.name for kind in CONTENT_TYPES if kind.by_language])
def test_what_speaks_the_readers_language_comes_first(kind: str, store: Store, page: Open) -> None:
    with store.database.reading() as session:
        items = session.scalars(select(Item).where(Item.kind == kind, ~Item.sensitive))
        languages = {item.slug: item.face["languages"] for item in items}
    start = f"/ar/larino/{kind}/"
    links = [link for link in page(start.rstrip("/")).links() if link.startswith(start)]
    speaks = ["ar" in languages[link.removeprefix(start)] for link in links]
    assert 0 < sum(speaks) < len(speaks)
    assert speaks == sorted(speaks, reverse=True)


@pytest.mark.parametrize("kind", KINDS)
def test_a_second_look_costs_nothing(
    kind: str, store: Store, page: Open, client: FlaskClient
) -> None:
    town, path = addresses(store, kind)[0]
    for address in (f"/it/{town}/{kind}", f"/it/{path}"):
        first = page(address).answer
        if "/x/" in address:
            assert first.headers["Cache-Control"] == "no-store"
            assert "ETag" not in first.headers
            continue
        again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
        assert again.status_code == 304
        assert not again.data
