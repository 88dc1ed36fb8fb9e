"""Who reads a proposal sees first what it would change, and what changed meanwhile."""

from __future__ import annotations

import html
import re

import html5lib
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from services_app.content.proposal import Proposal
from services_app.web.store import Store
from tests.console.forms import JOB, item_at, made, new_job, sent
from tests.operators import logged_in
from tests.records import KINDS, saved, seeded, words


def proposal(browser: FlaskClient) -> str:
    """Give the address of the proposal that Today shows."""
    today = browser.get("/console/").get_data(as_text=True)
    found = re.search(r'href="([^"]+\?proposal=\d+)"', today)
    assert found
    return found[1]


def shown(browser: FlaskClient, path: str) -> str:
    """Open a proposal and give what stands above the form."""
    page = browser.get(path).get_data(as_text=True)
    part = page.partition('id="proposed"')[2].partition("</section>")[0]
    assert part
    return html.unescape(part)


def differences(part: str) -> dict[str, str]:
    """Map each field that differs to what is said of it."""
    pairs = re.findall(r"<dt>(.*?)</dt>\s*<dd[^>]*>(.*?)</dd>", part, re.S)
    return {re.sub("<[^>]+>", "", label).strip(): said.strip() for label, said in pairs}


def test_only_what_differs_is_shown_in_the_operators_words(app: Flask) -> None:
    publisher, editor = logged_in(app, "publisher", lang="en"), logged_in(app, "editor")
    address = made(new_job(publisher))
    form = JOB | {"facts.pay_cents": "12", "facts.contract": "permanent", "text.title": "Vigna"}
    made(sent(editor, address, "send", version="1", **form))
    found = differences(shown(publisher, proposal(publisher)))
    assert found["Pay"] == "<del>9.50\xa0€</del> <ins>12\xa0€</ins>"
    assert found["Contract"] == "<del>fixed-term contract</del> <ins>permanent contract</ins>"
    assert found["Title · Italian"] == "<ins>Vigna</ins>"
    assert len([name for name in found if "Italian" not in name]) == 2


def test_words_differ_word_by_word_and_by_language(app: Flask, store: Store) -> None:
    one = {"id": "b1", "part": "what", "text": "Vai alla ASL.\nPorta un documento."}
    two = {"id": "b2", "part": "what", "text": "Poi aspetta."}
    arabic = [{**one, "text": "كلمات"}, {**two, "text": "انتظر"}]
    texts = {"it": words("Medico", blocks=[one, two]), "ar": words("طبيب", blocks=arabic)}
    with store.database.transaction() as session:
        notice = {**seeded("notices")[0], "slug": "a-notice", "uid": None, "texts": texts}
        uid = saved(session, "notices", notice).uid
    publisher, editor = logged_in(app, "publisher", lang="en"), logged_in(app, "editor")
    path = f"/console/notices/{uid}"
    form = typed(editor.get(path).get_data(as_text=True))
    form["text.what"] = ["Vai subito alla ASL.\r\nPorta un documento."]
    made(editor.post(path, data={**form, "do": "send"}))
    part = shown(publisher, proposal(publisher))
    assert "Vai <ins>subito </ins>alla ASL.\nPorta un documento." in part
    assert differences(part)["What it is · Arabic"] == "<del>انتظر</del>"


def test_a_proposal_that_changes_nothing_says_so(app: Flask) -> None:
    publisher, editor = logged_in(app, "publisher", lang="en"), logged_in(app, "editor")
    address = made(new_job(publisher))
    slug = item_at(app, address).slug
    made(sent(editor, address, "send", version="1", **JOB, slug=slug))
    assert "Nothing differs from the record." in shown(publisher, proposal(publisher))


def test_all_fields_of_a_new_record_are_new(app: Flask) -> None:
    publisher, editor = logged_in(app, "publisher", lang="en"), logged_in(app, "editor")
    made(new_job(editor, "send", **{"text.what": "Potatura."}))
    part = shown(publisher, proposal(publisher))
    found = differences(part)
    assert "<del>" not in part
    assert found["Employer"] == "<ins>Ditta Verde srl</ins>"
    assert found["Place"] == "<ins>Larino</ins>"
    assert found["What it is · Italian"] == "<ins>Potatura.</ins>"
    assert found["Shown until"] == "<ins>December 20, 2026</ins>"


def test_what_both_changed_since_is_marked_and_what_one_changed_is_not(app: Flask) -> None:
    publisher, editor = logged_in(app, "publisher", lang="en"), logged_in(app, "editor")
    address = made(new_job(publisher))
    mine = JOB | {"facts.pay_cents": "12", "facts.positions": "3"}
    made(sent(editor, address, "send", version="1", **mine))
    link = proposal(publisher)
    assert "changed since" not in shown(publisher, link)
    slug = item_at(app, address).slug
    theirs = JOB | {"facts.pay_cents": "10", "facts.meals": "1", "slug": slug}
    made(sent(publisher, address, version="1", **theirs))
    part = shown(publisher, link)
    assert "The record was changed since this was proposed." in part
    marks = re.findall(r"<dt>([^<]+?)\s*<span[^>]*>both changed this</span>", part)
    assert marks == ["Pay"]
    assert "<ins>3</ins>" in part
    assert "Meals" not in differences(part)


