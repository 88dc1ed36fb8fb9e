"""Floods of reports stop, and what stops them tells nobody who sent them."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from services_app.errors import TooMany
from services_app.feedback.limits import REPORTS
from services_app.limits import SenderCount, SenderKey, count_one
from services_app.public import reports
from services_app.web.store import Store
from tests.conftest import NOON
from tests.feedback.sending import OFFICE, kept, reported
from tests.pages import check_page

LIMIT, ALL = REPORTS.from_a_network, "all reports"


def test_an_address_may_report_ten_times_a_day(client: FlaskClient, store: Store) -> None:
    for _ in range(LIMIT):
        assert reported(client).status_code == 303
    answer = reported(client, note="one more", reason="moved")
    assert answer.status_code == 429
    page = check_page("/en/", answer)
    assert page.text.startswith("Go to the content")
    assert "Too many messages came in a short time." in page.text
    assert page.all("textarea")[0].text == "one more"
    assert OFFICE in page.links()
    assert len(kept(store)) == LIMIT
    assert reported(client, address="192.0.2.8").status_code == 303
    store.clock = lambda: NOON + timedelta(days=1)
    assert reported(client).status_code == 303


def test_the_whole_site_has_a_limit_an_hour(
    monkeypatch: pytest.MonkeyPatch, client: FlaskClient, store: Store
) -> None:
    monkeypatch.setattr(reports, "REPORTS", replace(REPORTS, in_all_an_hour=3))
    answers = [reported(client, address=f"192.0.2.{end}").status_code for end in range(5)]
    assert answers == [303, 303, 303, 429, 429]
    store.clock = lambda: NOON + timedelta(hours=1)
    assert reported(client, address="192.0.2.9").status_code == 303


def counted(session: Session) -> dict[str, int]:
    """Map each source of reports to its count."""
    return {row.source: row.count for row in session.scalars(select(SenderCount))}


def test_the_address_itself_is_in_no_row(session: Session) -> None:
    count_one(session, REPORTS, "192.0.2.7", NOON)
    sources = counted(session)
    assert len(sources) == 2
    assert not [source for source in sources if "192" in source]
    # The next day's hash is another: nobody can tell that it is the same reader.
    count_one(session, REPORTS, "192.0.2.7", NOON + timedelta(days=1))
    assert counted(session).keys() & sources.keys() == {ALL}


def test_counts_and_keys_are_gone_the_next_day(session: Session) -> None:
    count_one(session, REPORTS, "192.0.2.7", NOON)
    count_one(session, REPORTS, "192.0.2.8", NOON)
    count_one(session, REPORTS, None, NOON + timedelta(days=1))
    assert counted(session) == {ALL: 1}
    assert session.scalars(select(SenderKey)).all() == []


def test_neighbours_in_one_ipv6_network_are_one_reader(session: Session) -> None:
    for number in range(LIMIT):
        count_one(session, REPORTS, f"2001:db8:1:2::{number}", NOON)
    with pytest.raises(TooMany):
        count_one(session, REPORTS, "2001:db8:1:2:ffff::1", NOON)
    count_one(session, REPORTS, "2001:db8:1:3::1", NOON)
    count_one(session, REPORTS, "::ffff:192.0.2.7", NOON)
    assert len(counted(session)) == 4
    count_one(session, REPORTS, "192.0.2.7", NOON)
    assert len(counted(session)) == 4


@pytest.mark.parametrize("address", [None, "", "unix:", "nonsense"])
def test_an_unknown_address_counts_towards_all_only(address: str | None, session: Session) -> None:
    for _ in range(LIMIT + 1):
        count_one(session, REPORTS, address, NOON)
    assert counted(session) == {ALL: LIMIT + 1}


@pytest.fixture
def own_store(
    request: pytest.FixtureRequest, shared: Path, tmp_path: Path, worker_id: str
) -> Iterator[Store]:
    """A store of each database whose transactions really commit."""
    app = request.getfixturevalue(f"{request.param}_app")
    store: Store = app.extensions["store"]
    yield store
    with store.database.transaction() as session:
        for model in (SenderCount, SenderKey):
            for row in session.scalars(select(model)):
                session.delete(row)


@pytest.mark.parametrize("own_store", ["sqlite", "postgresql"], indirect=True)
def test_the_limit_holds_across_workers(own_store: Store) -> None:
    def report(_: int) -> bool:
        try:
            with own_store.database.transaction() as session:
                count_one(session, REPORTS, "192.0.2.7", NOON)
        except TooMany:
            return False
        return True

    with ThreadPoolExecutor(4) as workers:
        taken = list(workers.map(report, range(2 * LIMIT)))
    assert sum(taken) == LIMIT
