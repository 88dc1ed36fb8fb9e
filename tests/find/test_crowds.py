"""Search where many bear a word: what is called so comes first, no type is crowded out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from services_app.content.commands import save_record
from services_app.db import Database
from services_app.find import search
from services_app.find.bearers import bearers
from services_app.migrations import migrate
from services_app.places.atlas import read_atlas
from services_app.web.store import Store
from tests.find.test_search import QUERIES, answers, slugs
from tests.pages import Page
from tests.records import TESTER, TYPES, Raw, guide, job, office, words

CROWD = search.LIMIT + 15
FEW = 5  # makes a word of these tests a common one
Open = Callable[..., Page]


@pytest.fixture(params=["read from the index", "walked to"])
def _both_ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "walked to":
        monkeypatch.setattr(search, "FEW", FEW)


def crowd(session: Session, kind: str, make: Callable[[int], Raw]) -> None:
    """Save many items of a type."""
    atlas = read_atlas(session)
    for number in range(CROWD):
        save_record(session, TYPES[kind], make(number), by=TESTER, atlas=atlas)
    session.flush()


def zaffiri(number: int) -> Raw:
    """Make a job whose words name zaffiri."""
    return job(f"job-{number}") | {"texts": {"it": words("", "Lavoro con gli zaffiri")}}


@pytest.mark.usefixtures("_both_ways")
def test_what_is_called_so_is_found_behind_a_crowd_that_only_speaks_of_it(
    session: Session, store: Store
) -> None:
    crowd(session, "offices", lambda number: office(f"a-{number}", name=f"Aaa {number}") |
          {"texts": {"it": words("", "Qui si vendono zaffiri")}})  # fmt: skip
    save_record(session, TYPES["offices"], office("named", name="Zzz Zaffiri"), by=TESTER)
    session.flush()
    shown = slugs(session, store, "zaffiri")
    assert shown[0] == "named"
    assert len(shown) == search.LIMIT


@pytest.mark.usefixtures("_both_ways")
def test_a_crowd_of_one_type_leaves_room_for_the_others(session: Session, store: Store) -> None:
    crowd(session, "jobs", zaffiri)
    for number in range(search.SHARE + 2):
        texts = {"it": words("Titolo", "Parla di zaffiri")}
        saved = guide(f"guide-{number}", position=number) | {"texts": texts}
        save_record(session, TYPES["guides"], saved, by=TESTER)
    session.flush()
    shown = slugs(session, store, "zaffiri")
    assert len([slug for slug in shown if slug.startswith("guide-")]) == search.SHARE + 2
    assert len(shown) == search.LIMIT


@pytest.mark.usefixtures("_both_ways")
def test_a_type_alone_fills_all_the_room(session: Session, store: Store) -> None:
    crowd(session, "jobs", zaffiri)
    assert len(slugs(session, store, "zaffiri")) == search.LIMIT


@pytest.mark.parametrize("query", [*QUERIES, "permesso lavoro", "italiano larino"])
def test_reading_the_index_and_walking_the_lists_find_the_same(
    app: Flask, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    read = answers(app, query, "it")
    monkeypatch.setattr(search, "FEW", 0)
    walked = answers(app, query, "it")
    # Where more is found than fits, a walk may choose others of the same types.
    assert len(walked) == len(read)
    assert {kind for kind, _ in walked} == {kind for kind, _ in read}
    assert walked == read or len(read) == search.LIMIT


def test_a_search_costs_the_same_number_of_statements_in_a_crowd(
    session: Session,
    store: Store,
    page: Open,
    queries: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    crowd(session, "jobs", zaffiri)
    store.atlas()  # kept in memory: only the first page of a process reads it
    for few in (search.FEW, 0):
        monkeypatch.setattr(search, "FEW", few)
        queries.clear()
        page("/it/larino/search?q=zaffiri")
        assert len(queries) == 3


def test_a_name_is_found_by_its_new_words_only_and_no_more_when_the_item_is_gone(
    session: Session, store: Store
) -> None:
    for name in ("Qwertyuiop", "Zaffiro"):
        saved = save_record(session, TYPES["offices"], office("mine", name=name), by=TESTER)
        session.flush()
    assert slugs(session, store, "qwertyuiop") == []
    assert slugs(session, store, "zaffiro") == ["mine"]
    session.delete(saved)
    session.flush()
    assert slugs(session, store, "zaffiro") == []


STORED = (
    "INSERT INTO place (id, code, level, name, folded, is_open, radius_km, languages)"
    " VALUES (1, 'it', 'country', 'Italia', 'italia', 0, 40, '')",
    "INSERT INTO item (id, uid, kind, slug, place_id, place_code, state, version, risk, sensitive,"
    " source_lang, review_every_days, sample, sources, face, folded, created_at, updated_at)"
    " VALUES (7, '0', 'offices', 'a', 1, 'it', 'published', 1, 'normal', 0, 'it', 90, 0, '[]',"
    " '{}', ' qwertyuiop ', '2026-11-01', '2026-11-01')",
)


def test_what_was_stored_before_the_index_is_in_it_after_all_migrations(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'old.sqlite3'}")
    migrate(database.engine, "0012")
    with database.transaction() as session:
        for statement in STORED:
            session.execute(text(statement))
    migrate(database.engine)
    with database.reading() as session:
        hits = session.scalars(bearers(session, "qwerty", "it", {}, texts=False)).all()
    database.engine.dispose()
    assert hits == [7]


@pytest.mark.parametrize("table", ["item", "text"])
def test_no_migration_loses_the_triggers_that_keep_the_index(sqlite_app: Flask, table: str) -> None:
    database: Database = sqlite_app.extensions["store"].database
    query = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table"
    with database.reading() as session:
        names = set(session.scalars(text(query), {"table": table}))
    assert names == {f"{table}_fts_{act}" for act in ("insert", "update", "delete")}