@pytest.mark.parametrize(
    ("note", "problem"),
    [("  ", "Say what is to be changed."), ("Quale paga? " * 200, "This is too long.")],
)
def test_a_note_to_the_author_that_is_refused_stays_typed_beside_the_way_to_the_proposal(
    on_sqlite: Flask, note: str, problem: str
) -> None:
    publisher = logged_in(on_sqlite, "publisher", lang="en")
    made(new_job(logged_in(on_sqlite, "editor"), "send"))
    link = proposal(publisher)
    path = f"/console/proposals/{link.rpartition('=')[2]}/return"
    answer = sent(publisher, path, note=note)
    assert answer.status_code == 422
    assert problem in answer.text
    assert f'name="note" value="{note}"' in answer.text
    assert f'href="{link}"' in answer.text
    assert sent(publisher, path, note="Quale paga?").status_code == 303
    late = sent(publisher, path, note="Quale paga?")
    assert (late.status_code, "Quale paga?" in late.text) == (422, True)


@pytest.mark.parametrize("kind", KINDS)
def test_a_form_sent_back_as_it_was_differs_in_nothing(on_sqlite: Flask, kind: str) -> None:
    publisher = logged_in(on_sqlite, "publisher", lang="en")
    editor = logged_in(on_sqlite, "editor")
    listed = publisher.get(f"/console/{kind}").get_data(as_text=True)
    address = re.search(rf"/console/{kind}/[0-9a-f-]{{36}}", listed)
    assert address
    form = typed(editor.get(address[0]).get_data(as_text=True))
    answer = editor.post(address[0], data={**form, "do": "send"})
    assert answer.status_code == 303, answer.get_data(as_text=True)[:3000]
    part = shown(publisher, proposal(publisher))
    assert differences(part) == {}
    assert "Nothing differs from the record." in part


def test_a_proposal_is_taken_over_once_and_nobodys_own_draft_is_closed(app: Flask) -> None:
    first, second = logged_in(app, "publisher"), logged_in(app, "publisher")
    made(new_job(logged_in(app, "editor"), "send"))
    path, empty = proposal(first), second.get("/console/jobs/new").get_data(as_text=True)
    own = JOB | {"keep": typed(empty)["keep"], "facts.employer": "Bozza mia srl"}
    assert sent(second, "/console/jobs/draft", **own).status_code == 204
    address = made(sent(first, path, "publish", version="0", **JOB))
    late = JOB | {"facts.employer": "Ditta Verde e figli srl"}
    answer = sent(second, path, "publish", version="0", **late)
    assert answer.status_code == 422
    assert "Ditta Verde e figli srl" in answer.get_data(as_text=True)
    listed = first.get("/console/jobs").get_data(as_text=True)
    assert address in listed
    assert "Ditta Verde e figli srl" not in listed
    assert "Bozza mia srl" in second.get("/console/jobs/new").get_data(as_text=True)


def test_whoever_comes_late_to_a_proposal_is_told_and_sees_what_it_became(app: Flask) -> None:
    publisher, editor = logged_in(app, "publisher", lang="en"), logged_in(app, "editor")
    made(new_job(editor, "send"))
    new = proposal(publisher)
    address = made(sent(publisher, new, "publish", version="0", **JOB))
    made(sent(editor, address, "send", version="1", **JOB | {"facts.pay_cents": "12"}))
    changed = proposal(publisher)
    number = changed.partition("=")[2]
    sent(publisher, f"/console/proposals/{number}/return", note="Which pay?")
    for path, shows in ((new, "/console/jobs"), (changed, address)):
        answer = publisher.get(path)
        assert (answer.status_code, answer.headers["Location"]) == (303, shows)
        page = publisher.get(shows).get_data(as_text=True)
        assert "Somebody dealt with this proposal already." in page
    assert "Which pay?" in editor.get(changed).get_data(as_text=True)


def test_nobody_else_sees_what_its_author_still_writes(on_sqlite: Flask) -> None:
    editor, publisher = logged_in(on_sqlite, "editor"), logged_in(on_sqlite, "publisher")
    made(new_job(editor, "keep"))
    store: Store = on_sqlite.extensions["store"]
    with store.database.reading() as session:
        number = session.scalar(select(Proposal.id))
    path = f"/console/jobs/new?proposal={number}"
    assert editor.get(path).status_code == 200
    assert publisher.get(path).status_code == 404


@pytest.mark.parametrize("number", ["", "²", "١", "-1", "0", "x", "9" * 20, "9" * 5000])
def test_a_proposal_that_no_number_names_is_not_there(on_sqlite: Flask, number: str) -> None:
    browser = logged_in(on_sqlite, "publisher")
    assert browser.get(f"/console/jobs/new?proposal={number}").status_code == 404


def typed(page: str) -> dict[str, list[str]]:
    """Read the form of a record as a browser would send it."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    record = next(each for each in tree.iter("form") if each.get("id") == "record")
    found: dict[str, list[str]] = {}
    for each in record.iter():
        name, value = each.get("name"), each.get("value", "")
        ticked = each.get("type") not in ("checkbox", "radio") or each.get("checked") is not None
        if each.tag == "input" and name and ticked and each.get("type") != "file":
            found.setdefault(name, []).append(value)
        elif each.tag == "textarea" and name:
            found[name] = [(each.text or "").replace("\n", "\r\n")]
        elif each.tag == "select" and name:
            chosen = [one for one in each.iter("option") if one.get("selected") is not None]
            found[name] = [one.get("value", "") for one in chosen]
    return found
