"""What every test may ask for: a filled database of each kind, the app, checked pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.orm import Session

from services_app import create_app
from services_app.config import Settings
from services_app.web.store import Store
from tests.databases import postgresql_copy, sqlite_copy
from tests.pages import Page, check_page

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)  # a Tuesday, 12:00 in Italy
LANGUAGES = Settings.languages
# A slow machine is no fault, and the same run finds the same things.
hypothesis.settings.register_profile("ours", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("ours")


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that all workers of a run share."""
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


@pytest.fixture(scope="session")
def sqlite_app(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The app on a filled SQLite file."""
    folder = tmp_path_factory.mktemp("sqlite")
    yield from _app(sqlite_copy(shared, folder), folder)


@pytest.fixture(scope="session")
def postgresql_app(
    shared: Path, tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Iterator[Flask]:
    """The app on a filled PostgreSQL database."""
    yield from _app(postgresql_copy(shared, worker_id), tmp_path_factory.mktemp("postgresql"))


def _app(url: str, instance: Path) -> Iterator[Flask]:
    app = create_app(Settings(database_url=url, instance=instance))
    app.testing = True
    yield app
    # A connection left open is a warning, and warnings are errors.
    app.extensions["store"].database.engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def app(request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The app on each database; whatever the test writes is rolled back."""
    app: Flask = request.getfixturevalue(f"{request.param}_app")
    yield from _rolled_back(app)


@pytest.fixture
def on_sqlite(sqlite_app: Flask) -> Iterator[Flask]:
    """The app on SQLite only, for what no database changes."""
    yield from _rolled_back(sqlite_app)


def _rolled_back(app: Flask) -> Iterator[Flask]:
    store: Store = app.extensions["store"]
    store.clock = lambda: NOON
    database = store.database
    with database.engine.connect() as connection:
        outer = connection.begin()
        database.bind = connection
        yield app
        database.bind = database.engine
        outer.rollback()
    store.forget()


@pytest.fixture
def store(app: Flask) -> Store:
    """The store of the app."""
    found: Store = app.extensions["store"]
    return found


@pytest.fixture
def session(store: Store) -> Iterator[Session]:
    """A session that writes; nothing of it outlives the test."""
    with store.database.transaction() as session:
        yield session


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A reader's browser without cookies."""
    return app.test_client(use_cookies=True)


@pytest.fixture
def page(client: FlaskClient) -> Callable[..., Page]:
    """Open a page and check what holds for every page; see tests/pages.py."""

    def opened(path: str, *, status: int = 200, **headers: str) -> Page:
        answer = client.get(path, headers={k.replace("_", "-"): v for k, v in headers.items()})
        assert answer.status_code == status, f"{path}: {answer.status_code}"
        return check_page(path, answer)

    return opened


@pytest.fixture
def queries(store: Store) -> Iterator[list[str]]:
    """The statements sent to the database, without those that look for changed places."""
    sent: list[str] = []
    framing = ("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK")

    def note(_c: object, _k: object, statement: str, *_: object) -> None:
        if "FROM generation" not in statement and not statement.startswith(framing):
            sent.append(statement)

    engine = store.database.engine
    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)
