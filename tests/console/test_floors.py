"""Lowest pay in the console: entered by administrators, held against the jobs of everybody."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from services_app.content.item import Item
from services_app.content.pay_floors import PayFloor, pay_floors
from services_app.web.store import Store
from tests.console.forms import JOB, item_at, made, new_job, sent
from tests.operators import logged_in

PATH = "/console/lowest-pay"
FLOOR = {
    "sector": "agriculture", "year": "2026", "unit": "hour", "amount_cents": "9,60",
    "agreement": "CCNL di prova", "source_title": "Tabella di prova",
    "source_url": "https://example.org/ccnl",
}  # fmt: skip


def stored(app: Flask) -> list[PayFloor]:
    """Read what is entered."""
    store: Store = app.extensions["store"]
    with store.database.reading() as session:
        return pay_floors(session)


def entered(app: Flask, **form: str) -> FlaskClient:
    """Enter a lowest pay as an administrator; give their browser."""
    browser = logged_in(app, "administrator", lang="en")
    assert sent(browser, PATH, **FLOOR | form).status_code == 303
    return browser


def beside(page: str, field: str) -> str:
    """Give the message that stands at a field of a form."""
    found = re.search(rf'id="{field}-error">(.*?)</p>', page, re.DOTALL)
    return found[1].strip() if found else ""


def test_euros_are_typed_as_operators_type_them(app: Flask) -> None:
    browser = entered(app)
    entered(app, unit="month", amount_cents="1.250,50", full_time_hours="40")
    assert [(each.unit, each.amount_cents) for each in stored(app)] == [
        ("hour", 960), ("month", 125050),
    ]  # fmt: skip
    page = browser.get(PATH).get_data(as_text=True)
    assert "9.60\u00a0€" in page
    assert "entered on November 24, 2026 by Un administrator" in page


def test_what_is_wrong_is_said_at_its_field_and_stays_typed(app: Flask) -> None:
    browser = logged_in(app, "administrator", lang="en")
    answer = sent(browser, PATH, **FLOOR | {"amount_cents": "ten", "source_url": "example.org"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert beside(page, "amount_cents") == "Write a whole number."
    assert beside(page, "source_url")
    assert 'value="ten"' in page
    assert 'value="CCNL di prova"' in page
    assert stored(app) == []


def test_it_is_changed_and_removed_and_the_history_keeps_all(app: Flask) -> None:
    browser = entered(app)
    path = f"{PATH}/{stored(app)[0].uid}"
    assert 'value="9,60"' in browser.get(path).get_data(as_text=True)
    sent(browser, path, version="1", **FLOOR | {"amount_cents": "9,80"})
    assert stored(app)[0].amount_cents == 980
    assert sent(browser, f"{path}/remove", version="2").status_code == 303
    assert stored(app) == []
    page = browser.get(PATH).get_data(as_text=True)
    assert page.count("<del>9.80\u00a0€</del>") == 1
    assert "<del>9.60\u00a0€</del> <ins>9.80\u00a0€</ins>" in page
    assert browser.get(path).status_code == 404


def test_the_second_of_two_administrators_sees_both(app: Flask) -> None:
    browser = entered(app)
    path = f"{PATH}/{stored(app)[0].uid}"
    sent(browser, path, version="1", **FLOOR | {"amount_cents": "9,80"})
    for answer in (
        sent(browser, path, version="1", **FLOOR | {"amount_cents": "9,70"}),
        sent(browser, f"{path}/remove", version="1"),
    ):
        page = answer.get_data(as_text=True)
        assert answer.status_code == 409
        assert '<dd dir="auto">9.80\u00a0€</dd>' in page
    assert stored(app)[0].amount_cents == 980
    again = sent(browser, path, version="2", **FLOOR | {"amount_cents": "9,70"})
    assert again.status_code == 303


def test_a_second_one_for_the_same_sector_year_and_unit_is_refused(app: Flask) -> None:
    answer = sent(entered(app), PATH, **FLOOR | {"amount_cents": "9"})
    assert answer.status_code == 422
    assert "already" in beside(answer.get_data(as_text=True), "sector")
    assert len(stored(app)) == 1


def test_an_administrator_of_one_place_sets_nothing_for_all(on_sqlite: Flask) -> None:
    browser = logged_in(on_sqlite, "administrator", place="070")
    assert browser.get(PATH).status_code == 403
    assert sent(browser, PATH, **FLOOR).status_code == 403
    assert stored(on_sqlite) == []
    assert PATH not in browser.get("/console/").get_data(as_text=True)


def test_a_job_below_the_floor_is_refused_beside_its_pay_and_not_stored(app: Flask) -> None:
    entered(app)
    store: Store = app.extensions["store"]
    with store.database.reading() as session:
        before = session.scalar(select(func.count()).select_from(Item))
    answer = new_job(logged_in(app, "publisher", lang="en"))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert beside(page, "facts-pay_cents") == (
        "Too little pay: at least 9.60\u00a0€ an hour before tax. The lowest of CCNL di prova "
        "(Farming and animals, 2026) is 9.60\u00a0€ an hour."
    )
    assert 'href="#facts-pay_cents"' in page
    with store.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Item)) == before
    made(new_job(logged_in(app, "publisher"), **{"facts.pay_cents": "9,60"}))


def test_it_is_neither_published_by_a_tap_or_in_bulk_nor_sent_for_approval(app: Flask) -> None:
    publisher = logged_in(app, "publisher")
    address = made(new_job(publisher, "save"))
    entered(app)
    sent(publisher, f"{address}/act", "publish")
    uid = address.rsplit("/", 1)[1]
    many = {"act": "publish", "uid": uid, "confirmed": "1", f"version.{uid}": "1"}
    sent(publisher, "/console/jobs/bulk", **many)
    assert item_at(app, address).state == "draft"
    assert new_job(logged_in(app, "contributor", "ditta"), "send",
                   organisation="ditta").status_code == 422  # fmt: skip


def test_a_published_job_is_neither_saved_nor_renewed_below_a_floor_entered_since(
    app: Flask,
) -> None:
    publisher = logged_in(app, "publisher")
    address = made(new_job(publisher))
    entered(app)
    assert sent(publisher, address, version="1", **JOB).status_code == 422
    sent(publisher, f"{address}/act", "renew")
    assert item_at(app, address).version == 1


@pytest.mark.parametrize(
    ("pay", "words"),
    [
        ({"facts.pay_gross": "no"}, "This pay is after tax"),
        ({"facts.pay_until_cents": "12"}, "At its lowest this is too little pay"),
    ],
)
def test_milder_doubts_are_said_once_it_is_published(
    on_sqlite: Flask, pay: dict[str, str], words: str
) -> None:
    entered(on_sqlite)
    browser = logged_in(on_sqlite, "publisher", lang="en")
    address = made(new_job(browser, **pay))
    assert item_at(on_sqlite, address).state == "published"
    assert words in browser.get(address).get_data(as_text=True)


def test_the_form_says_where_nobody_entered_a_lowest_pay_and_readers_never_hear_of_it(
    on_sqlite: Flask,
) -> None:
    browser = logged_in(on_sqlite, "publisher", lang="en")
    words = "No lowest pay is entered for"
    assert f"{words} 2026" in browser.get("/console/jobs/new").get_data(as_text=True)
    address = made(new_job(browser))
    assert f"{words} Farming and animals in 2026" in browser.get(address).get_data(as_text=True)
    item = item_at(on_sqlite, address)
    public = on_sqlite.test_client().get(f"/en/larino/jobs/{item.slug}").get_data(as_text=True)
    assert "owest pay" not in public
    entered(on_sqlite)
    assert words not in browser.get(address).get_data(as_text=True)
    assert words not in browser.get("/console/offices/new").get_data(as_text=True)
