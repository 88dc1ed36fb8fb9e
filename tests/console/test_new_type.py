"""A type that only this test knows has its list, form, history and bulk acts in the console."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask

from services_app import create_app
from services_app.content import CONTENT_TYPES
from services_app.web.store import Store
from tests.api.test_document import TIPS
from tests.console.forms import made, sent
from tests.operators import logged_in


@pytest.fixture
def own_app(app: Flask) -> Iterator[Flask]:
    """The app with one type more, on the same database."""
    store: Store = app.extensions["store"]
    own = create_app(store.settings, (*CONTENT_TYPES, TIPS))
    own.testing = True
    here: Store = own.extensions["store"]
    here.database.bind, here.clock = store.database.bind, store.clock
    yield own
    here.database.engine.dispose()


def test_a_new_type_needs_no_code_of_the_console(own_app: Flask) -> None:
    browser = logged_in(own_app, "publisher", lang="it")
    assert browser.get("/console/tips").status_code == 200
    assert browser.get("/console/tips/new").status_code == 200
    form = {"place": "it", "text.title": "Chiedi prima", "text.what": "Chiedi prima di pagare.",
            "sources.0.title": "Comune", "sources.0.official": "1"}  # fmt: skip
    address = made(sent(browser, "/console/tips/new", "publish", version="0", **form))
    form["text.what"] = "Chiedi sempre prima di pagare."
    made(sent(browser, address, version="1", **form))
    history = browser.get(f"{address}/history").text
    assert "<ins>sempre " in history
    assert "Chiedi sempre" in own_app.test_client().get("/api/v1/tips?lang=it").text
    page = sent(browser, "/console/tips/bulk", act="archive", uid=address.split("/")[3]).text
    assert re.search(r'name="version\.[^"]+" value="2"', page)
