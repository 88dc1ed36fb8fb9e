"""Which outside addresses published items show, and when one of them is dead."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services_app.commands import links as command
from services_app.content.item import Item
from services_app.feedback.links import dead_links, note_checks, outside_addresses, waiting
from services_app.feedback.model import LinkCheck
from services_app.feedback.outside import Manners
from services_app.web.store import Store
from tests.feedback.outside_site import HERE, outside_site
from tests.feedback.sending import TODAY
from tests.records import KINDS, TYPES, office, saved, seeded

SITE, BOOKING, SOURCE = (f"https://{name}.example/" for name in ("site", "booking", "source"))


def found(session: Session) -> dict[str, list[str]]:
    """List the outside addresses of all types."""
    return outside_addresses(session, list(TYPES.values()), TODAY)


def an_office(session: Session, **more: Any) -> Item:
    """Save an office with a site, an address for appointments and a source."""
    sources = [{"id": "s1", "title": "Source", "url": SOURCE}, {"id": "s2", "title": "Paper"}]
    record = office(website=SITE, appointment_url=BOOKING) | {"sources": sources}
    return saved(session, "offices", record | more)


def test_every_address_of_a_published_item_is_found(session: Session) -> None:
    item = an_office(session)
    for url in (SITE, BOOKING, SOURCE):
        assert found(session)[url] == [str(item.uid)]


@pytest.mark.parametrize("kind", KINDS)
def test_the_sites_of_every_type_are_found(kind: str, session: Session) -> None:
    sites = {
        raw["facts"].get("website") for raw in seeded(kind)
        if not raw.get("sample") and raw.get("state", "published") == "published"
        and not raw.get("expires_on")
    }  # fmt: skip
    assert sites - {None} <= found(session).keys()


@pytest.mark.parametrize(
    "hidden", [{"state": "draft"}, {"sample": True}, {"expires_on": TODAY.isoformat()}]
)
def test_what_readers_do_not_see_is_not_asked(hidden: dict[str, Any], session: Session) -> None:
    an_office(session, **hidden)
    assert not {SITE, BOOKING, SOURCE} & found(session).keys()


def note(session: Session, status: str, day: date, *urls: str) -> None:
    """Write that addresses answered so on a day."""
    note_checks(session, dict.fromkeys(urls or (SITE,), status), found(session), day)
    session.flush()


def dead(session: Session) -> list[str]:
    """List the dead addresses of all items."""
    return [link.url for each in dead_links(session, TYPES) for link in each.links]


def test_an_address_is_dead_after_failing_on_three_days(session: Session) -> None:
    item = an_office(session)
    for number in range(3):
        assert dead(session) == []
        for _ in range(3):  # asking again on the same day changes nothing
            note(session, "gone", TODAY + timedelta(days=number))
    (its,) = dead_links(session, TYPES)
    assert (its.uid, its.kind, its.slug, its.face["name"]) == (
        item.uid, "offices", "an-office", "Sportello di Prova",
    )  # fmt: skip
    (link,) = its.links
    assert (link.url, link.status, link.first_failed_on) == (SITE, "gone", TODAY)
    assert dead_links(session, TYPES, Item.kind == "guides") == []
    assert len(dead_links(session, TYPES, Item.place_code == "070031")) == 1


def test_one_good_day_begins_anew(session: Session) -> None:
    an_office(session)
    for number, status in enumerate(("gone", "gone", "ok", "gone", "no_answer")):
        note(session, status, TODAY + timedelta(days=number))
    assert dead(session) == []
    check = session.get_one(LinkCheck, SITE)
    assert (check.failed_days, check.status) == (2, "no_answer")
    assert check.last_ok_on == TODAY + timedelta(days=2)
    assert check.first_failed_on == TODAY + timedelta(days=3)


def test_a_corrected_item_is_not_listed_before_the_next_check(session: Session) -> None:
    item = an_office(session)
    for number in range(3):
        note(session, "gone", TODAY + timedelta(days=number), SITE, SOURCE)
    assert dead(session) == [SITE, SOURCE]
    an_office(session, uid=str(item.uid), sources=[])
    assert dead(session) == [SITE]
    an_office(session, uid=str(item.uid), state="archived")
    assert dead_links(session, TYPES) == []
    saved(session, "offices", office() | {"uid": str(item.uid)})
    assert dead_links(session, TYPES) == []


def test_an_address_that_nobody_shows_is_forgotten(session: Session) -> None:
    item = an_office(session)
    note(session, "ok", TODAY, SITE, SOURCE)
    an_office(session, uid=str(item.uid), sources=[])
    note(session, "ok", TODAY)
    assert session.scalars(select(LinkCheck.url)).all() == [SITE]


def test_those_asked_longest_ago_come_first(session: Session) -> None:
    an_office(session)
    note(session, "ok", TODAY, SITE)
    note(session, "ok", TODAY - timedelta(days=1), SOURCE)
    assert waiting(session, [SITE, BOOKING, SOURCE]) == [BOOKING, SOURCE, SITE]
    assert waiting(session, [SITE, BOOKING, SOURCE], 2) == [BOOKING, SOURCE]


def test_without_dead_addresses_today_costs_one_statement(
    session: Session, queries: list[str]
) -> None:
    queries.clear()
    assert dead_links(session, TYPES) == []
    assert len(queries) == 1


def test_the_command_asks_writes_and_says_what_failed(
    app: Flask, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "Manners", lambda agent: Manners(agent, 5, pause=0, allowed=HERE))
    with outside_site() as site:
        with store.database.transaction() as session:
            for item in session.scalars(select(Item)):
                item.state = "draft"  # the addresses of the seed are not for tests
            saved(session, "offices", office(website=f"{site.url}/404"))
            saved(session, "offices", office("b", website=f"{site.url}/200"))
        said = app.test_cli_runner().invoke(args=["links", "check"]).output
        assert said == f"gone: {site.url}/404\n2 addresses asked, 1 failed\n"
        said = app.test_cli_runner().invoke(args=["links", "check", "--limit", "1"]).output
        assert said.endswith("1 addresses asked, 0 failed\n")
    with store.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(LinkCheck)) == 2
