"""The form that makes a bundle: what it takes, what it refuses, and what it gives back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from services_app.config import EVERY_LANGUAGE
from services_app.content.queries import Moment
from services_app.public import share
from services_app.share.commands import BUNDLES, LETTERS
from services_app.share.model import MOST_ITEMS
from services_app.share.queries import sharable
from services_app.web.store import Store
from tests.conftest import NOON
from tests.contract.test_pages import addresses
from tests.harm.planting import ON_SQLITE, published, real
from tests.pages import Page, check_page
from tests.records import KINDS, guide, job, saved
from tests.share.making import FORM, GUIDE, OFFICE, THREE, handed, kept, sent

Open = Callable[..., Page]
SENSITIVE = "guides/violence-help"


def rows(page: Page) -> list[str]:
    """List the items that a form holds, in order."""
    return [each.get("value", "") for each in page.all("input", name="item")]


@ON_SQLITE
@pytest.mark.parametrize("kind", KINDS)
def test_every_item_leads_to_a_form_that_holds_it(kind: str, store: Store, page: Open) -> None:
    for _, path in addresses(store, kind):
        item = page(f"/it/{path}")
        # A plan leads to another form too, with all that it names.
        links = [link for link in item.links() if link.count("item=") == 1]
        if item.all("span", class_="tag no") and "sample" in path:
            assert not links, path
            continue
        form = page(links[0])
        assert len(rows(form)) == 1
        if path.startswith("x/"):
            assert form.links()[1].startswith("https://it.wikipedia.org/"), path
            assert "Does somebody else" in form.text or form.all("fieldset", id="alone")


@ON_SQLITE
@pytest.mark.parametrize("lang", EVERY_LANGUAGE)
def test_the_form_keeps_the_contract_of_a_page(lang: str, page: Open) -> None:
    items = "&".join(f"item={key}" for key in THREE)
    form = page(f"/{lang}/larino/share?{items}")
    assert rows(form) == list(THREE)
    assert form.answer.headers["Cache-Control"] == "no-store"
    assert form.answer.headers["Referrer-Policy"] == "same-origin"
    assert page(f"/{lang}/larino/share").all("form", id="share")[0].get("hidden") is not None


def test_a_list_is_kept_in_its_order_and_its_page_is_the_key(
    client: FlaskClient, store: Store, page: Open
) -> None:
    answer = sent(client, *THREE, sentence=["call", "today"], days="7")
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"
    (bundle,) = kept(store)
    assert (bundle.lang, bundle.second_lang) == ("uk", "it")
    assert bundle.sentences == ["today", "call"]
    assert bundle.expires_on == NOON.date() + timedelta(days=7)
    with store.database.reading() as session:
        town = store.town("larino")
        listed = sharable(session, THREE, town, store.moment())
    assert [each["uid"] for each in bundle.items] == [str(row.uid) for row in listed]
    made = page(answer.headers["Location"])
    assert made.answer.headers["Cache-Control"] == "no-store"
    link = f"http%3A%2F%2F127.0.0.1%3A8000%2Fs%2F{bundle.code}"
    ways = [each for each in made.links() if link in each]
    assert [each.partition(":")[0] for each in ways] == ["https", "https", "sms", "mailto"]
    assert not [each for each in ways if bundle.key_hash in each]
    key = answer.headers["Location"].rsplit("/", 1)[1]
    # What stands after "#" is never sent: staff takes the key to the console so.
    sent_on = [each.partition("#")[0] for each in made.links()]
    assert not [each for each in sent_on if key in each and "/s/" not in each]


def test_codes_are_long_and_of_letters_that_nobody_mistakes(client: FlaskClient) -> None:
    codes = {handed(client, GUIDE) for _ in range(20)}
    assert len(codes) == 20
    for code, key in codes:
        assert len(LETTERS) ** len(code) > 2**60
        assert len(LETTERS) ** len(key) > 2**100
        assert set(code + key) <= set(LETTERS)
    assert not set("il1o0aeu") & set(LETTERS)


def test_nothing_and_too_much_are_refused_and_nothing_typed_is_lost(
    client: FlaskClient, session: Session, store: Store
) -> None:
    assert sent(client).status_code == 422
    assert sent(client, "jobs/there-is-none", "no key", "").status_code == 422
    less = sent(client, GUIDE, "jobs/there-is-none")
    assert less.status_code == 422, "what cannot go in is said before the list is made"
    assert rows(check_page("/it/", less)) == [GUIDE]
    many = [f"guides/many-{number}" for number in range(MOST_ITEMS + 1)]
    for key in many:
        saved(session, "guides", guide(key.partition("/")[2]))
    session.flush()
    answer = sent(client, *many, sentence="ask", days="90")
    assert answer.status_code == 422
    form = check_page("/it/", answer)
    assert rows(form) == many
    ticked = [each.get("value") for each in form.all("input", name="sentence", checked="")]
    assert ticked == ["ask"]
    assert [each.get("value") for each in form.all("option", selected="")] == ["uk", "it", "90"]
    assert kept(store) == []


def test_a_thing_named_by_its_slug_and_its_uid_goes_in_once(
    client: FlaskClient, store: Store
) -> None:
    uid = real(store, *GUIDE.split("/"))["uid"]
    assert not check_page("/it/", client.get(f"{FORM}?item={GUIDE}&item={uid}")).all(
        "div", role="alert"
    )
    assert sent(client, GUIDE, uid, OFFICE).status_code == 303
    (bundle,) = kept(store)
    assert len(bundle.items) == 2
    less = sent(client, GUIDE, uid, "jobs/there-is-none")
    assert less.status_code == 422, "what finds nothing is still said"


def test_what_is_cut_from_a_long_list_is_never_left_out_in_silence(
    client: FlaskClient, session: Session, store: Store
) -> None:
    gone = [f"jobs/there-is-none-{number}" for number in range(MOST_ITEMS)]
    assert sent(client, GUIDE, *gone, OFFICE).status_code == 422
    assert kept(store) == []


def test_what_no_form_of_ours_says_changes_nothing(client: FlaskClient, store: Store) -> None:
    answer = sent(client, GUIDE, lang="xx", second_lang="../", days="3650")
    assert answer.status_code == 303
    (bundle,) = kept(store)
    assert (bundle.lang, bundle.second_lang) == ("it", None)
    assert bundle.expires_on == NOON.date() + timedelta(days=30)
    assert sent(client, GUIDE, sentence="from Ali, 333 123").status_code == 422


@ON_SQLITE
def test_samples_and_what_has_ended_never_go_in(
    client: FlaskClient, store: Store, session: Session
) -> None:
    sample = next(item for item in published(store, "jobs") if item.sample)
    saved(session, "jobs", job("over") | {"expires_on": "2026-11-01"})
    saved(session, "jobs", job("early") | {"mediators_until": "2026-12-24"})
    saved(session, "jobs", job("draft") | {"state": "draft"})
    session.flush()
    for slug in (sample.slug, "over", "early", "draft"):
        answer = sent(client, f"jobs/{slug}")
        assert answer.status_code == 422, slug
        both = check_page(
            "/it/",
            client.get(f"{FORM}?item={GUIDE}&item=jobs/{slug}"),
        )
        assert rows(both) == [GUIDE]
        assert both.all("div", role="alert")


def test_a_sensitive_item_waits_for_the_question(
    client: FlaskClient, store: Store, page: Open
) -> None:
    asked = sent(client, GUIDE, SENSITIVE)
    assert asked.status_code == 422
    form = check_page("/it/", asked)
    assert [link for link in form.links() if link == "#alone"]
    assert form.links()[1].startswith("https://it.wikipedia.org/")
    assert "violence" not in asked.get_data(as_text=True)
    seen = check_page("/it/", sent(client, GUIDE, SENSITIVE, alone="no"))
    assert rows(seen) == [GUIDE]
    assert kept(store) == []
    assert sent(client, GUIDE, SENSITIVE, alone="yes").status_code == 303
    assert len(kept(store)[0].items) == 2


def test_a_program_that_fills_in_the_trap_makes_nothing(
    client: FlaskClient, store: Store, page: Open
) -> None:
    (trap,) = page(FORM).all("input", tabindex="-1")
    assert sent(client, GUIDE, **{trap.get("name", ""): "anything"}).status_code == 303
    assert kept(store) == []


def test_no_list_is_taken_from_another_site(client: FlaskClient, store: Store) -> None:
    answer = client.post(FORM, data={"item": GUIDE}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert kept(store) == []


def test_floods_of_lists_stop(
    client: FlaskClient, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(share, "BUNDLES", replace(BUNDLES, from_a_network=2))
    assert [sent(client, OFFICE).status_code for _ in range(3)] == [303, 303, 429]
    assert sent(client, OFFICE, address="192.0.2.8").status_code == 303
    assert rows(check_page("/it/", sent(client, OFFICE))) == [OFFICE]
    assert len(kept(store)) == 3


@given(keys=st.lists(st.text(max_size=60) | st.sampled_from([*THREE, "guides/", "/", "x/y"])))
def test_any_keys_give_what_the_town_sees_and_never_an_error(
    sqlite_app: Flask, keys: list[str]
) -> None:
    store: Store = sqlite_app.extensions["store"]
    moment = Moment(NOON, NOON.date(), True)
    with store.database.reading() as session:
        found = sharable(session, keys, store.town("larino"), moment)
    named = [f"{row.kind}/{row.slug}" for row in found]
    numbers = count()
    order = {key: next(numbers) for key in reversed(keys[: MOST_ITEMS + 1])}
    assert set(named) <= set(order)
    assert len(named) == len(set(named))
