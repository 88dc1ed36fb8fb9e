"""Guessing passwords: few attempts, the same answer for everybody, no address kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from services_app.accounts.model import Attempt
from services_app.accounts.throttle import LIMITS, WINDOW, count, key_of
from services_app.web.store import Store
from tests.conftest import NOON
from tests.operators import PASSWORD, account, token

ELSEWHERE = "203.0.113.9"
PAGE = "/console/login"
WRONG = "wrong"


class Guesser:
    """A browser that sends the log-in form again and again."""

    def __init__(self, app: Flask) -> None:
        self.client: FlaskClient = app.test_client()
        self.token = token(self.client, PAGE)

    def guess(
        self,
        email: str,
        password: str = WRONG,
        address: str = ELSEWHERE,
        headers: dict[str, str] | None = None,
    ) -> TestResponse:
        """Send one pair."""
        form = {"email": email, "password": password, "csrf_token": self.token}
        origin = {"REMOTE_ADDR": address}
        return self.client.post(PAGE, data=form, headers=headers, environ_overrides=origin)


def addresses() -> Iterator[str]:
    """Yield one address after the other."""
    return (f"198.51.{number // 250}.{number % 250 + 1}" for number in range(5_000))


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch, app: Flask) -> list[str]:
    """What passwords went through argon2."""
    seen: list[str] = []
    context = app.extensions["security"].pwd_context
    for name in ("hash", "verify", "verify_and_update"):
        real = getattr(context, name)

        def noted(secret: str, *rest: object, _real: object = real, **more: object) -> object:
            seen.append(secret)
            return _real(secret, *rest, **more)  # type: ignore[operator]

        monkeypatch.setattr(context, name, noted)
    return seen


def test_five_thousand_wrong_passwords_for_one_account_are_throttled(
    on_sqlite: Flask,
) -> None:
    user = account(on_sqlite, "editor")
    guesser = Guesser(on_sqlite)
    answers = [guesser.guess(user.email, address=each).status_code for each in addresses()]
    assert answers == [422] * LIMITS["account"] + [429] * (5_000 - LIMITS["account"])
    right = guesser.guess(user.email, PASSWORD, "192.0.2.1")
    assert right.status_code == 429
    assert 0 < int(right.headers["Retry-After"]) <= WINDOW.total_seconds()
    assert guesser.client.get("/console/").status_code == 303


def test_five_thousand_wrong_passwords_from_one_address_are_throttled(on_sqlite: Flask) -> None:
    user = account(on_sqlite, "editor")
    guesser = Guesser(on_sqlite)
    answers = [guesser.guess(f"x{number}@example.org").status_code for number in range(5_000)]
    assert answers == [422] * LIMITS["address"] + [429] * (5_000 - LIMITS["address"])
    assert guesser.guess(user.email, PASSWORD).status_code == 429
    assert guesser.guess(user.email, PASSWORD, "192.0.2.1").status_code == 303


def test_what_is_blocked_costs_no_hashing_and_ends(app: Flask, hashed: list[str]) -> None:
    user = account(app, "editor")
    guesser = Guesser(app)
    for _ in range(LIMITS["account"]):
        assert guesser.guess(user.email).status_code == 422
    done = len(hashed)
    assert guesser.guess(user.email, PASSWORD).status_code == 429
    assert len(hashed) == done
    app.extensions["store"].clock = lambda: NOON + WINDOW + timedelta(seconds=1)
    guesser = Guesser(app)
    assert guesser.guess(user.email, PASSWORD).status_code == 303


def test_right_passwords_do_not_count(app: Flask) -> None:
    user = account(app, "editor")
    for _ in range(LIMITS["account"] + 2):
        assert Guesser(app).guess(user.email, PASSWORD).status_code == 303


def test_writing_the_address_another_way_is_no_way_round(on_sqlite: Flask) -> None:
    user = account(on_sqlite, "editor")
    guesser = Guesser(on_sqlite)
    for _ in range(LIMITS["account"]):
        guesser.guess(f" {user.email.upper()} ")
    assert guesser.guess(user.email, PASSWORD).status_code == 429


def test_neighbours_in_one_long_network_count_as_one(on_sqlite: Flask) -> None:
    guesser = Guesser(on_sqlite)
    for number in range(LIMITS["address"]):
        guesser.guess(f"x{number}@example.org", address=f"2001:db8:1:2::{number:x}")
    assert guesser.guess("y@example.org", address="2001:db8:1:2:ffff::1").status_code == 429
    assert guesser.guess("y@example.org", address="2001:db8:1:3::1").status_code == 422


def test_addresses_of_the_short_kind_count_apart_on_a_socket_of_both_kinds(
    on_sqlite: Flask,
) -> None:
    guesser = Guesser(on_sqlite)
    for number in range(LIMITS["address"]):
        guesser.guess(f"x{number}@example.org", address=f"::ffff:{ELSEWHERE}")
    assert guesser.guess("y@example.org", address=ELSEWHERE).status_code == 429
    assert guesser.guess("y@example.org", address="::ffff:192.0.2.1").status_code == 422


def test_an_address_that_is_none_may_try_to_log_in(on_sqlite: Flask) -> None:
    user = account(on_sqlite, "editor")
    assert Guesser(on_sqlite).guess(user.email, PASSWORD, "unknown").status_code == 303


def test_counts_hold_across_workers(app: Flask, store: Store) -> None:
    user = account(app, "editor")
    key = key_of(str(app.secret_key), "account", user.email, NOON)
    for _ in range(LIMITS["account"]):  # as another worker would, on the same database
        with store.database.transaction() as session:
            count(session, [key], NOON)
    assert Guesser(app).guess(user.email, PASSWORD).status_code == 429


def test_nothing_that_is_kept_names_an_address_or_an_account(app: Flask, store: Store) -> None:
    Guesser(app).guess("ada@example.org")
    with store.database.reading() as session:
        kept = session.scalars(select(Attempt)).all()
        assert len(kept) == 2
        for row in kept:
            assert re.fullmatch(r"(account|address):[0-9a-f]{48}", row.key)
    assert key_of("secret", "address", ELSEWHERE, NOON) != key_of(
        "secret", "address", ELSEWHERE, NOON + timedelta(days=1)
    )


def test_counts_are_dropped_after_their_time(app: Flask, store: Store) -> None:
    Guesser(app).guess("ada@example.org")
    app.extensions["store"].clock = lambda: NOON + WINDOW
    Guesser(app).guess("bea@example.org", address="192.0.2.77")
    with store.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Attempt)) == 2


def test_answer_does_not_tell_whether_an_account_exists(app: Flask, hashed: list[str]) -> None:
    known = account(app, "editor", email="ada@example.org")
    closed = account(app, "editor", email="bea@example.org")
    with app.extensions["store"].database.transaction() as session:
        session.merge(closed).password = None
    pages, work = set(), []
    for email in (known.email, closed.email, "eve@example.org"):
        guesser = Guesser(app)
        hashed.clear()
        answer = guesser.guess(email)
        page = answer.get_data(as_text=True).replace(email, "").replace(guesser.token, "")
        pages.add((answer.status_code, re.sub(r'name="csrf_token" value="[^"]*"', "", page)))
        work.append(len(hashed))
    assert len(pages) == 1
    assert work == [1, 1, 1], "each password is hashed once"
