"""Forms of the console: publishing in every language, what is refused, nothing typed is lost."""

from __future__ import annotations

import re

import pytest
from flask import Flask, before_render_template
from sqlalchemy import event, select

from services_app.config import Settings
from services_app.content.proposal import MAX_BYTES, Proposal
from services_app.web.store import Store
from tests.console.forms import JOB, item_at, made, new_job, sent
from tests.operators import account, log_in, logged_in, token
from tests.records import KINDS, seeded


def test_a_new_job_is_public_in_every_language_at_once(app: Flask) -> None:
    made(new_job(logged_in(app, "publisher")))
    reader = app.test_client()
    for lang in Settings.languages:
        assert "Ditta Verde srl" in reader.get(f"/{lang}/larino/jobs").get_data(as_text=True)


@pytest.mark.parametrize("kind", KINDS)
def test_every_type_has_its_list_its_empty_form_and_the_form_of_each_item(
    on_sqlite: Flask, kind: str
) -> None:
    browser = logged_in(on_sqlite, "administrator")
    page = browser.get(f"/console/{kind}").get_data(as_text=True)
    address = re.search(rf"/console/{kind}/[0-9a-f-]{{36}}", page)
    assert address
    for path in (f"/console/{kind}/new", address[0], f"{address[0]}/history"):
        assert browser.get(path).status_code == 200


def test_saving_what_nobody_changed_changes_nothing(on_sqlite: Flask) -> None:
    browser = logged_in(on_sqlite, "publisher")
    address = made(new_job(browser))
    page = browser.get(address).get_data(as_text=True)
    before = item_at(on_sqlite, address)
    made(sent(browser, address, version="1", **JOB))
    after = item_at(on_sqlite, address)
    assert "9,50" in page
    assert (after.face, after.slug, after.state) == (before.face, before.slug, before.state)


def test_readers_learn_which_office_checked_never_which_person(app: Flask) -> None:
    office = seeded("organisations")[0]
    for organisation, name in ((None, "Sportello"), (office["slug"], office["facts"]["name"])):
        browser = logged_in(app, "publisher", organisation)
        address = made(new_job(browser, organisation=organisation or ""))
        assert item_at(app, address).verified_by == name
        sent(browser, f"{address}/act", "verify")
        assert item_at(app, address).verified_by == name


def test_what_is_wrong_is_said_first_and_at_its_field_and_stays_typed(app: Flask) -> None:
    browser = logged_in(app, "publisher", lang="en")
    wrong = {"facts.pay_cents": "a lot", "facts.employer": "", "facts.positions": "12"}
    answer = new_job(browser, **wrong)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'href="#facts-pay_cents"' in page
    assert 'id="facts-pay_cents-error"' in page
    assert 'value="a lot"' in page
    assert 'href="#facts-employer"' in page
    assert 'value="12"' in page


def test_messages_are_in_the_operators_language(on_sqlite: Flask) -> None:
    answer = new_job(logged_in(on_sqlite, "publisher", lang="it"), **{"facts.employer": ""})
    assert "Fill this in." not in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    "harm",
    [
        {"facts.pay_cents": ""},
        {"facts.contract": ""},
        {"facts.employer": "Azienda"},
        {"facts.contact_way": "direct"},
        {"text.what": "Solo ragazze di bella presenza. Mandare foto."},
        {"text.what": "Versare 50 euro di quota di iscrizione."},
    ],
)
def test_an_offer_that_harms_is_refused(on_sqlite: Flask, harm: dict[str, str]) -> None:
    assert new_job(logged_in(on_sqlite, "publisher"), **harm).status_code == 422


def test_rows_are_added_moved_and_removed_without_a_script(on_sqlite: Flask) -> None:
    browser = logged_in(on_sqlite, "publisher")
    page = new_job(browser, "add:facts.phones:0").get_data(as_text=True)
    assert 'name="facts.phones.0.number"' in page
    rows = {"facts.phones.0.number": "112", "facts.phones.1.number": "118"}
    page = new_job(browser, "up:facts.phones:1", **rows).get_data(as_text=True)
    assert re.search(r'name="facts.phones.0.number"[^>]*value="118"', page)
    page = new_job(browser, "drop:facts.phones:0", **rows).get_data(as_text=True)
    assert re.search(r'name="facts.phones.0.number"[^>]*value="118"', page)
    assert 'name="facts.phones.1.number"' not in page


