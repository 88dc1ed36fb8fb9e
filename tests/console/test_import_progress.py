"""A long import says on the page how far it is; what is broken off leaves nothing behind."""

from __future__ import annotations

import re
from collections.abc import Iterator

import html5lib
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, func, select, update
from werkzeug.test import TestResponse

from services_app.console.progress import LINES, told
from services_app.content.item import Item
from services_app.transfer.planning import BATCH
from services_app.transfer.uploads import ImportFile
from services_app.web.store import Store
from tests.console.test_files import count, planned
from tests.operators import logged_in, token
from tests.transfer.files import csv_of, jobs
from tests.transfer.test_memory import NOTICE

ROWS = BATCH + 50  # two steps
LINE = r'<p><label>([^<]+) <progress value="(\d+)" max="(\d+)">'


def notices(rows: int = ROWS) -> bytes:
    """Write a file of new notices."""
    return csv_of(list(NOTICE), [NOTICE | {"slug": f"notice-{n:05}"} for n in range(rows)])


def arriving(answer: TestResponse) -> Iterator[str]:
    """Yield the pieces of a page as they are sent."""
    assert answer.is_streamed
    assert answer.headers["X-Accel-Buffering"] == "no"
    assert answer.headers["Cache-Control"] == "no-store"
    assert not {"Content-Encoding", "ETag", "Content-Length"} & set(answer.headers.keys())
    return (piece.decode() for piece in answer.iter_encoded())


def form_of(browser: FlaskClient, address: str) -> dict[str, str]:
    """Read the form below a plan."""
    mark = re.search(r'name="mark" value="([^"]+)"', browser.get(address).text)
    assert mark
    return {"csrf_token": token(browser), "mark": mark[1]}


def kept_files(app: Flask) -> int:
    """Count the files that wait to be applied."""
    store: Store = app.extensions["store"]
    with store.database.reading() as session:
        return session.scalar(select(func.count()).select_from(ImportFile)) or 0


def valid(page: str) -> None:
    """Parse a page strictly."""
    html5lib.HTMLParser(strict=True).parse(page)


def test_a_plan_is_begun_before_the_rows_are_read(app: Flask, queries: list[str]) -> None:
    browser = logged_in(app, "administrator", lang="en")
    address = planned(browser, "notices", notices())
    queries.clear()
    pieces = arriving(browser.get(address, headers={"Accept-Encoding": "br, gzip"}))
    first = next(pieces)
    assert "<h1>What this file changes</h1>" in first
    assert "The file is being read." in first
    assert not [each for each in queries if "FROM notices" in each or "JOIN notices" in each]
    rest = list(pieces)
    assert [re.findall(LINE, piece) for piece in rest[:-1]] == [
        [(f"Checking rows: {done:,} of {ROWS:,}", str(done), str(ROWS))] for done in (BATCH, ROWS)
    ]
    assert f"<dt>New</dt><dd>{ROWS}</dd>" in rest[-1]
    assert 'name="mark"' in rest[-1]
    valid(first + "".join(rest))


def test_an_import_says_how_far_it_is_and_is_done_once(app: Flask) -> None:
    browser = logged_in(app, "administrator", lang="en")
    address, before = planned(browser, "notices", notices()), count(app, "notices")
    form = form_of(browser, address)
    pieces = list(arriving(browser.post(address, data=form)))
    saving = [line for piece in pieces for line in re.findall(LINE, piece) if "Saving" in line[0]]
    assert saving == [
        (f"Saving rows: {done:,} of {ROWS:,}", str(done), str(ROWS)) for done in (BATCH, ROWS)
    ]
    assert f"{ROWS} records written." in pieces[-1]
    assert 'href="/console/notices"' in pieces[-1]
    valid("".join(pieces))
    assert count(app, "notices") == before + ROWS
    again = browser.post(address, data=form)
    assert again.headers["Location"] == "/console/notices/files"
    assert again.status_code == 303
    assert "This file was saved already" in browser.get("/console/notices/files").text
    assert count(app, "notices") == before + ROWS


@pytest.mark.parametrize("read", [1, 4])  # the head; the first rows written
def test_whoever_goes_away_before_the_end_has_saved_nothing(app: Flask, read: int) -> None:
    browser = logged_in(app, "administrator", lang="en")
    address, before = planned(browser, "notices", notices()), count(app, "notices")
    answer = browser.post(address, data=form_of(browser, address))
    pieces = arriving(answer)
    taken = [next(pieces) for _ in range(read)]
    assert ("Saving" in taken[-1]) == (read == 4)
    answer.close()
    assert count(app, "notices") == before
    assert kept_files(app) == 1, "it can be applied later"


def test_what_was_changed_on_the_way_is_told_and_nothing_is_saved(app: Flask) -> None:
    browser = logged_in(app, "administrator", lang="en")
    address, before = planned(browser, "notices", notices()), count(app, "notices")
    form, store = form_of(browser, address), app.extensions["store"]
    pieces = arriving(browser.post(address, data=form))
    shown = [next(pieces) for _ in range(3)]
    with store.database.transaction() as session:  # another takes an address of the last rows
        other = session.scalars(select(Item).where(Item.kind == "notices")).first()
        assert other
        session.execute(
            update(Item).where(Item.id == other.id).values(slug=f"notice-{ROWS - 1:05}")
        )
    rest = "".join(pieces)
    assert f"Saving rows: {BATCH} of {ROWS}" in rest
    assert "Something changed since the plan was made. Look at it again." in rest
    assert f'href="{address}"' in rest
    assert "written" not in rest
    valid("".join(shown) + rest)
    assert count(app, "notices") == before
    assert kept_files(app) == 1


def test_a_fault_of_ours_is_told_on_the_page(
    on_sqlite: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = logged_in(on_sqlite, "administrator", lang="en")
    address, before = planned(browser, "jobs", jobs({"slug": "one"})), count(on_sqlite, "jobs")
    form = form_of(browser, address)
    engine = on_sqlite.extensions["store"].database.engine

    def broken(_c: object, _k: object, statement: str, *_: object) -> None:
        if statement.startswith("INSERT INTO revision"):
            raise RuntimeError("the disk is full")

    monkeypatch.setattr(on_sqlite, "testing", False)
    event.listen(engine, "before_cursor_execute", broken)
    try:
        page = browser.post(address, data=form).text
    finally:
        event.remove(engine, "before_cursor_execute", broken)
    assert "Something went wrong here" in page
    assert "Nothing was saved" in page
    assert "the disk is full" not in page
    valid(page)
    assert count(on_sqlite, "jobs") == before


def test_a_file_that_is_no_workbook_is_refused_below_the_head(on_sqlite: Flask) -> None:
    browser = logged_in(on_sqlite, "publisher", lang="en")
    page = browser.get(planned(browser, "jobs", b"PK\3\4 no workbook")).text
    assert 'class="box problems" role="alert"' in page
    assert 'href="/console/jobs/files"' in page
    valid(page)


def test_screen_readers_hear_a_few_lines_of_many_steps(on_sqlite: Flask) -> None:
    def steps() -> Iterator[tuple[int, int]]:
        for done in range(1, 1001):
            yield done, 1000

    with on_sqlite.test_request_context("/console/"):
        lines = list(told(steps(), lambda done, _: str(done)))  # type: ignore[arg-type]
    assert len(lines) == LINES
    assert 'value="1000"' in lines[-1]
