"""Rules 1, 2 and 10: a report tells nobody who sent it, nor what a sensitive page is about."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import inspect, select

from services_app.config import EVERY_LANGUAGE
from services_app.content.item import Item
from services_app.feedback.commands import answer_report
from services_app.feedback.model import Report
from services_app.limits import SenderCount
from services_app.web.store import Store
from tests.feedback.sending import OFFICE, TODAY, kept, reported
from tests.harm.planting import ON_SQLITE, address, published, real
from tests.pages import Page
from tests.records import TESTER

Open = Callable[..., Page]


def sensitive(store: Store) -> list[Item]:
    """List the sensitive items that readers see."""
    return [item for kind in store.types for item in published(store, kind) if item.sensitive]


def wrong(store: Store, item: Item, lang: str = "en") -> str:
    """Give the address of the form about a sensitive item."""
    return address(store, item, lang).replace("?", "/wrong?")


@ON_SQLITE
@pytest.mark.parametrize("lang", EVERY_LANGUAGE)
def test_the_form_of_a_sensitive_item_tells_no_topic(lang: str, store: Store, page: Open) -> None:
    for item in sensitive(store):
        form = wrong(store, item, lang)
        name = real(store, item.kind, item.slug)["facts"].get("name")
        for opened in (page(form), page(form.replace("/wrong", "/thanks"))):
            assert opened.answer.headers["Cache-Control"] == "no-store"
            assert opened.answer.headers["Referrer-Policy"] == "same-origin"
            assert opened.all("meta", name="robots")[0].get("content") == "noindex"
            assert opened.links()[1].startswith(f"https://{lang}.wikipedia.org/"), item.slug
            assert item.slug not in opened.html
            assert f"/{item.kind}/" not in opened.html
            assert not name or name not in opened.html
            assert "hue-" not in opened.html


@ON_SQLITE
def test_the_plain_address_of_a_sensitive_form_leads_to_the_neutral_one(
    store: Store, client: FlaskClient
) -> None:
    item = sensitive(store)[0]
    neutral = wrong(store, item)
    town = neutral.rpartition("=")[2]
    plain = f"/en/{town}/{item.kind}/{item.slug}"
    opened = client.get(f"{plain}/wrong")
    assert (opened.status_code, opened.headers["Location"]) == (303, neutral)
    assert opened.headers["Cache-Control"] == "no-store"
    sent = reported(client, f"{plain}/wrong")
    assert (sent.status_code, sent.headers["Location"]) == (307, neutral)
    assert kept(store) == []
    thanks = client.get(f"{plain}/thanks")
    assert thanks.headers["Location"] == neutral.replace("/wrong", "/thanks")


def test_of_a_sensitive_report_neither_language_nor_town_is_kept(
    store: Store, client: FlaskClient
) -> None:
    item = sensitive(store)[0]
    answer = reported(client, wrong(store, item, "ur"), reason="phone_dead")
    assert (answer.status_code, answer.headers["Location"]) == (
        303, wrong(store, item, "ur").replace("/wrong", "/thanks"),
    )  # fmt: skip
    (report,) = kept(store)
    assert (report.item_uid, report.lang, report.place_code) == (item.uid, None, None)


@ON_SQLITE
def test_the_page_of_a_sensitive_item_shows_no_trace_of_reports(
    store: Store, client: FlaskClient, page: Open
) -> None:
    item = sensitive(store)[0]
    before = page(address(store, item)).html
    reported(client, wrong(store, item))
    with store.database.transaction() as session:
        answer_report(session, item.uid, "corrected", by=TESTER, today=TODAY)
    assert page(address(store, item)).html == before


def test_nothing_about_the_reader_is_kept_or_logged(
    store: Store, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    address = "203.0.113.77"
    headers = {"User-Agent": "TheirPhone/9", "Accept-Language": "uk", "Cookie": "a=secret"}
    answer = reported(
        client, address=address, headers=headers, note="ring Ali 333 1234567, ali@example.org"
    )
    assert answer.status_code == 303
    with store.database.reading() as session:
        rows = [*session.scalars(select(Report)), *session.scalars(select(SenderCount))]
        stored = " ".join(str(vars(row)) for row in rows)
    for secret in (address, "TheirPhone", "uk", "secret", "333", "1234567", "example.org"):
        assert secret not in stored
        assert secret not in caplog.text
    assert "ring Ali" not in caplog.text


def test_a_report_has_no_room_for_a_reader() -> None:
    assert {column.key for column in inspect(Report).columns} == {
        "id", "item_uid", "kind", "lang", "place_code", "reason", "note", "created_on", "state",
        "answer", "answered_by", "answered_on",
    }  # fmt: skip


@ON_SQLITE
def test_a_correction_is_never_the_green_mark(
    store: Store, client: FlaskClient, page: Open
) -> None:
    reported(client)
    (report,) = kept(store)
    with store.database.transaction() as session:
        answer_report(session, report.item_uid, "corrected", by=TESTER, today=TODAY)
    marks = [each for each in page(OFFICE).all("p") if "trust" in each.get("class", "").split()]
    said = [each for each in marks if "A reader told us" in "".join(each.itertext())]
    assert [each.get("class") for each in said] == ["trust grey"]


@ON_SQLITE
def test_the_form_says_that_nobody_answers_and_whom_to_call(page: Open) -> None:
    form = page(f"{OFFICE}/wrong")
    assert "nobody can answer you" in form.text
    assert "Do not write names or numbers." in form.text
    assert "tel:112" in form.links()