def test_a_preview_shows_the_page_in_a_language_and_stores_nothing(on_sqlite: Flask) -> None:
    browser = logged_in(on_sqlite, "publisher")
    page = new_job(browser, "preview:ar").get_data(as_text=True)
    assert "srcdoc=" in page
    assert "dir=&#34;rtl&#34;" in page
    assert "Ditta Verde srl" in page
    assert "Ditta Verde srl" not in browser.get("/console/jobs").get_data(as_text=True)


def test_what_goes_wrong_in_a_preview_is_said_in_the_operators_language(
    on_sqlite: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(_cents: int) -> str:
        raise RuntimeError("planted")

    browser = logged_in(on_sqlite, "publisher", lang="en")
    monkeypatch.setitem(on_sqlite.jinja_env.filters, "euro", breaks)
    monkeypatch.setattr(on_sqlite, "testing", False)
    answer = new_job(browser, "preview:ar")
    assert answer.status_code == 500
    assert '<html lang="en"' in answer.get_data(as_text=True)


@pytest.mark.parametrize("do", ["add:facts.phones:0", "preview:ar", "publish"])
def test_nothing_is_rendered_while_others_wait_to_write(on_sqlite: Flask, do: str) -> None:
    browser = logged_in(on_sqlite, "publisher")
    form = JOB | {"csrf_token": token(browser), "facts.pay_cents": "" if do == "publish" else "9"}
    open_now, rendered = set[str](), list[bool]()

    def note(_c: object, _k: object, statement: str, *_: object) -> None:
        act, _, name = statement.rpartition(" ")
        if "SAVEPOINT" in act:  # a transaction, within that of the test
            (open_now.add if act == "SAVEPOINT" else open_now.discard)(name)

    def look(*_: object, **_more: object) -> None:
        rendered.append(bool(open_now))

    engine = on_sqlite.extensions["store"].database.engine
    event.listen(engine, "before_cursor_execute", note)
    with before_render_template.connected_to(look, on_sqlite):
        answer = browser.post("/console/jobs/new", data=form | {"do": do})
    event.remove(engine, "before_cursor_execute", note)
    assert answer.status_code == (422 if do == "publish" else 200)
    assert rendered
    assert not any(rendered)


def test_two_editors_at_once_lose_nothing(app: Flask) -> None:
    first, second = logged_in(app, "publisher"), logged_in(app, "publisher")
    address = made(new_job(first))
    made(sent(first, address, version="1", **JOB | {"facts.pay_cents": "10", "facts.meals": "1"}))
    mine = JOB | {"facts.pay_cents": "11", "facts.positions": "3"}
    answer = sent(second, address, version="1", **mine)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert re.findall(r'name="take\.([^"]+)" value="mine"', page) == ["facts.pay_cents"]
    fields = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page))
    made(sent(second, address, **fields | {"take.facts.pay_cents": "theirs"}))
    face = item_at(app, address).face
    assert face["pay_cents"] == 1000
    history = second.get(f"{address}/history").get_data(as_text=True)
    assert "<ins>3</ins>" in history


def test_an_editors_change_of_a_published_row_is_a_proposal(app: Flask) -> None:
    publisher, editor = logged_in(app, "publisher"), logged_in(app, "editor")
    address = made(new_job(publisher))
    made(sent(editor, address, "send", version="1", **JOB | {"facts.pay_cents": "12"}))
    assert item_at(app, address).face["pay_cents"] == 950
    today = publisher.get("/console/").get_data(as_text=True)
    link = re.search(rf'href="({address}\?proposal=\d+)"', today)
    assert link
    assert 'value="12"' in publisher.get(link[1]).get_data(as_text=True)
    made(sent(publisher, link[1], version="1", **JOB | {"facts.pay_cents": "12"}))
    assert item_at(app, address).face["pay_cents"] == 1200
    assert link[1] not in publisher.get("/console/").get_data(as_text=True)


def test_a_proposal_can_be_given_back_with_a_reason(app: Flask) -> None:
    publisher = logged_in(app, "publisher")
    editor = logged_in(app, "editor", lang="en")
    made(new_job(editor, "send"))
    today = publisher.get("/console/").get_data(as_text=True)
    number = re.search(r"new\?proposal=(\d+)", today)
    assert number
    path = f"/console/proposals/{number[1]}/return"
    assert sent(publisher, path, note="Which pay?").status_code == 303
    assert "Which pay?" in editor.get("/console/jobs/new").get_data(as_text=True)


def test_who_may_not_publish_may_not_publish_by_any_button(app: Flask) -> None:
    editor = logged_in(app, "editor")
    for do in ("publish", "save", "send"):
        assert new_job(editor, do).status_code == 303
    reader = app.test_client()
    assert "Ditta Verde srl" not in reader.get("/it/larino/jobs").get_data(as_text=True)


