"""A bundle as its reader opens it: in full, as it is now, in any language, until it is over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from services_app.config import EVERY_LANGUAGE
from services_app.content.commands import stored_item
from services_app.content.item import Item
from services_app.content.queries import listed
from services_app.content.workflow import verify
from services_app.share.commands import MISSES, forget_bundles
from services_app.share.model import MOST_ITEMS
from services_app.web.store import Store
from tests.conftest import NOON
from tests.harm.planting import ON_SQLITE, address, published
from tests.pages import Page, check_page
from tests.records import KINDS, TESTER, TYPES, guide, job, saved, words
from tests.share.making import GUIDE, OFFICE, THREE, handed, kept

Open = Callable[..., Page]
CHANGED = "This changed after the list was made."
ENDED = "This has ended or is not true any more."


def headings(page: Page, level: str = "h2") -> list[str]:
    """List the headings of a level."""
    return [" ".join("".join(each.itertext()).split()) for each in page.tree.iter(level)]


@pytest.mark.parametrize("lang", EVERY_LANGUAGE)
@ON_SQLITE
def test_the_items_stand_in_full_in_every_language(
    lang: str, client: FlaskClient, page: Open
) -> None:
    code, _ = handed(client, *THREE, sentence="today")
    opened = page(f"/{lang}/s/{code}")
    alone = [page(f"/{lang}/larino/{key}") for key in THREE]
    titles = [headings(each, "h1")[0] for each in alone]
    assert [each for each in headings(opened) if each in titles] == titles
    assert opened.all("meta", name="robots")[0].get("content") == "noindex"
    assert not opened.all("link", rel="canonical")
    for other in EVERY_LANGUAGE:
        assert f"/{other}/s/{code}" in opened.links()
    (steps,) = [each.text for each in alone if "/guides/permit-renewal" in each.path]
    assert steps[400:480] in opened.text


@ON_SQLITE
@pytest.mark.parametrize("kind", KINDS)
def test_every_item_keeps_the_contract_of_a_page_inside_a_list(
    kind: str, store: Store, client: FlaskClient, page: Open, session: Session
) -> None:
    for item in published(store, kind):
        session.execute(update(Item).where(Item.id == item.id).values(sample=False))
    town, moment = store.town("larino"), store.moment()
    rows, _ = listed(session, kind, town, moment, limit=2 * MOST_ITEMS)
    keys = [f"{kind}/{row.slug}" for row in rows]
    for start in range(0, len(keys), MOST_ITEMS):
        some = keys[start : start + MOST_ITEMS]
        code, _ = handed(client, *some, alone="yes")
        page(f"/ar/s/{code}")


def test_the_short_address_leads_to_the_readers_language(client: FlaskClient) -> None:
    code, _ = handed(client, GUIDE, lang="uk")
    # What a phone sold in Italy says by itself tells little: then the mediator's choice holds.
    for phone, lang in (("ar", "ar"), ("bn-BD,en;q=0.5", "bn"), ("it-IT", "uk"), ("en", "uk"),
                        ("xx", "uk"), ("", "uk")):  # fmt: skip
        answer = client.get(f"/s/{code}", headers={"Accept-Language": phone})
        led = answer.status_code, answer.headers["Location"]
        assert led == (302, f"/{lang}/s/{code}?with=it"), phone
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Accept-Language" in answer.vary
    assert client.get(f"/s/{code.upper()}").status_code == 302
    for second, lang in (("", "uk"), ("uk", "uk")):
        code, _ = handed(client, GUIDE, lang=lang, second_lang=second)
        assert client.get(f"/s/{code}").headers["Location"] == f"/{lang}/s/{code}"


@ON_SQLITE
@pytest.mark.parametrize("lang", ["uk", "ar"])
def test_a_list_stands_in_two_languages_side_by_side(
    lang: str, client: FlaskClient, page: Open
) -> None:
    code, _ = handed(client, *THREE, sentence="today")
    opened = page(f"/{lang}/s/{code}?with=it")
    also = {
        " ".join("".join(each.itertext()).split())
        for each in opened.all("p", class_="also", lang="it")
    }
    for key in THREE:
        title = headings(page(f"/it/larino/{key}"), "h1")[0]
        assert title in also or title in headings(opened), key  # a name is there once
    assert len(also) > len(THREE)
    assert f"/{lang}/s/{code}" in opened.links(), "the way back to one language"
    ids = [each.get("id") for each in opened.tree.iter() if each.get("id")]
    assert len(ids) == len(set(ids))


def test_a_list_that_did_not_change_costs_nothing_again(client: FlaskClient, page: Open) -> None:
    code, _ = handed(client)
    first = page(f"/uk/s/{code}").answer
    again = client.get(f"/uk/s/{code}", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_a_list_with_something_sensitive_tells_nobody(
    client: FlaskClient, store: Store, page: Open
) -> None:
    code, key = handed(client, GUIDE, "guides/violence-help", alone="yes")
    plain, _ = handed(client, GUIDE)
    opened = page(f"/en/s/{code}")
    assert opened.answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in opened.answer.headers
    assert opened.links()[1].startswith("https://en.wikipedia.org/")
    title = "".join(opened.all("title")[0].itertext())
    assert title == "".join(page(f"/en/s/{plain}").all("title")[0].itertext())
    assert "violence-help" not in opened.html
    assert not opened.all("script")
    made = page(f"/en/s/{code}/{key}")
    sensitive = next(each for each in published(store, "guides") if each.slug == "violence-help")
    name = headings(page(address(store, sensitive)), "h1")[0]
    assert name not in made.html
    assert not [each for each in opened.all("meta") if each.get("property")]


def test_a_list_costs_the_same_however_long_it_is(
    client: FlaskClient, session: Session, page: Open, queries: list[str]
) -> None:
    many = [f"guides/many-{number}" for number in range(MOST_ITEMS)]
    for key in many:
        saved(session, "guides", guide(key.partition("/")[2], office_kinds=["questura"]))
    session.flush()
    mixed = [*many[:16], OFFICE, "helplines/medical118", "guides/permit-renewal", GUIDE]
    costs = []
    for keys in ([GUIDE], THREE, mixed, many):
        code, _ = handed(client, *keys)
        queries.clear()
        page(f"/uk/s/{code}")
        costs.append(len(queries))
    # The count of wrong codes (key, count), the bundle, its types, its items, what is related to
    # them, the words of all.
    assert costs == [costs[0]] * 4
    assert costs[0] <= 7


def test_what_changed_or_ended_since_says_so(
    client: FlaskClient, session: Session, page: Open
) -> None:
    texts = {"en": words("Old words")}
    for slug in ("same", "changed", "over", "withdrawn"):
        saved(session, "jobs", job(slug))
    item = saved(session, "guides", guide("reworded") | {"texts": texts})
    session.flush()
    jobs = [f"jobs/{slug}" for slug in ("same", "changed", "over", "withdrawn")]
    code, _ = handed(client, *jobs, "guides/reworded")
    assert CHANGED not in page(f"/en/s/{code}").text
    assert ENDED not in page(f"/en/s/{code}").text
    same = session.scalars(select(Item).where(Item.slug == "same")).one()
    checked = stored_item(session, TYPES["jobs"], same.uid)
    assert checked
    verify(session, TYPES["jobs"], checked, by=TESTER, at=NOON)
    saved(session, "jobs", job("changed", pay_cents=1234))
    saved(session, "jobs", job("over") | {"expires_on": "2026-11-20"})
    saved(session, "jobs", job("withdrawn") | {"state": "draft"})
    saved(
        session,
        "guides",
        guide("reworded") | {"uid": str(item.uid), "texts": {"en": words("New words")}},
    )
    session.flush()
    session.expire_all()
    parts = page(f"/en/s/{code}").all("article")
    said = [" ".join("".join(each.itertext()).split()) for each in parts]
    assert [CHANGED in each for each in said] == [False, True, False, False, True]
    assert [ENDED in each for each in said] == [False, False, True, True, False]
    assert "12.34" in said[1]
    assert "Termoli" in said[2] or "Larino" in said[2], "what ended keeps its name"
    assert said[3].startswith("Not there any more")
    assert "New words" in said[4]


@pytest.mark.parametrize("lang", EVERY_LANGUAGE)
@ON_SQLITE
def test_a_list_that_is_over_says_so_in_the_readers_language_with_a_way_on(
    lang: str, client: FlaskClient, store: Store, page: Open
) -> None:
    code, key = handed(client, days="7")
    store.clock = lambda: NOON + timedelta(days=6)
    page(f"/{lang}/s/{code}")
    store.clock = lambda: NOON + timedelta(days=7)
    for path in (f"/{lang}/s/{code}", f"/{lang}/s/{code}/{key}"):
        over = page(path, status=410)
        assert over.tree.get("lang") == lang
        assert {f"/{lang}/larino/", f"/{lang}/larino/helplines", "tel:112"} <= set(over.links())
        assert over.answer.headers["Cache-Control"] == "no-store"
    assert client.get(f"/s/{code}", headers={"Accept-Language": "ar"}).status_code == 302


def test_who_holds_the_key_takes_the_list_back(
    client: FlaskClient, store: Store, page: Open
) -> None:
    code, key = handed(client)
    other, _ = handed(client)
    assert client.post(f"/it/s/{code}/{'b' * len(key)}").status_code == 404
    assert client.post(f"/it/s/{other}/{key}").status_code == 404
    page(f"/it/s/{code}")
    answer = client.post(f"/it/s/{code}/{key}")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/it/s/{code}")
    page(f"/it/s/{code}", status=410)
    page(f"/it/s/{code}/{key}", status=410)
    page(f"/it/s/{other}")
    (taken,) = [each for each in kept(store) if each.code == code]
    assert (taken.items, taken.sentences) == ([], []), "what was in it is gone at once"


def test_lists_that_are_over_are_forgotten_after_a_while(
    app: Flask, client: FlaskClient, store: Store, session: Session
) -> None:
    code, _ = handed(client, days="7")
    lasting, _ = handed(client, days="90")
    over = NOON.date() + timedelta(days=7)
    assert forget_bundles(session, over + timedelta(days=29)) == 0
    store.clock = lambda: NOON + timedelta(days=37)
    tended = app.test_cli_runner().invoke(args=["tend"])
    assert "1 lists that mediators handed over forgotten" in tended.output
    assert [each.code for each in kept(store)] == [lasting]
    assert client.get(f"/it/s/{code}").status_code == 404


def test_guessing_is_slowed_down_and_stops_nobody_else(
    client: FlaskClient, store: Store, page: Open
) -> None:
    code, key = handed(client)
    me, other = ({"REMOTE_ADDR": each} for each in ("192.0.2.66", "192.0.2.7"))
    paths = ["/it/s/bcdfghjkmnpqr", "/s/x", f"/it/s/{code}/{'c' * len(key)}"]
    for number in range(MISSES.from_a_network):
        assert client.get(paths[number % 3], environ_base=me).status_code == 404
    slowed = client.get(paths[0], environ_base=me)
    assert slowed.status_code == 429
    check_page("/it/", slowed)
    # A code that is right says no more than a wrong one to who guesses.
    assert client.get(f"/it/s/{code}", environ_base=me).status_code == 429
    assert client.get(f"/it/s/{code}", environ_base=other).status_code == 200
    assert client.get(paths[0], environ_base=other).status_code == 404
    store.clock = lambda: NOON + timedelta(hours=1)
    assert client.get(f"/it/s/{code}", environ_base=me).status_code == 200


def test_a_town_that_closed_leaves_its_lists_readable(
    client: FlaskClient, session: Session, store: Store, page: Open
) -> None:
    code, _ = handed(client, GUIDE)
    (bundle,) = kept(store)
    session.execute(update(type(bundle)).values(place_code="999999"))
    page(f"/it/s/{code}")


def test_an_item_that_is_gone_altogether_says_so(
    client: FlaskClient, session: Session, page: Open
) -> None:
    item = saved(session, "jobs", job("gone"))
    session.flush()
    code, _ = handed(client, "jobs/gone", GUIDE)
    session.delete(session.scalars(select(Item).where(Item.id == item.id)).one())
    session.flush()
    opened = page(f"/en/s/{code}")
    assert "Not there any more" in opened.text
    assert ENDED in opened.text
