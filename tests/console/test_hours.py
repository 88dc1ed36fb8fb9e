"""Hours in forms: the week is read back where it is stored, where it was only typed, and before."""

from __future__ import annotations

from flask import Flask

from tests.console.forms import sent
from tests.operators import logged_in

WEEK = {"facts.week.mo.0.from": "8.30", "facts.week.mo.0.until": "12",
        "facts.week.we.0.from": "9", "facts.week.we.0.until": "12:30"}  # fmt: skip
WRITTEN = "Mo 08:30-12:00, We 09:00-12:30; PH off"
OFFICE = {"version": "0", "place": "070031", "facts.kind": "comune", "facts.name": "Prova"}


def test_a_week_that_was_only_typed_is_read_back(on_sqlite: Flask) -> None:
    browser = logged_in(on_sqlite, "publisher", lang="en")
    path = "/console/offices/new"
    assert "facts-week-back" not in browser.get(path).get_data(as_text=True)
    for do, faulty in (("save", {"facts.lat": "north"}), ("add:facts.phones:0", {})):
        answer = sent(browser, path, do, **OFFICE, **WEEK, **faulty)
        page = answer.get_data(as_text=True).partition('id="facts-week-back"')[2]
        assert f'<code dir="ltr">{WRITTEN}' in page
        assert '<bdi dir="ltr">08:30–12:00</bdi>' in page


def test_the_preview_shows_the_expression_too(on_sqlite: Flask) -> None:
    browser = logged_in(on_sqlite, "publisher", lang="en")
    kind = browser.get("/console/offices/new").get_data(as_text=True)
    kind = kind.partition('id="facts-kind"')[2].partition('<option value="')[2]
    code = kind.partition('<option value="')[2].partition('"')[0]
    form = OFFICE | WEEK | {"facts.kind": code, "text.title": "Prova"}
    answer = sent(browser, "/console/offices/new", "preview:ar", **form)
    assert answer.status_code == 200, answer.get_data(as_text=True)[:3000]
    assert f'<code dir="ltr">{WRITTEN}' in answer.get_data(as_text=True)