def test_what_is_typed_outlives_the_session(app: Flask) -> None:
    who = account(app, "publisher")
    browser = log_in(app, who.email)
    page = browser.get("/console/jobs/new").get_data(as_text=True)
    keep = re.search(r'name="keep" value="([^"]+)"', page)
    assert keep
    form = JOB | {"keep": keep[1], "csrf_token": token(browser), "do": "publish"}
    stranger = app.test_client()
    answer = stranger.post("/console/jobs/new", data=form)
    assert answer.status_code == 401
    assert "/console/jobs/new" in answer.get_data(as_text=True)
    again = log_in(app, who.email).get("/console/jobs/new").get_data(as_text=True)
    assert "Ditta Verde srl" in again


def test_a_forged_or_missing_note_of_whose_a_form_is_keeps_nothing(app: Flask) -> None:
    for keep in ("", "forged", "WzEsImpvYnMiLG51bGxd.aaaa.bbbb"):
        stranger = app.test_client()
        answer = stranger.post("/console/jobs/new", data=JOB | {"keep": keep})
        assert answer.status_code == 401
    store: Store = app.extensions["store"]
    with store.database.reading() as session:
        assert session.scalars(select(Proposal)).all() == []


def test_too_much_typed_when_the_session_ended_is_not_called_kept(on_sqlite: Flask) -> None:
    page = logged_in(on_sqlite, "publisher").get("/console/jobs/new").get_data(as_text=True)
    keep = re.search(r'name="keep" value="([^"]+)"', page)
    assert keep
    form = JOB | {"keep": keep[1], "text.what": "x" * MAX_BYTES}
    answer = on_sqlite.test_client().post("/console/jobs/new", data=form)
    assert answer.status_code == 401
    assert "next=" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("odd", ["1234567890", "a\0b"])
def test_an_odd_place_is_kept_as_it_was_typed(app: Flask, odd: str) -> None:
    browser = logged_in(app, "editor")
    for do in ("send", "save"):
        assert new_job(browser, do, place=odd).status_code == 422
    made(new_job(browser, "keep", place=odd, organisation=odd * 20))
    assert "Ditta Verde srl" in browser.get("/console/jobs/new").get_data(as_text=True)


def test_drafts_are_kept_while_typing_and_can_be_forgotten(on_sqlite: Flask) -> None:
    browser = logged_in(on_sqlite, "publisher")
    page = browser.get("/console/jobs/new").get_data(as_text=True)
    keep = re.search(r'name="keep" value="([^"]+)"', page)
    assert keep
    answer = sent(browser, "/console/jobs/draft", keep=keep[1], **JOB)
    assert answer.status_code == 204
    assert sent(browser, "/console/jobs/draft", keep=keep[1], **JOB).status_code == 204
    store: Store = on_sqlite.extensions["store"]
    with store.database.reading() as session:
        assert len(session.scalars(select(Proposal)).all()) == 1
    assert "Ditta Verde srl" in browser.get("/console/jobs/new").get_data(as_text=True)
    sent(browser, "/console/jobs/drop", keep=keep[1])
    assert "Ditta Verde srl" not in browser.get("/console/jobs/new").get_data(as_text=True)


def test_a_contributor_enters_offers_of_the_own_body_only(app: Flask) -> None:
    own, other = (record["slug"] for record in seeded("organisations")[:2])
    browser = logged_in(app, "contributor", own)
    assert new_job(browser, "send", organisation=own).status_code == 303
    assert new_job(browser, "send", organisation=other).status_code == 422
    form = {"place": "it", "organisation": own, "facts.topic": "health"}
    assert sent(browser, "/console/guides/new", "send", **form).status_code == 422


def test_words_in_one_language_are_enough_to_publish_and_others_may_follow(app: Flask) -> None:
    browser = logged_in(app, "publisher")
    form = {"place": "it", "text.title": "Avviso", "text.what": "Prime parole.",
            "facts.severity": "info", "facts.from": "2026-11-01", "facts.from_on": "2026-11-01",
            "sources.0.title": "Comune", "sources.0.official": "1"}  # fmt: skip
    address = made(sent(browser, "/console/notices/new", "publish", version="0", **form))
    form["text.what"] = "Prime parole.\n\nAltre parole."
    made(sent(browser, address, version="1", **form))
    form["text.what"] = ""
    assert sent(browser, address, version="2", **form).status_code == 422
    page = app.test_client().get("/ar/larino/notices").get_data(as_text=True)
    assert 'lang="it"' in page
    assert "Avviso" in page
