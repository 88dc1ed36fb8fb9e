"""Engine, sessions, transactions; the only place that commits or rolls back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Connection, Engine, MetaData, String, create_engine, event
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import make_url
from sqlalchemy.orm import DeclarativeBase, Session


def sorted_text(length: int) -> String:
    """Make the type of a text that sorts by its bytes on every database, as SQLite does."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


JSON_COLUMN = JSON().with_variant(JSONB(), "postgresql")


class Base(DeclarativeBase):
    """The parent of every model, with stable names for keys and constraints."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Database:
    """One database; tests bind it to a connection whose outer transaction they roll back."""

    def __init__(self, url: str) -> None:
        self.engine = open_engine(url)
        self.bind: Engine | Connection = self.engine

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Open a session for reading; it never writes."""
        with Session(self.bind, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Open a session for writing: one commit at the end, or nothing at all."""
        bind = self.bind
        if isinstance(bind, Engine):
            bind = bind.execution_options(writes=True)
        with Session(
            bind, expire_on_commit=False, join_transaction_mode="create_savepoint"
        ) as session:
            try:
                yield session
            except BaseException:
                session.rollback()
                raise
            session.commit()


def open_engine(url: str) -> Engine:
    """Make an engine; SQLite gets foreign keys, WAL and transactions that we begin ourselves."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:  # Any: the driver's own connection
    # The driver's own transaction handling swallows savepoints; BEGIN is emitted below instead.
    connection.isolation_level = None
    for pragma in (
        "foreign_keys = ON",
        "journal_mode = WAL",
        "busy_timeout = 10000",
        "synchronous = NORMAL",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A reader that turns writer is refused at once whatever the timeout: writers say so first.
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
