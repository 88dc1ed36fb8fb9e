"""How tests hand over a list: by the form that a mediator sends."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from services_app.share.model import Bundle
from services_app.web.store import Store
from tests.conftest import NOON
from tests.records import LARINO

FORM = "/it/larino/share"
GUIDE, OFFICE = "guides/bank-account", "offices/larino-comune"
THREE = (GUIDE, OFFICE, "guides/permit-renewal")


def sent(
    client: FlaskClient, *items: str, address: str = "192.0.2.7", **form: str | list[str]
) -> TestResponse:
    """Send the form from a network address."""
    usual = {"lang": "uk", "second_lang": "it", "days": "30"}
    return client.post(
        FORM, data={"item": list(items), **usual, **form}, environ_base={"REMOTE_ADDR": address}
    )


def handed(client: FlaskClient, *items: str, **form: str | list[str]) -> tuple[str, str]:
    """Hand over a list; give its code and its key."""
    answer = sent(client, *(items or THREE), **form)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    code, key = answer.headers["Location"].split("/")[3:]
    return code, key


def kept(store: Store) -> list[Bundle]:
    """List all bundles in the store."""
    with store.database.reading() as session:
        return list(session.scalars(select(Bundle).order_by(Bundle.code)))


def bundle(code: str, key: str) -> Bundle:
    """Make an empty bundle that lasts a while."""
    return Bundle(
        code=code, key_hash=hashlib.sha256(key.encode()).hexdigest(), items=[], sentences=[],
        lang="uk", second_lang="it", place_code=LARINO, created_on=NOON.date(),
        expires_on=NOON.date() + timedelta(days=30),
    )  # fmt: skip
