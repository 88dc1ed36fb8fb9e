"""Numbers that no page of ours sends: the console answers them, and nothing typed is lost."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.console.forms import JOB, item_at, made, new_job, sent
from tests.console.test_proposals import typed
from tests.operators import account, logged_in

ODD = ("abc", "²", "-1", "9" * 20, "9" * 5000)
LATE = JOB | {"facts.employer": "Ditta Rossa srl"}


@pytest.mark.parametrize("version", ODD)
def test_a_form_of_no_version_overwrites_nothing_and_stays_typed(app: Flask, version: str) -> None:
    browser = logged_in(app, "publisher")
    address = made(new_job(browser))
    answer = sent(browser, address, version=version, **LATE)
    assert answer.status_code == 409
    assert "Ditta Rossa srl" in answer.get_data(as_text=True)
    assert item_at(app, address).face["employer"] == "Ditta Verde srl"


@pytest.mark.parametrize("version", ODD)
def test_a_draft_of_no_version_is_kept(app: Flask, version: str) -> None:
    browser = logged_in(app, "publisher")
    page = browser.get("/console/jobs/new").get_data(as_text=True)
    form = LATE | {"keep": typed(page)["keep"], "version": version}
    assert sent(browser, "/console/jobs/draft", **form).status_code == 204
    assert "Ditta Rossa srl" in browser.get("/console/jobs/new").get_data(as_text=True)


@pytest.mark.parametrize("version", ODD)
def test_many_at_once_leave_what_was_seen_in_no_version(on_sqlite: Flask, version: str) -> None:
    browser = logged_in(on_sqlite, "publisher")
    item = item_at(on_sqlite, address := made(new_job(browser)))
    form = {"act": "archive", "uid": str(item.uid), f"version.{item.uid}": version}
    assert sent(browser, "/console/jobs/bulk", confirmed="1", **form).status_code == 303
    assert item_at(on_sqlite, address).state == "published"


@pytest.mark.parametrize("number", ["9" * 10, "9" * 20, "9" * 5000])
def test_what_no_database_can_number_is_not_there(app: Flask, number: str) -> None:
    browser = logged_in(app, "administrator")
    address = made(new_job(browser))
    for path in (f"/console/people/{number}", f"/console/jobs/files/{number}"):
        assert browser.get(path).status_code == 404, path
    for path in (f"{address}/restore/{number}", f"/console/proposals/{number}/return",
                 f"/console/people/{number}/close"):  # fmt: skip
        assert sent(browser, path).status_code == 404, path


def test_a_right_that_no_number_names_is_not_there(app: Flask) -> None:
    browser, other = logged_in(app, "administrator"), account(app, "editor")
    for number in ODD:
        path = f"/console/people/{other.id}/take"
        assert sent(browser, path, grant=number).status_code == 404, number


@pytest.mark.parametrize("row", ["²", "9" * 20, "9" * 5000])
def test_a_row_of_no_number_is_none(on_sqlite: Flask, row: str) -> None:
    odd = {f"facts.phones.{row}.number": "112"}
    assert new_job(logged_in(on_sqlite, "publisher"), **odd).status_code == 303


def test_a_late_row_of_hours_brings_no_others(on_sqlite: Flask) -> None:
    form = {"place": "070031", "facts.week.mo.20000.from": "9"}
    page = sent(logged_in(on_sqlite, "publisher"), "/console/offices/new", **form).text
    assert 'name="facts.week.mo.20000.from"' in page
    assert 'name="facts.week.mo.19999.from"' not in page
