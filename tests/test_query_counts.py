"""How many statements a page costs, however much there is to show."""

from __future__ import annotations

import copy
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete
from sqlalchemy.orm import Session

from services_app.content.commands import save_record
from services_app.content.item import Actor, Seen
from services_app.content.proposal import keep_draft, submit
from services_app.places.atlas import read_atlas
from services_app.web.store import Store
from tests.conftest import NOON
from tests.contract.test_pages import addresses
from tests.operators import account, logged_in, token
from tests.pages import Page
from tests.records import KINDS, TESTER, TYPES, job, office, seeded

Open = Callable[..., Page]
MANY = 22  # more than a page of a list


@pytest.fixture(autouse=True)
def _known_towns(store: Store) -> None:
    # The open towns are kept in memory: only the first page of a process reads them.
    store.atlas()


def cost(page: Open, queries: list[str], path: str) -> int:
    """Count the statements of a page."""
    queries.clear()
    page(path)
    return len(queries)


def copies(session: Session, kind: str, slug: str) -> None:
    """Save many more items like one of the seed, in the same place."""
    atlas = read_atlas(session)
    record = next(raw for raw in seeded(kind) if raw["slug"] == slug)
    for number in range(MANY):
        more = copy.deepcopy(record) | {"slug": f"copy-{number}"}
        more.pop("uid", None)
        save_record(session, TYPES[kind], more, by=TESTER, atlas=atlas)


def first(store: Store, kind: str) -> tuple[str, str, str]:
    """Give the town, the path and the slug of the first item of a type that is not sensitive."""
    town, path = next(found for found in addresses(store, kind) if "x/" not in found[1])
    return town, path, path.rsplit("/", 1)[1]


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)  # both databases get the same statements
@pytest.mark.parametrize("kind", KINDS)
def test_a_list_is_two_statements_and_an_item_at_most_three_however_many_there_are(
    session: Session, store: Store, page: Open, queries: list[str], kind: str
) -> None:
    town, path, slug = first(store, kind)
    listed, item = f"/it/{town}/{kind}", f"/it/{path}"
    before = cost(page, queries, listed), cost(page, queries, item)
    assert before[0] == 2
    assert before[1] <= 3
    copies(session, kind, slug)
    session.flush()
    assert (cost(page, queries, listed), cost(page, queries, item)) == before
    if store.types[kind].per_page == 20:  # all helplines stand on one page
        assert cost(page, queries, f"{listed}?page=2") == 2


def test_an_empty_list_is_one_statement(session: Session, page: Open, queries: list[str]) -> None:
    session.execute(delete(Seen))
    assert cost(page, queries, "/it/larino/jobs") == 1


PAGES = [
    ("/it/larino/", 2),
    ("/it/larino/now", 4),
    ("/it/x/help?at=larino", 4),
    ("/it/larino/search?q=a", 3),
    ("/it/larino/search?q=a+e+i", 3),
    ("/it/larino/search?q=zzzzzz", 1),
    ("/it/larino/search?q=", 0),
    ("/it/", 0),
    ("/it/?q=la", 1),
    ("/it/?lat=41.8&lon=14.9", 0),
    ("/it/about", 0),
    ("/it/larino/changes", 3),
    ("/it/larino/changes?page=2", 3),
    ("/it/larino/changes.atom", 3),
    ("/it/larino/share", 0),
    ("/it/larino/share?item=guides/bank-account&item=offices/larino-comune", 2),
    ("/it/nowhere/", 0),
    ("/it/larino/jobs?page=x", 0),
]


@pytest.mark.parametrize(("path", "count"), PAGES)
def test_every_other_page_has_its_number_of_statements(
    page: Open, client: FlaskClient, queries: list[str], path: str, count: int
) -> None:
    queries.clear()
    if path.endswith(".atom"):
        assert client.get(path).status_code == 200
    else:
        page(path, status=404 if "nowhere" in path or "page=x" in path else 200)
    assert len(queries) == count


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)  # both databases get the same statements
def test_publishing_in_bulk_is_shown_at_the_same_cost_however_many_items_there_are(
    app: Flask, session: Session, queries: list[str]
) -> None:
    uids = [
        str(save_record(session, TYPES["jobs"], job(f"job-{number}") | {"state": "draft"},
                        by=TESTER).uid)
        for number in range(MANY)
    ]  # fmt: skip
    browser = logged_in(app, "publisher")
    form = {"csrf_token": token(browser), "act": "publish"}
    counts = []
    for some in (uids[:2], uids):
        queries.clear()
        answer = browser.post("/console/jobs/bulk", data=form | {"uid": some})
        assert answer.text.count("<ins>") == len(some)
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)  # both databases get the same statements
def test_what_waits_for_approval_costs_the_same_however_much_it_is(
    app: Flask, session: Session, queries: list[str]
) -> None:
    browser = logged_in(app, "publisher")
    author, counts = Actor("Un editor", None, account(app, "editor").id), []
    for number in range(MANY):
        draft = keep_draft(session, by=author, kind="jobs", item_uid=None, base_version=0,
                           values=[], place_code="070031", at=NOON)  # fmt: skip
        submit(session, draft, by=author, at=NOON)
        if number in (1, MANY - 1):
            queries.clear()
            assert browser.get("/console/").text.count("proposal=") == number + 1
            counts.append(len(queries))
    assert counts[0] == counts[1]


def test_home_danger_and_private_cost_the_same_when_there_is_more_to_show(
    session: Session, store: Store, page: Open, queries: list[str]
) -> None:
    paths = [path for path, _ in PAGES[:4]]
    before = [cost(page, queries, path) for path in paths]
    atlas = read_atlas(session)
    for number in range(MANY):
        hospital = office(f"hospital-{number}", kind="hospital", emergency_room="yes")
        save_record(session, TYPES["offices"], hospital, by=TESTER, atlas=atlas)
        save_record(session, TYPES["jobs"], job(f"job-{number}"), by=TESTER, atlas=atlas)
    session.flush()
    assert [cost(page, queries, path) for path in paths] == before
