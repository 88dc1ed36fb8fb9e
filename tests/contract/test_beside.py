"""Every item in two languages: aligned block by block, light, and nothing twice."""

from __future__ import annotations

import copy
from collections.abc import Callable
from xml.etree.ElementTree import Element

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from services_app.content.item import Item
from services_app.content.wording import Words, words_in
from services_app.locales import direction
from services_app.web.store import Store
from tests.contract.test_pages import KINDS, addresses
from tests.harm.planting import ON_SQLITE, put, real
from tests.pages import Page

Open = Callable[..., Page]
PAIRS = [("ar", "it"), ("uk", "it"), ("it", "ar"), ("en", "it"), ("bn", "en")]
LOOKS = [("sqlite", *pair) for pair in PAIRS] + [("postgresql", "ar", "it")]
MOST_BYTES = 20_000


def beside(path: str, lang: str) -> str:
    """Give the address of a page with a second language."""
    return f"{path}{'&' if '?' in path else '?'}with={lang}"


def plain(words: str) -> str:
    """Write words as a page shows them."""
    return " ".join(words.replace("**", "").split())


def said(element: Element) -> str:
    """Give the words of an element."""
    return " ".join("".join(element.itertext()).split())


def halves(page: Page) -> list[tuple[Element, Element]]:
    """List the two halves of each pair of a page."""
    found = [each for each in page.tree.iter() if "two" in (each.get("class") or "").split()]
    assert all(len(each) == 2 for each in found), page.path
    return [(each[0], each[1]) for each in found]


def check_blocks(page: Page, own: Words, other: Words) -> int:
    """Assert that a block stands beside the block of the same id; count such pairs."""
    theirs = {(each["id"], each["part"]): plain(each["text"]) for each in other.body}
    beside: dict[str, set[str | None]] = {}
    for each in own.body:
        words = beside.setdefault(plain(each["text"]), set())
        words.add(theirs.get((each["id"], each["part"])))
    shown: dict[str, set[str | None]] = {}
    for mine, also in halves(page):
        shown.setdefault(said(mine), set()).add(said(also))
    count = 0
    for words in beside.keys() & shown.keys():
        # A title may say what the name of a kind of office says too, and stand beside its own.
        assert beside[words] & shown[words], f"{page.path}: {words}"
        assert beside[words] - {None} <= shown[words], f"{page.path}: {words}"
        count += 1
    return count


@pytest.mark.parametrize(("app", "lang", "other"), LOOKS, indirect=["app"])
@pytest.mark.parametrize("kind", KINDS)
def test_item_stands_in_two_languages_block_by_block(
    kind: str, lang: str, other: str, store: Store, page: Open, queries: list[str]
) -> None:
    store.atlas()
    count = 0
    for _, path in addresses(store, kind):
        queries.clear()
        opened = page(beside(f"/{lang}/{path}", other))
        assert len(queries) <= 3 + path.startswith("x/"), path
        assert opened.tree.get("lang") == lang
        alsos = [also for _, also in halves(opened)]
        assert alsos, path
        assert all(also.get("dir") == direction(also.get("lang", "")) for also in alsos)
        assert [also for also in alsos if also.get("lang") == other], path
        slug = path.rpartition("/")[2].partition("?")[0]
        with store.database.reading() as session:
            item = session.scalar(
                select(Item.id).where((Item.slug == slug) | (Item.neutral_code == slug),
                                      Item.kind == kind)
            )  # fmt: skip
            assert item is not None
            words = words_in(session, [item], [lang, other], body=True)
        if item in words[lang]:
            count += check_blocks(opened, words[lang][item], words[other][item])
    assert count or kind not in ("guides", "notices")


@ON_SQLITE
@pytest.mark.parametrize("kind", KINDS)
def test_lists_stand_in_two_languages_and_lead_on_in_two(
    kind: str, store: Store, page: Open, queries: list[str]
) -> None:
    town, _ = addresses(store, kind)[0]
    store.atlas()
    queries.clear()
    opened = page(f"/ar/{town}/{kind}?with=it")
    assert len(queries) == 2
    assert [also for _, also in halves(opened) if also.get("lang") == "it"]
    cards = [each for each in opened.all("a") if "card" in (each.get("class") or "")]
    assert cards
    assert all("with=it" in each.get("href", "") for each in cards)


@ON_SQLITE
def test_search_stands_in_two_languages(page: Open, queries: list[str], store: Store) -> None:
    store.atlas()
    queries.clear()
    opened = page("/uk/larino/search?q=permesso&with=it")
    assert len(queries) == 3
    assert "?q=permesso" in opened.html
    assert [also for _, also in halves(opened) if also.get("lang") == "it"]
    assert opened.all("button", name="with", value="it")


