"""Every guide and office has its card for the desk in every language, and other types have none."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from services_app.content.item import Item
from services_app.taxonomies.offices import OFFICE_KINDS
from services_app.web.desk import italian_name
from services_app.web.store import Store
from tests.contract.test_pages import LOOKS, Open
from tests.harm.planting import ON_SQLITE, address, published
from tests.pages import Page

WITH_A_CARD = ("guides", "offices")


def shown(store: Store, kind: str) -> list[Item]:
    """List the items of a type that have a card."""
    return [item for item in published(store, kind) if not item.sensitive and not _hidden(item)]


def _hidden(item: Item) -> bool:
    kind = item.face.get("kind_of_office")
    return item.sample or bool(kind and OFFICE_KINDS[kind].notes.get("no_place"))


def card(page: Page) -> str:
    """Give the words of the card."""
    return " ".join("".join(page.all("div", class_="desk")[0].itertext()).split())


@pytest.mark.parametrize(("app", "lang"), LOOKS, indirect=["app"])
@pytest.mark.parametrize("kind", WITH_A_CARD)
def test_every_item_leads_to_its_card_in_both_languages(
    kind: str, lang: str, store: Store, page: Open
) -> None:
    items = shown(store, kind)
    assert len(items) > 30
    for item in items:
        path = address(store, item, lang)
        assert f"{path}/desk" in page(path).links(), item.slug
        opened = page(f"{path}/desk")
        assert path in opened.links(), "no way back"
        (whole,) = opened.all("div", class_="desk")
        assert (whole.get("lang"), whole.get("dir")) == ("it", "ltr")
        own = [each for each in whole.iter("small") if each.get("lang") == lang]
        assert bool(own) is (lang != "it"), item.slug
        assert all(each.get("dir") == ("rtl" if lang in ("ar", "ur") else "ltr") for each in own)


@pytest.mark.parametrize("kind", WITH_A_CARD)
def test_a_second_look_at_a_card_costs_nothing(
    kind: str, store: Store, page: Open, client: FlaskClient, queries: list[str]
) -> None:
    path = f"{address(store, shown(store, kind)[0], 'ar')}/desk"
    store.atlas()  # the first page of a process reads the open towns
    queries.clear()
    first = page(path).answer
    assert len(queries) <= 3
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@ON_SQLITE
def test_a_card_of_a_guide_is_made_of_its_title_offices_and_papers(page: Open) -> None:
    opened = page("/ar/larino/guides/health-registration/desk")
    for words in (
        "Medico di famiglia e tessera sanitaria", "ASL - scelta e revoca del medico",
        "ricevuta o cedolino", "codice fiscale", italian_name("ar"),
    ):  # fmt: skip
        assert words in card(opened)
    assert italian_name("ar") == "arabo"
    assert italian_name("ar") not in card(page("/it/larino/guides/health-registration/desk"))


@ON_SQLITE
def test_a_card_of_an_office_is_made_of_its_name_and_of_what_is_done_there(page: Open) -> None:
    words = card(page("/uk/larino/offices/larino-comune/desk"))
    assert "Comune di Larino" in words
    assert "Residenza e carta d'identità" in words


@ON_SQLITE
@pytest.mark.parametrize("path", ["jobs/{}", "helplines/{}", "guides/none", "offices/none"])
def test_what_has_no_card_says_so(path: str, store: Store, client: FlaskClient) -> None:
    kind = path.partition("/")[0]
    slug = published(store, kind)[0].slug
    assert client.get(f"/en/larino/{path.format(slug)}/desk").status_code == 404


@ON_SQLITE
def test_pages_of_a_town_load_one_script_and_others_none(store: Store, page: Open) -> None:
    for item in shown(store, "guides"):
        path = address(store, item)
        for opened in (page(path), page(f"{path}/desk")):
            scripts = [each.get("src", "").rpartition("/")[2] for each in opened.all("script")]
            assert scripts == ["phone.js"], opened.path
    for each in ("about", "privacy"):
        assert page(f"/en/{each}").all("script") == []
