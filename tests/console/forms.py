"""What tests of the console type into forms."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from services_app.content.item import Item
from services_app.web.store import Store
from tests.operators import token

JOB = {
    "place": "070031", "expires_on": "2026-12-20", "checked": "1",
    "facts.occupation": "pruner", "facts.employer": "Ditta Verde srl",
    "facts.employer_kind": "company", "facts.contract": "fixed_term",
    "facts.working_time": "full_time", "facts.pay_cents": "9,50", "facts.pay_unit": "hour",
    "facts.pay_gross": "yes", "facts.italian_level": "a1",
    "facts.contact_way": "employment_centre",
}  # fmt: skip


def sent(browser: FlaskClient, path: str, do: str = "save", **form: Any) -> TestResponse:
    """Send a form with a valid token."""
    data = {"csrf_token": token(browser), "do": do} | form
    return browser.post(path, data=data)


def new_job(browser: FlaskClient, do: str = "publish", **form: Any) -> TestResponse:
    """Send the form of a new job."""
    return sent(browser, "/console/jobs/new", do, version="0", **(JOB | form))


def made(answer: TestResponse) -> str:
    """Give the address of what a form made."""
    assert answer.status_code == 303, answer.get_data(as_text=True)[:2000]
    return answer.headers["Location"]


def item_at(app: Flask, address: str) -> Item:
    """Read the item that an address of the console is about."""
    store: Store = app.extensions["store"]
    uid = uuid.UUID(address.split("/")[3])
    with store.database.reading() as session:
        found = session.scalar(select(Item).where(Item.uid == uid))
        assert found
        return found
