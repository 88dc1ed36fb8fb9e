"""Of who makes a list and who opens it nothing is stored and nothing logged."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from services_app.db import Base
from services_app.limits import SenderCount, SenderKey
from services_app.share.commands import LETTERS
from services_app.share.model import Bundle
from services_app.web.store import Store
from tests.conftest import NOON
from tests.records import LARINO
from tests.share.making import THREE, handed, kept

BUNDLES, OPENINGS = 100, 1000
MEDIATOR, READER = "203.0.113.77", "198.51.100.9"
TELLING = {
    "User-Agent": "TheirPhone/9", "Accept-Language": "bn-BD,bn", "Cookie": "a=secret",
    "Referer": "https://web.whatsapp.com/", "X-Forwarded-For": "192.0.2.200",
}  # fmt: skip


def everything(session: Session) -> Iterator[tuple[str, str, Any]]:
    """Yield (table, column, value) for every column of every row in the store."""
    for table in Base.metadata.sorted_tables:
        for row in session.execute(select(table)).mappings():
            for name, value in row.items():
                yield table.name, str(name), value


def snapshot(session: Session) -> set[tuple[str, str, str]]:
    """List all that is stored, to compare it later."""
    return {(table, name, repr(value)) for table, name, value in everything(session)}


def test_what_is_kept_of_lists_and_openings_tells_of_nobody(
    app: Flask, client: FlaskClient, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    with store.database.reading() as session:
        before = snapshot(session)
    made = [handed(client, *THREE, sentence="today") for _ in range(BUNDLES)]
    reader = app.test_client()
    where = {"REMOTE_ADDR": READER}
    with store.database.reading() as session:
        after_making = snapshot(session)
    for number in range(OPENINGS):
        code, _ = made[number % BUNDLES]
        path = f"/s/{code}" if number % 2 else f"/bn/s/{code}"
        answer = reader.get(path, headers=TELLING, environ_base=where)
        assert answer.status_code in (200, 302)
        assert "Set-Cookie" not in answer.headers
    with store.database.reading() as session:
        after = snapshot(session)
    assert after == after_making, "an opening leaves no trace at all"
    new = after - before
    assert {table for table, _, _ in new} == {"bundle", "sender_count", "sender_key"}
    _columns_are_harmless(new, {code for code, _ in made})
    stored = json.dumps(sorted(new))
    secrets = [MEDIATOR, READER, "192.0.2.7", "192.0.2.200", "TheirPhone", "bn-BD", "whatsapp"]
    for line in [stored, *(record.getMessage() for record in caplog.records)]:
        for secret in [*secrets, *(key for _, key in made)]:
            assert secret not in line
    for record in caplog.records:
        assert not [code for code, _ in made if code in record.getMessage()], record


def _columns_are_harmless(new: set[tuple[str, str, str]], codes: set[str]) -> None:
    """Hold each new value against what its column may say: a column without a line here fails."""
    may = {
        ("bundle", "code"): rf"'[{LETTERS}]{{13}}'",
        ("bundle", "key_hash"): r"'[0-9a-f]{64}'",
        ("bundle", "items"): r"\[(\{'uid': '[0-9a-f-]{36}', 'version': \d+\}(, )?){3}\]",
        ("bundle", "sentences"): r"\['today'\]",
        ("bundle", "lang"): "'uk'",
        ("bundle", "second_lang"): "'it'",
        ("bundle", "place_code"): f"'{LARINO}'",
        ("bundle", "created_on"): re.escape(repr(NOON.date())),
        ("bundle", "expires_on"): r"datetime\.date\(2026, 12, 24\)",
        ("bundle", "note"): "None",  # what staff may add is tried in tests/console/test_bundles.py
        ("bundle", "note_lang"): "None",
        ("bundle", "note_by"): "None",
        ("sender_count", "source"): "'all bundles'|'[0-9a-f]{32}'",
        ("sender_count", "since"): r"datetime\.datetime\(2026, 11, 24, (0|11), 0, tzinfo=.*\)",
        ("sender_count", "count"): str(BUNDLES),
        ("sender_key", "day"): re.escape(repr(NOON.date())),
        ("sender_key", "key"): "b['\"].*['\"]",
    }
    for table, name, value in new:
        items = value.replace("'version': ", "'version': ").replace('"', "'")
        if (table, name) == ("bundle", "items"):  # PostgreSQL keeps keys in an order of its own
            value = re.sub(r"\{'version': (\d+), ('uid': '[^']+')\}", r"{\2, 'version': \1}", items)
        assert re.fullmatch(may[table, name], value), (table, name, value)
    assert {value.strip("'") for table, name, value in new if name == "code"} == codes


def test_a_bundle_has_no_room_for_a_person() -> None:
    assert {column.key for column in inspect(Bundle).columns} == {
        "code", "key_hash", "items", "sentences", "lang", "second_lang", "place_code",
        "created_on", "expires_on",
        # Words that staff wrote, the name of their organisation, never of one of them: 0023.
        "note", "note_lang", "note_by",
    }  # fmt: skip


def test_of_the_key_only_a_hash_is_kept(client: FlaskClient, store: Store) -> None:
    _, key = handed(client)
    (bundle,) = kept(store)
    assert bundle.key_hash == hashlib.sha256(key.encode()).hexdigest()
    assert key not in repr(vars(bundle))


def test_a_guess_is_counted_for_a_network_that_nobody_can_name(
    client: FlaskClient, session: Session
) -> None:
    client.get("/it/s/bcdfghjkmnpqr", environ_base={"REMOTE_ADDR": READER})
    (count,) = session.scalars(select(SenderCount)).all()
    (key,) = session.scalars(select(SenderKey)).all()
    assert re.fullmatch("[0-9a-f]{32}", count.source)
    assert count.since.replace(minute=0) == count.since, "no minute is kept"
    assert READER not in repr((vars(count), vars(key)))


def test_the_tables_are_those_of_the_models(session: Session) -> None:
    context = MigrationContext.configure(session.connection(), opts={"compare_type": True})
    differing = [str(each) for each in compare_metadata(context, Base.metadata)]
    assert not [each for each in differing if "bundle" in each or "sender" in each]
