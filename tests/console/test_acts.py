"""One tap: still right, publish, put away, renew, sign, restore, bulk, the law changed."""

from __future__ import annotations

import re
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from services_app.content.item import Item, Text
from services_app.web.store import Store
from tests.console.forms import JOB, item_at, made, new_job, sent
from tests.operators import logged_in
from tests.records import guide, job, saved, words


def test_still_right_on_five_offices_takes_five_taps(app: Flask) -> None:
    store: Store = app.extensions["store"]
    with store.database.transaction() as session:
        offices = session.scalars(
            select(Item).where(Item.kind == "offices", Item.state == "published").limit(5)
        ).all()
        for office in offices:
            office.verified_on, office.verified_by = date(2026, 1, 1), "Sportello"
        uids = [office.uid for office in offices]
    browser = logged_in(app, "editor")
    taps = 0
    for uid in uids:
        today = browser.get("/console/").get_data(as_text=True)
        assert f"/console/offices/{uid}/act" in today
        answer = sent(browser, f"/console/offices/{uid}/act", "verify", back="/console/")
        assert answer.headers["Location"] == "/console/"
        taps += 1
    assert taps == 5
    with store.database.reading() as session:
        checked = session.scalars(select(Item.verified_on).where(Item.uid.in_(uids)))
        assert set(checked) == {date(2026, 11, 24)}


def test_publishing_by_one_tap_refuses_what_harms(app: Flask) -> None:
    browser = logged_in(app, "publisher")
    address = made(new_job(browser, "save", **{"facts.employer": "Azienda"}))
    sent(browser, f"{address}/act", "publish")
    assert item_at(app, address).state == "draft"


@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example", "/console//evil", "/it/"]
)
def test_an_act_leads_back_to_the_console_only(on_sqlite: Flask, back: str) -> None:
    browser = logged_in(on_sqlite, "publisher")
    address = made(new_job(browser))
    answer = sent(browser, f"{address}/act", "verify", back=back)
    assert answer.headers["Location"] == address


def test_acts_follow_the_workflow_and_stand_in_the_history(app: Flask) -> None:
    browser = logged_in(app, "publisher", lang="en")
    address = made(new_job(browser))
    for do, state in (("renew", "published"), ("archive", "archived"), ("withdraw", "draft"),
                      ("publish", "published")):  # fmt: skip
        assert sent(browser, f"{address}/act", do).status_code == 303
        assert item_at(app, address).state == state
    page = browser.get(f"{address}/history").get_data(as_text=True)
    heads = re.findall(r"<h2>([^<]+)</h2>", page)
    assert heads == ["Published", "Made a draft", "Put away", "Renewed", "Made"]


def test_a_draft_waits_for_approval_by_one_tap_and_stands_in_today(app: Flask) -> None:
    browser = logged_in(app, "publisher", lang="en")
    address = made(new_job(browser, "save"))
    assert "Ask for approval" in browser.get(address).text
    assert sent(browser, f"{address}/act", "review").status_code == 303
    assert item_at(app, address).state == "review"
    waiting = browser.get("/console/").text.partition("Waiting for approval")[2]
    assert address in waiting.partition("</section>")[0]
    assert "Ask for approval" not in browser.get(address).text
    sent(browser, f"{address}/act", "withdraw")
    assert item_at(app, address).state == "draft"


@pytest.mark.parametrize("do", ["renew", "review", "publish", "archive", "withdraw"])
def test_who_may_not_publish_neither_renews_nor_takes_off(on_sqlite: Flask, do: str) -> None:
    address = made(new_job(logged_in(on_sqlite, "publisher")))
    before = item_at(on_sqlite, address)
    editor = logged_in(on_sqlite, "editor")
    assert sent(editor, f"{address}/act", do).status_code == 403
    after = item_at(on_sqlite, address)
    assert (after.state, after.expires_on) == (before.state, before.expires_on)


def test_a_former_version_comes_back(app: Flask) -> None:
    browser = logged_in(app, "publisher")
    address = made(new_job(browser))
    made(sent(browser, address, version="1", **JOB | {"facts.pay_cents": "20"}))
    page = browser.get(f"{address}/history").get_data(as_text=True)
    restore = re.search(r'action="([^"]+/restore/\d+)"', page)
    assert restore
    sent(browser, restore[1])
    assert item_at(app, address).face["pay_cents"] == 950


def restore_first(app: Flask, browser: FlaskClient, address: str) -> str:
    """Bring the first version of an item back; give the page that follows."""
    page = browser.get(f"{address}/history").get_data(as_text=True)
    return browser.get(
        made(sent(browser, re.findall(r'action="([^"]+/restore/\d+)"', page)[-1]))
    ).text


def test_a_former_version_that_harms_readers_does_not_come_back(app: Flask) -> None:
    store: Store = app.extensions["store"]
    with store.database.transaction() as session:
        uid = saved(session, "jobs", job(employer="Azienda")).uid
    address, browser = f"/console/jobs/{uid}", logged_in(app, "publisher", lang="en")
    sent(browser, f"{address}/act", "archive")
    page = restore_first(app, browser, address)
    assert item_at(app, address).state == "archived"
    assert "This version cannot come back" in page
    assert "write the name of the firm" in page


def test_who_brings_back_what_was_public_is_told_that_it_is_again(on_sqlite: Flask) -> None:
    browser = logged_in(on_sqlite, "publisher", lang="en")
    address = made(new_job(browser))
    sent(browser, f"{address}/act", "archive")
    page = restore_first(on_sqlite, browser, address)
    assert item_at(on_sqlite, address).state == "published"
    assert "Published." in page


