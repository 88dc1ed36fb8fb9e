"""What the tests of the API may ask for: a reader, and notices made for the test."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from services_app.content.commands import save_record
from services_app.content.item import Actor, Item
from services_app.content.notices import TYPE as NOTICES
from services_app.web.store import Store
from tests.api.reading import Reader


@pytest.fixture
def api(client: FlaskClient) -> Reader:
    """A program that reads the API."""
    return Reader(client)


@pytest.fixture
def notice(store: Store) -> Callable[..., Item]:
    """Save a notice; what the test does not say is plain and published in Larino."""

    def saved(slug: str, **changes: Any) -> Item:
        record = {
            "slug": slug,
            "place": "070031",
            "facts": {"severity": "info", "from_on": "2026-11-01"},
            "texts": {"it": {"title": f"Avviso {slug}", "blocks": []}},
        }
        with store.database.transaction() as session:
            return save_record(session, NOTICES, record | changes, by=Actor("test"))

    return saved
