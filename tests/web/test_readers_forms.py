"""What a browser fills in by itself, in a field that nobody sees, loses nothing of a reader."""

from __future__ import annotations

from flask import Flask

from services_app.web.store import Store
from tests.feedback import sending
from tests.share import making

# What browsers and password keepers fill in without being asked, whatever autocomplete says.
FILLED_IN = {
    name: "mine"
    for name in (
        "name", "first_name", "email", "phone", "tel", "website", "url", "homepage", "company",
        "organization", "address", "street", "city", "zip", "country", "username", "password",
    )
}  # fmt: skip


def test_a_report_of_a_person_is_kept(on_sqlite: Flask) -> None:
    store: Store = on_sqlite.extensions["store"]
    assert sending.reported(on_sqlite.test_client(), **FILLED_IN).status_code == 303
    assert len(sending.kept(store)) == 1


def test_the_list_of_a_person_is_made(on_sqlite: Flask) -> None:
    store: Store = on_sqlite.extensions["store"]
    sent = making.sent(on_sqlite.test_client(), making.GUIDE, **FILLED_IN)
    assert (sent.status_code, len(making.kept(store))) == (303, 1)
