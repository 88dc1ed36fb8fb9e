"""Rules 1 to 4, 6 and 7 on cards for the desk and on checklists: nothing told that could harm."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from services_app.config import EVERY_LANGUAGE
from services_app.content.item import Item
from services_app.taxonomies.offices import OFFICE_KINDS
from services_app.taxonomies.papers import DOCUMENTS
from services_app.taxonomies.people import LEGAL_STATUSES
from services_app.web.desk import in_italian
from services_app.web.store import Store
from tests.contract.test_desk import card
from tests.harm.planting import ON_SQLITE, Open, address, published, put, real, town_of
from tests.pages import Page

RENEWAL = "/en/larino/guides/permit-renewal"


def cards(store: Store, page: Open, lang: str) -> list[tuple[Item, Page]]:
    """Open every card that the pages lead to."""
    found = []
    for kind in ("guides", "offices"):
        for item in published(store, kind):
            path = f"{address(store, item, lang).partition('?')[0]}/desk"
            if path in page(address(store, item, lang)).links():
                found.append((item, page(path)))
    assert len(found) > 60
    return found


def missing(page: Page) -> set[str]:
    """Name the papers (in Italian) that a card calls missing when they are not ticked."""
    return {
        next(each for each in row.iter("span") if each.get("class") == "it").text or ""
        for row in page.all("li")
        if any(each.get("class") == "need" for each in row.iter("b"))
    }


@ON_SQLITE
def test_no_sensitive_item_and_no_protected_place_has_a_card(
    store: Store, page: Open, client: FlaskClient
) -> None:
    hidden = 0
    for kind in ("guides", "offices"):
        for item in published(store, kind):
            protected = kind == "offices" and OFFICE_KINDS[item.face["kind_of_office"]].notes.get(
                "no_place"
            )
            if not item.sensitive and not protected:
                continue
            opened = page(address(store, item))
            assert not [link for link in opened.links() if "/desk" in link], item.slug
            plain = f"/en/{town_of(store, item)}/{kind}/{item.slug}/desk"
            neutral = f"/en/x/{item.neutral_code}/desk"
            assert client.get(plain).status_code == 404, item.slug
            assert client.get(neutral).status_code == 404, item.slug
            hidden += 1
    assert hidden > 8


@ON_SQLITE
@pytest.mark.parametrize("lang", EVERY_LANGUAGE)
def test_the_card_of_a_high_risk_guide_asks_for_an_interpreter_and_a_lawyer_alone(
    lang: str, store: Store, page: Open
) -> None:
    risky = [item for item in published(store, "guides") if item.risk == "high"]
    seen: set[str] = set()
    for item in (each for each in risky if not each.sensitive):
        opened = page(f"{address(store, item, lang)}/desk")
        assert in_italian("I need an interpreter, please.") in card(opened)
        assert in_italian("I would like to speak with a lawyer, please.") in card(opened)
        assert not opened.all("input")
        seen.add(card(opened))
    assert len(seen) == 1, "a card tells its topic"


@ON_SQLITE
def test_it_does_so_after_a_person_reviewed_the_guide_too(store: Store, page: Open) -> None:
    record = real(store, "guides", "dublin")
    record["texts"]["it"] |= {"reviewed_on": "2026-11-01", "reviewed_by": "Ufficio di Esempio"}
    put(store, "guides", record)
    words = card(page("/it/larino/guides/dublin/desk"))
    assert in_italian("I need an interpreter, please.") in words
    assert "Dublino" not in words


@ON_SQLITE
@pytest.mark.parametrize("lang", ["it", "en"])
def test_no_card_names_a_status(lang: str, store: Store, page: Open) -> None:
    statuses = {each.desk.lower() for each in LEGAL_STATUSES.values() if len(each.desk) > 6}
    statuses |= {
        "asilo",
        "asylum",
        "rifugiat",
        "refugee",
        "espulsion",
        "expulsion",
        "domanda di protezione",
        "stp",
    }
    for item, opened in cards(store, page, lang):
        if item.kind == "offices":
            continue  # an office may have such a word in its own name
        told = [each for each in statuses if each in card(opened).lower()]
        assert not told, (item.slug, told)


@ON_SQLITE
def test_no_card_tells_of_a_guide_that_is_sensitive_or_of_high_risk(
    store: Store, page: Open
) -> None:
    titles = {
        real(store, "guides", item.slug)["texts"]["it"]["title"]
        for item in published(store, "guides")
        if item.sensitive or item.risk == "high"
    }
    for item, opened in cards(store, page, "it"):
        assert not [title for title in titles if title in card(opened)], item.slug


@ON_SQLITE
def test_nobody_is_said_to_lack_a_paper_that_not_everybody_needs(store: Store, page: Open) -> None:
    abroad = {each.desk for each in DOCUMENTS.values() if each.notes.get("home_country")}
    called = [missing(opened) for _, opened in cards(store, page, "it")]
    assert any(called)
    assert not [each for each in called if each & abroad]
    identity = {"permesso di soggiorno", "ricevuta o cedolino", "carta d'identità (CIE)",
                "documento di riconoscimento", "passaporto"}  # fmt: skip
    assert not [each for each in called if each & identity], "it tells that somebody has no permit"
    renewal = missing(page("/it/larino/guides/permit-renewal/desk"))
    assert "codice fiscale" in renewal
    assert "marca da bollo" not in renewal, "only one of its ways needs it"


@ON_SQLITE
def test_the_desk_reads_no_paper_in_words_that_no_person_checked(store: Store, page: Open) -> None:
    path = "/it/larino/guides/permit-renewal/desk"
    assert "prova del reddito" not in card(page(path))
    record = real(store, "guides", "permit-renewal")
    record["texts"]["it"] |= {"reviewed_on": "2026-11-01", "reviewed_by": "Ufficio di Esempio"}
    put(store, "guides", record)
    assert "prova del reddito" in card(page(path))


@ON_SQLITE
def test_nobody_is_sent_to_the_police_alone_by_a_card(page: Open) -> None:
    words = card(page("/it/larino/guides/permit-renewal/desk"))
    assert "Questura" not in words
    assert "CAF o patronato" in words


@ON_SQLITE
def test_the_phone_keeps_no_tick_of_a_sensitive_or_high_risk_guide(
    store: Store, page: Open
) -> None:
    for item in published(store, "guides"):
        opened = page(address(store, item))
        kept = opened.all("div", class_="kept")
        if item.sensitive or item.risk == "high":
            assert not kept, item.slug
            # The one script of pages that are not sensitive is that of lists.
            assert bool(opened.all("script")) is not item.sensitive, item.slug
        for each in kept:
            assert each.get("data-ticks") == str(item.uid)
        # What is ticked goes into no address, and no browser fills it in again by a name.
        boxes = opened.all("input", type="checkbox")
        own = [each for each in boxes if each.get("name") != "before"]
        assert not any(each.get("name") for each in own), item.slug


@ON_SQLITE
@pytest.mark.parametrize(
    "change",
    [{"topic": "asylum"}, {"documents": [{"id": "p", "code": "commission_decision"}]},
     {"urgency": "today"}],
)  # fmt: skip
def test_no_reminder_where_a_deadline_decides(
    change: dict[str, object], store: Store, page: Open
) -> None:
    assert page(RENEWAL).all("form", class_="box remind")
    record = real(store, "guides", "permit-renewal")
    record["facts"] |= change
    put(store, "guides", record)
    assert not page(RENEWAL).all("form", class_="box remind")


@ON_SQLITE
def test_reminders_are_on_no_guide_with_danger(store: Store, page: Open) -> None:
    for item in published(store, "guides"):
        if item.risk == "high" or item.sensitive:
            assert not page(address(store, item)).all("form", class_="box remind"), item.slug


def test_script_names_no_topic_and_asks_for_nothing() -> None:
    from services_app.config import ROOT

    script = (ROOT / "services_app" / "static" / "phone.js").read_text(encoding="utf-8")
    sends = r"fetch\(|XMLHttpRequest|sendBeacon|WebSocket|EventSource|import\(|\.submit\(|cookie"
    assert not re.search(sends, script)
    assert not re.search(r"permit|asylum|police|questura|soggiorno|visa", script, re.IGNORECASE)
    assert 'download = "reminder.ics"' in script