@ON_SQLITE
@pytest.mark.parametrize(("lang", "other"), PAIRS)
def test_the_heaviest_guide_stays_within_what_a_page_may_weigh(
    lang: str, other: str, store: Store, client: FlaskClient, page: Open
) -> None:
    packed = {"Accept-Encoding": "br"}
    paths = [path for _, path in addresses(store, "guides")]
    html = max(
        len(client.get(beside(f"/{lang}/{path}", other), headers=packed).data) for path in paths
    )
    loaded = {each.get("href", "") for each in page(f"/{lang}/{paths[0]}").all("link")
              if each.get("rel") in ("stylesheet", "icon")}  # fmt: skip
    rest = sum(len(client.get(each, headers=packed).data) for each in loaded)
    assert html + rest <= MOST_BYTES, (html, rest)


@ON_SQLITE
def test_a_second_look_costs_nothing(client: FlaskClient) -> None:
    path = "/ar/larino/guides/permit-renewal?with=it"
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert first.headers["ETag"] != client.get(path.partition("?")[0]).headers["ETag"]


GUIDE = "larino/guides/permit-renewal"


@ON_SQLITE
@pytest.mark.parametrize("asked", ["ar", "xx", "", "IT", "it-IT", "../it", "%F0%9F%98%80"])
def test_a_language_that_is_not_served_or_the_pages_own_changes_nothing(
    asked: str, page: Open
) -> None:
    opened = page(f"/ar/{GUIDE}?with={asked}")
    assert opened.html == page(f"/ar/{GUIDE}").html


@ON_SQLITE
def test_one_tap_turns_it_on_and_one_tap_off(page: Open) -> None:
    nav = page(f"/ar/{GUIDE}").all("nav", class_="second")[0]
    links = [each.get("href") for each in nav.iter("a")]
    assert links[0] == f"/ar/{GUIDE}?with=it"
    assert len(links) == 8
    on = page(f"/ar/{GUIDE}?with=it").all("nav", class_="second")[0]
    assert next(iter(on.iter("a"))).get("href") == f"/ar/{GUIDE}"
    own = page(f"/it/{GUIDE}").all("nav", class_="second")[0]
    assert f"/it/{GUIDE}?with=it" not in [each.get("href") for each in own.iter("a")]


@ON_SQLITE
def test_the_languages_keep_the_second_one_and_the_canonical_address_does_not(page: Open) -> None:
    opened = page(f"/ar/{GUIDE}?with=it")
    menu = [each.get("href") for each in opened.all("details", class_="menu")[0].iter("a")]
    assert f"/uk/{GUIDE}?with=it" in menu
    assert f"/it/{GUIDE}" in menu
    assert "?" not in opened.all("link", rel="canonical")[0].get("href", "")
    back = next(each for each in opened.all("a", class_="pill") if each.get("href") != "#main")
    assert back.get("href") == "/ar/larino/guides?with=it"


@ON_SQLITE
def test_a_fallback_is_said_once_and_never_relabelled(store: Store, page: Open) -> None:
    opened = page(f"/it/{GUIDE}?with=ar")
    with store.database.reading() as session:
        guide = session.scalars(select(Item.id).where(Item.slug == "permit-renewal")).one()
        served = words_in(session, [guide], ["ar"], body=True)["ar"][guide]
    notices = [each for each in opened.all("p") if "notice" in (each.get("class") or "")
               and each.get("lang") == "ar"]  # fmt: skip
    assert len(notices) == int(served.is_fallback)
    blocks = {plain(each["text"]) for each in served.body}
    shown = [also for _, also in halves(opened) if said(also) in blocks]
    assert shown
    assert {also.get("lang") for also in shown} == {served.lang}


@ON_SQLITE
@pytest.mark.parametrize(("lang", "other"), [("en", "it"), ("it", "en")])
def test_a_block_that_one_language_lacks_stands_alone(
    lang: str, other: str, store: Store, page: Open
) -> None:
    whole = real(store, "guides", "permit-renewal")
    blocks = whole["texts"]["en"]["blocks"]
    for lost in blocks[::5]:
        if lost["part"] in ("branch", "cost", "document"):
            continue  # rows of facts, which their code names where words are missing
        record = copy.deepcopy(whole)
        record["texts"]["en"]["blocks"] = [each for each in blocks if each["id"] != lost["id"]]
        item = put(store, "guides", record).id
        with store.database.reading() as session:
            words = words_in(session, [item], [lang, other], body=True)
        opened = page(f"/{lang}/{GUIDE}?with={other}")
        assert check_blocks(opened, words[lang][item], words[other][item]) > 20, lost
        own, also = words[lang][item].body, words[other][item].body
        assert len(own) != len(also)
        only = {plain(each["text"]) for each in (*own, *also) if each["id"] == lost["id"]}
        paired = {said(half) for pair in halves(opened) for half in pair}
        assert not only & paired, lost
