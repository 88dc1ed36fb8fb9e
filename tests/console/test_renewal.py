"""Who may not publish asks for more time for an offer; a publisher says yes."""

from __future__ import annotations

import re
import uuid
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from services_app.content.proposal import Proposal
from services_app.web.store import Store
from tests.console.forms import item_at, made, new_job, sent
from tests.operators import logged_in
from tests.records import seeded


def own_offer(app: Flask) -> tuple[str, str, FlaskClient]:
    """Publish an offer of a body; give the body, the offer's address and its contributor."""
    firm = seeded("organisations")[0]["slug"]
    publisher = logged_in(app, "publisher")
    address = made(new_job(publisher, organisation=firm, expires_on="2026-11-27"))
    return firm, address, logged_in(app, "contributor", firm, lang="en")


def proposals(app: Flask, address: str) -> list[Proposal]:
    store: Store = app.extensions["store"]
    uid = uuid.UUID(address.split("/")[3])
    with store.database.reading() as session:
        found = session.scalars(select(Proposal).where(Proposal.item_uid == uid))
        return list(found)


def test_a_firm_asks_for_more_time_by_one_tap_and_a_publisher_gives_it(app: Flask) -> None:
    _, address, contributor = own_offer(app)
    today = contributor.get("/console/").get_data(as_text=True)
    assert f'action="{address}/ask-renewal"' in today
    assert "Still right" not in today
    assert sent(contributor, f"{address}/ask-renewal").status_code == 303
    assert item_at(app, address).expires_on == date(2026, 11, 27)
    publisher = logged_in(app, "publisher")
    led = re.search(rf'href="({address}\?proposal=\d+)"', publisher.get("/console/").text)
    assert led
    form = publisher.get(led.group(1)).get_data(as_text=True)
    until = re.search(r'name="expires_on"[^>]* value="([^"]+)"', form)
    assert until
    assert until.group(1) == "2026-12-11"
    [asked] = proposals(app, address)
    values = {name: value for name, value in asked.values}
    made(sent(publisher, led.group(1), "save", version=str(asked.base_version), checked="1",
              **values))  # fmt: skip
    renewed = item_at(app, address)
    assert (renewed.expires_on, renewed.verified_on) == (date(2026, 12, 11), date(2026, 11, 24))
    assert [each.state for each in proposals(app, address)] == ["applied"]


def test_nobody_asks_twice(on_sqlite: Flask) -> None:
    _, address, contributor = own_offer(on_sqlite)
    for _ in range(2):
        sent(contributor, f"{address}/ask-renewal")
    assert len(proposals(on_sqlite, address)) == 1
    assert "You already wrote about this offer" in contributor.get("/console/").text


@pytest.mark.parametrize("organisation", ["other", None])
def test_nobody_asks_for_the_offer_of_somebody_else(
    on_sqlite: Flask, organisation: str | None
) -> None:
    _, address, _ = own_offer(on_sqlite)
    stranger = logged_in(on_sqlite, "contributor", organisation or "altra-ditta")
    assert sent(stranger, f"{address}/ask-renewal").status_code == 403
    assert not proposals(on_sqlite, address)
