"""Rule 2: sensitive items tell nobody what they are about but their reader."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from services_app.config import EVERY_LANGUAGE
from services_app.content.faults import Case, faults_of
from services_app.content.faults.privacy import TELLING
from services_app.content.item import Item
from services_app.web.store import Store
from tests.harm.planting import (
    ON_SQLITE,
    Open,
    Values,
    address,
    as_stored,
    broken,
    known_to,
    published,
    put,
    real,
    write,
)

CALL_LIST = "A call stays in your call list"
SENSITIVE = "guides", "violence-help"


def sensitive(store: Store) -> list[Item]:
    return [item for kind in store.types for item in published(store, kind) if item.sensitive]


def test_every_sensitive_item_lives_at_a_neutral_address(store: Store, client: FlaskClient) -> None:
    found = sensitive(store)
    assert len(found) > 12
    for item in found:
        neutral = address(store, item)
        town = neutral.rpartition("=")[2]
        answer = client.get(f"/en/{town}/{item.kind}/{item.slug}")
        assert answer.status_code == 303, item.slug
        assert answer.headers["Location"] == neutral
        assert answer.headers["Cache-Control"] == "no-store"
        assert item.slug not in neutral
        assert item.kind not in neutral


@ON_SQLITE
def test_an_old_slug_leads_to_the_neutral_address_and_tells_no_new_one(
    store: Store, client: FlaskClient
) -> None:
    put(store, SENSITIVE[0], real(store, *SENSITIVE) | {"slug": "another-name"})
    answer = client.get("/en/larino/{}/{}".format(*SENSITIVE))
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/en/x/")
    assert answer.headers["Cache-Control"] == "no-store"
    assert client.get("/api/v1/{}/{}".format(*SENSITIVE)).status_code == 404


@ON_SQLITE
def test_its_page_is_not_kept_not_indexed_and_can_be_left_at_once(store: Store, page: Open) -> None:
    for item in sensitive(store):
        opened = page(address(store, item))
        assert opened.answer.headers["Cache-Control"] == "no-store", item.slug
        assert "ETag" not in opened.answer.headers
        assert opened.all("meta", name="robots")[0].get("content") == "noindex"
        skip, leave = opened.links()[:2]
        assert skip == "#main"
        assert leave.startswith("https://en.wikipedia.org/"), item.slug
        for link in opened.all("link", rel="canonical"):
            assert "?" not in link.get("href", "")
            assert item.slug not in link.get("href", "")


@ON_SQLITE
def test_its_page_says_that_a_call_stays_in_the_call_list(store: Store, page: Open) -> None:
    without = []
    for item in sensitive(store):
        opened = page(address(store, item))
        can_call = any(link.startswith("tel:") for link in opened.links())
        if can_call and CALL_LIST not in opened.text:
            without.append(item.slug)
    assert without == []


@ON_SQLITE
@pytest.mark.parametrize("lang", EVERY_LANGUAGE)
def test_its_title_says_nothing_in_any_language(lang: str, store: Store, page: Open) -> None:
    for item in sensitive(store):
        opened = page(address(store, item, lang))
        title = "".join(opened.all("title")[0].itertext())
        heading = "".join(opened.all("h1")[0].itertext())
        record = real(store, item.kind, item.slug)
        name = record["facts"].get("name")
        assert not name or name not in title, item.slug
        assert title.startswith(heading)


@ON_SQLITE
def test_help_in_private_keeps_the_same_rules(page: Open) -> None:
    opened = page("/en/x/help?at=larino")
    assert opened.answer.headers["Cache-Control"] == "no-store"
    assert opened.all("meta", name="robots")[0].get("content") == "noindex"
    assert opened.links()[1].startswith("https://en.wikipedia.org/")
    assert CALL_LIST in opened.text


@ON_SQLITE
def test_no_private_page_loads_a_script_that_keeps_things(store: Store, page: Open) -> None:
    paths = ["/en/x/help?at=larino"]
    for path in (address(store, item) for item in sensitive(store)):
        plain, _, town = path.partition("?")
        paths += [path, *(f"{plain}/{more}?{town}" for more in ("wrong", "thanks"))]
    for path in paths:
        assert page(path).all("script") == [], path
    for more in ("wrong", "thanks"):
        assert page(f"/en/larino/guides/bank-account/{more}").all("script")


@ON_SQLITE
def test_the_map_of_the_site_leaves_it_out(store: Store, client: FlaskClient) -> None:
    assert "/larino/offices/larino-comune<" in client.get("/en/sitemap.xml").get_data(as_text=True)
    put(store, "offices", real(store, "offices", "larino-comune") | {"sensitive": True})
    mapped = client.get("/en/sitemap.xml").get_data(as_text=True)
    assert "/larino/" in mapped
    for item in sensitive(store):
        assert f"/{item.slug}<" not in mapped
        assert str(item.neutral_code) not in mapped


@ON_SQLITE
def test_search_leads_to_it_by_its_neutral_address_only(store: Store, page: Open) -> None:
    opened = page("/en/larino/search?q=expulsion")
    links = [link for link in opened.links() if "/x/" in link]
    assert links
    assert "expulsion-order" not in opened.html


@ON_SQLITE
def test_the_api_gives_neither_its_slug_nor_a_cache_a_copy(
    store: Store, client: FlaskClient
) -> None:
    item = next(each for each in sensitive(store) if each.slug == "violence-help")
    assert client.get("/api/v1/guides/violence-help").status_code == 404
    answer = client.get(f"/api/v1/guides/{item.uid}")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.get_json()["slug"] is None
    assert "violence-help" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("lang", TELLING)
def test_a_title_that_tells_is_found_in_every_language(lang: str, store: Store) -> None:
    kind, known = store.types["guides"], known_to(store)
    record = as_stored(kind, write(real(store, *SENSITIVE), lang, "x"))

    def is_found(title: str) -> bool:
        record["texts"][lang]["title"] = title
        return "not-neutral" in {fault.rule for fault in faults_of(Case(kind, record, "a"), known)}

    for word in TELLING[lang].split():
        assert is_found(f"… {word.replace('_', ' ').replace('*', '')}"), (lang, word)
    assert not is_found({"it": "Parlare con qualcuno, in privato"}.get(lang, "…"))


def _no_title(record: Values) -> None:
    record["texts"]["uk"]["title"] = ""


def _telling_summary(record: Values) -> None:
    record["texts"]["it"]["summary"] = "Numeri per vittime di violenza."


def _not_marked(record: Values) -> None:
    record["sensitive"] = False


@ON_SQLITE
@pytest.mark.parametrize(
    ("rule", "plant"),
    [
        ("not-neutral", _no_title),
        ("not-neutral", _telling_summary),
        ("not-sensitive", _not_marked),
    ],
)
def test_a_helpline_that_tells_is_found(
    rule: str, plant: Callable[[Values], None], store: Store
) -> None:
    record = real(store, "helplines", "violence1522")
    assert not broken(store, "helplines", record)
    plant(record)
    assert rule in broken(store, "helplines", record)


@ON_SQLITE
def test_an_item_without_a_neutral_address_is_found(store: Store) -> None:
    record = real(store, *SENSITIVE)
    assert "not-neutral" in broken(store, "guides", record, code=None)


@ON_SQLITE
def test_an_item_that_becomes_sensitive_leaves_its_old_address(
    store: Store, client: FlaskClient
) -> None:
    put(store, "guides", real(store, "guides", "bank-account") | {"sensitive": True})
    answer = client.get("/en/larino/guides/bank-account")
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/en/x/")
    assert client.get(answer.headers["Location"]).headers["Cache-Control"] == "no-store"
