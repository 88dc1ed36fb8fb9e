"""Import and export in the console: the plan is shown, then all is done or nothing."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from services_app.content.item import Item
from services_app.transfer.exporting import FORMATS
from services_app.web.store import Store
from tests.operators import logged_in, token
from tests.records import KINDS


def planned(browser: FlaskClient, kind: str, body: bytes) -> str:
    """Send a file; give the address of its plan."""
    form = {"csrf_token": token(browser), "file": (BytesIO(body), "a-file")}
    answer = browser.post(f"/console/{kind}/files", data=form)
    assert answer.status_code == 303
    return answer.headers["Location"]


def count(app: Flask, kind: str) -> int:
    """Count the items of a type."""
    store: Store = app.extensions["store"]
    with store.database.reading() as session:
        return session.scalar(select(func.count()).where(Item.kind == kind)) or 0


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("format", FORMATS)
def test_each_type_has_its_files(on_sqlite: Flask, kind: str, format: str) -> None:
    browser = logged_in(on_sqlite, "publisher")
    assert browser.get(f"/console/{kind}/files").status_code == 200
    for what in ("export", "template"):
        answer = browser.get(f"/console/{kind}/{what}/{format}")
        assert answer.status_code == 200
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.data
    assert browser.get(f"/console/{kind}/export/exe").status_code == 404


def test_what_was_exported_and_changed_is_imported_after_a_plan(app: Flask) -> None:
    browser = logged_in(app, "administrator", lang="en")
    exported = browser.get("/console/jobs/export/csv").data
    assert b"Ditta" in exported or exported
    changed = exported.replace(b";published;", b";draft;", 1)
    assert changed != exported
    before = count(app, "jobs")
    address = planned(browser, "jobs", changed)
    page = browser.get(address).text
    assert re.search(r"<dt>Changed</dt><dd>1</dd>", page)
    mark = re.search(r'name="mark" value="([^"]+)"', page)
    assert mark
    form = {"csrf_token": token(browser), "mark": mark[1]}
    refused = browser.post(address, data=form | {"mark": "other"}).text
    assert "Something changed since the plan was made." in refused
    assert f'href="{address}"' in refused
    done = browser.post(address, data=form).text
    assert "1 record written." in done
    assert 'href="/console/jobs"' in done
    assert browser.get(address).status_code == 404, "it is forgotten"
    assert count(app, "jobs") == before
    store: Store = app.extensions["store"]
    with store.database.reading() as session:
        drafts = select(func.count()).where(Item.kind == "jobs", Item.state == "draft")
        assert session.scalar(drafts) == 1


def test_a_faulty_row_and_a_strange_place_stop_the_whole_file(app: Flask) -> None:
    browser = logged_in(app, "administrator", lang="en")
    exported = browser.get("/console/jobs/export/csv").data
    before = count(app, "jobs")
    address = planned(browser, "jobs", exported.replace(b";hour;", b";minute;", 1))
    page = browser.get(address).text
    assert "Correct this in the file" in page
    assert 'name="mark"' not in page
    local = logged_in(app, "publisher", place="028060", lang="en")
    changed = exported.replace(b";published;", b";draft;")
    assert "You may not change this" in local.get(planned(local, "jobs", changed)).text
    assert count(app, "jobs") == before


def test_nobody_sees_the_file_of_another(on_sqlite: Flask) -> None:
    browser, other = logged_in(on_sqlite, "publisher"), logged_in(on_sqlite, "publisher")
    address = planned(browser, "jobs", b"slug;place\n")
    assert other.get(address).status_code == 404
    assert browser.get(address.replace("/jobs/", "/housing/")).status_code == 404


@pytest.mark.parametrize("body", [b"", b"\0\1\2", b"PK\3\4 no workbook", b"{not json"])
def test_a_file_that_cannot_be_read_is_refused_in_words(on_sqlite: Flask, body: bytes) -> None:
    browser = logged_in(on_sqlite, "publisher")
    form = {"csrf_token": token(browser), "file": (BytesIO(body), "a-file")}
    answer = browser.post("/console/jobs/files", data=form, follow_redirects=True)
    assert answer.status_code == 200
    assert "problems" in answer.text or "flash-bad" in answer.text