def test_a_version_of_another_place_does_not_come_back_by_one_who_may_not_edit_there(
    on_sqlite: Flask,
) -> None:
    address = made(new_job(logged_in(on_sqlite, "publisher"), place="028060"))
    made(sent(logged_in(on_sqlite, "publisher"), address, version="1", **JOB))
    mine = logged_in(on_sqlite, "publisher", place="070")
    page = mine.get(f"{address}/history").get_data(as_text=True)
    path = re.findall(r'action="([^"]+/restore/\d+)"', page)[-1]
    assert sent(mine, path).status_code == 403
    assert item_at(on_sqlite, address).place_code == "070031"


def test_bulk_shows_first_and_changes_on_confirmation_only(app: Flask) -> None:
    browser = logged_in(app, "publisher")
    first, second = made(new_job(browser)), made(new_job(browser))
    uids = [address.split("/")[3] for address in (first, second)]
    page = sent(browser, "/console/jobs/bulk", act="archive", uid=uids).get_data(as_text=True)
    assert item_at(app, first).state == "published"
    versions = dict(re.findall(r'name="(version\.[^"]+)" value="(\d+)"', page))
    sent(browser, "/console/jobs/bulk", act="archive", uid=uids, confirmed="1", **versions)
    assert {item_at(app, address).state for address in (first, second)} == {"archived"}


def test_bulk_asks_for_the_value_that_an_act_sets(on_sqlite: Flask) -> None:
    browser = logged_in(on_sqlite, "publisher")
    address = made(new_job(browser))
    uid = address.split("/")[3]
    path = "/console/jobs/bulk"
    assert 'type="date"' in sent(browser, path, act="end_on", uid=uid).get_data(as_text=True)
    form = {"act": "end_on", "uid": uid, "value": "2026-12-01"}
    page = sent(browser, path, **form).get_data(as_text=True)
    versions = dict(re.findall(r'name="(version\.[^"]+)" value="(\d+)"', page))
    sent(browser, path, confirmed="1", **form, **versions)
    assert item_at(on_sqlite, address).expires_on == date(2026, 12, 1)


@pytest.mark.parametrize("confirmed", [{}, {"confirmed": "1"}])
def test_a_bulk_end_that_is_no_date_is_refused_and_never_means_no_end(
    on_sqlite: Flask, confirmed: dict[str, str]
) -> None:
    browser = logged_in(on_sqlite, "publisher", lang="en")
    address = made(new_job(browser))
    uid = address.split("/")[3]
    form = {"act": "end_on", "uid": uid, "value": "31/13/2026", f"version.{uid}": "1"}
    answer = sent(browser, "/console/jobs/bulk", **form, **confirmed)
    assert answer.status_code == 422
    assert "Write a date like 24/12/2026." in answer.text
    assert 'value="31/13/2026"' in answer.text
    assert item_at(on_sqlite, address).expires_on == date(2026, 12, 20)


def test_a_bulk_end_is_read_as_operators_write_it(on_sqlite: Flask) -> None:
    browser = logged_in(on_sqlite, "publisher", lang="en")
    address = made(new_job(browser))
    uid = address.split("/")[3]
    form = {"act": "end_on", "uid": uid, "value": "1/12/2026"}
    assert "December 1, 2026" in sent(browser, "/console/jobs/bulk", **form).text
    sent(browser, "/console/jobs/bulk", confirmed="1", **form, **{f"version.{uid}": "1"})
    assert item_at(on_sqlite, address).expires_on == date(2026, 12, 1)


def test_a_translation_is_written_beside_its_source_and_signed_off(app: Flask) -> None:
    store: Store = app.extensions["store"]
    with store.database.transaction() as session:
        block = {"id": "b1", "part": "watch", "text": "Parole italiane"}
        item = saved(
            session, "guides", guide() | {"texts": {"it": words("Titolo", blocks=[block])}}
        )
        uid, block_id = item.uid, item.texts[0].body[0]["id"]
    browser = logged_in(app, "publisher", "cas-larino")
    with store.database.transaction() as session:
        session.get_one(Item, item.id).organisation = "cas-larino"
    path = f"/console/guides/{uid}/words/uk"
    form = {"version": "1", "title": "Назва", f"block.{block_id}": "Слова"}
    assert sent(browser, path, **form).status_code == 303
    assert sent(browser, f"/console/guides/{uid}/sign/uk", "sign").status_code == 303
    with store.database.reading() as session:
        text = session.scalar(select(Text).where(Text.item_id == item.id, Text.lang == "uk"))
        assert text
        assert (text.title, text.body[0]["text"]) == ("Назва", "Слова")
        assert text.reviewed_by == "cas-larino"


def test_a_stale_translation_form_is_not_saved_over_a_newer_source(app: Flask) -> None:
    store: Store = app.extensions["store"]
    with store.database.transaction() as session:
        item = saved(session, "guides", guide() | {"texts": {"it": words("Titolo")}})
        uid = item.uid
    browser = logged_in(app, "publisher")
    path = f"/console/guides/{uid}/words/uk"
    assert sent(browser, path, version="0", title="Назва").status_code == 409


def test_when_the_law_changed_every_signature_of_the_topic_falls(app: Flask) -> None:
    store: Store = app.extensions["store"]
    signed = words("Titolo", reviewed_on="2026-01-01", reviewed_by="CPIA")
    with store.database.transaction() as session:
        item = saved(session, "guides", guide() | {"texts": {"it": signed}})
    browser = logged_in(app, "administrator")
    assert sent(browser, "/console/law", topic="none-such").status_code == 422
    assert sent(browser, "/console/law", topic="health").status_code == 303
    with store.database.reading() as session:
        text = session.scalar(select(Text).where(Text.item_id == item.id))
        assert text
        assert text.reviewed_on is None
