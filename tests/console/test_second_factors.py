"""Codes of an app, recovery codes, and who must have them."""

from __future__ import annotations

import re
import time

from flask import Flask
from flask.testing import FlaskClient
from passlib.totp import TOTP
from sqlalchemy import select
from werkzeug.test import TestResponse

from services_app.accounts.commands import require_second_factor
from services_app.accounts.model import User
from services_app.accounts.throttle import LIMITS
from services_app.content.item import Actor
from services_app.web.store import Store
from tests.operators import PASSWORD, account, log_in, token

SET_UP, VALIDATE, RECOVERY = "/console/tf-setup", "/console/tf-validate", "/console/mf-recovery"


def post(client: FlaskClient, path: str, page: str = "", **form: str) -> TestResponse:
    """Send a form with the token of a page, and wait for what happens after the answer."""
    data = form | {"csrf_token": token(client, page or path)}
    return client.post(path, data=data, buffered=True)


def code(key: str, ahead: int = 0) -> str:
    """Give the code that an app shows now, or some half minutes later."""
    return str(TOTP(key=key).generate(time=time.time() + 30 * ahead).token)


def set_up(client: FlaskClient) -> str:
    """Set an app up and give its key."""
    page = post(client, SET_UP, setup="authenticator").get_data(as_text=True)
    assert 'src="data:image/svg+xml' in page
    found = re.search(r"<code>([A-Z0-9-]+)</code>", page)
    action = re.search(r'action="(/console/tf-[^"]+)"', page)
    assert found
    assert action
    answer = post(client, action.group(1), SET_UP, code=code(found.group(1)))
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return found.group(1)


def password_given(app: Flask, email: str) -> FlaskClient:
    """Send the password and stop before the code."""
    client = log_in(app, email)
    assert client.get("/console/").status_code == 303
    return client


def test_password_alone_no_longer_opens_an_account_with_an_app(app: Flask) -> None:
    user = account(app, "editor")
    key = set_up(log_in(app, user.email))
    client = password_given(app, user.email)
    assert post(client, VALIDATE, code="000000").status_code == 422
    assert client.get("/console/").status_code == 303
    assert post(client, VALIDATE, code=code(key, 1)).status_code == 303
    assert client.get("/console/").status_code == 200


def test_a_code_is_good_once(on_sqlite: Flask) -> None:
    user = account(on_sqlite, "editor")
    key = set_up(log_in(on_sqlite, user.email))
    used = code(key, 1)
    assert post(password_given(on_sqlite, user.email), VALIDATE, code=used).status_code == 303
    again = password_given(on_sqlite, user.email)
    assert post(again, VALIDATE, code=used).status_code == 422


def test_guessed_codes_are_throttled(on_sqlite: Flask) -> None:
    user = account(on_sqlite, "editor")
    key = set_up(log_in(on_sqlite, user.email))
    client = password_given(on_sqlite, user.email)
    for _ in range(LIMITS["second"]):
        assert post(client, VALIDATE, code="000000").status_code == 422
    assert post(client, VALIDATE, code=code(key, 1)).status_code == 429


def test_a_recovery_code_opens_the_console_once(app: Flask, store: Store) -> None:
    user = account(app, "editor")
    client = log_in(app, user.email)
    set_up(client)
    page = post(client, "/console/mf-recovery-codes", generate_new_codes="1")
    codes = re.findall(r'<bdi dir="ltr">([0-9a-f-]+)</bdi>', page.get_data(as_text=True))
    assert len(codes) == 8
    with store.database.reading() as session:
        kept = session.scalars(select(User.mf_recovery_codes).where(User.id == user.id)).one()
    assert kept is not None
    assert not set(codes) & set(kept), "kept encrypted"
    first = password_given(app, user.email)
    assert post(first, RECOVERY, code=codes[0]).status_code == 303
    assert first.get("/console/").status_code == 200
    second = password_given(app, user.email)
    assert post(second, RECOVERY, code=codes[0]).status_code == 422
    assert post(second, RECOVERY, code=codes[1]).status_code == 303


def test_role_that_needs_a_second_factor_sets_it_up_at_log_in(app: Flask, store: Store) -> None:
    with store.database.transaction() as session:
        require_second_factor(session, ["publisher"], by=Actor("test"))
    user = account(app, "publisher")
    client = password_given(app, user.email)
    set_up(client)
    assert client.get("/console/").status_code == 200
    page = client.get(SET_UP).get_data(as_text=True)
    assert 'value="disable"' not in page
    post(client, SET_UP, setup="disable")
    assert post(password_given(app, user.email), VALIDATE, code="1").status_code == 422
    assert log_in(app, account(app, "editor").email).get("/console/").status_code == 200


def test_second_factor_can_be_given_up_where_no_rule_asks_for_it(on_sqlite: Flask) -> None:
    user = account(on_sqlite, "editor")
    client = log_in(on_sqlite, user.email)
    set_up(client)
    assert post(client, SET_UP, setup="disable").status_code == 303
    assert log_in(on_sqlite, user.email).get("/console/").status_code == 200


def test_pages_between_password_and_code_open_for_nobody_else(on_sqlite: Flask) -> None:
    client = on_sqlite.test_client()
    for path in (SET_UP, VALIDATE, RECOVERY, "/console/tf-select", "/console/tf-rescue"):
        assert client.get(path).status_code in (302, 303), path
    form = {"code": "123456", "csrf_token": token(client, "/console/login")}
    assert client.post(VALIDATE, data=form).status_code == 303
    assert client.get("/console/").status_code == 303


def test_old_log_in_asks_for_the_password_before_factors_change(on_sqlite: Flask) -> None:
    user = account(on_sqlite, "editor")
    client = log_in(on_sqlite, user.email)
    with client.session_transaction(path="/console/") as session:
        session["fs_paa"] = time.time() - 3600
        session.pop("fs_gexp", None)
    answer = client.get("/console/mf-recovery-codes")
    assert answer.headers["Location"].startswith("/console/verify?next=")
    right = post(client, answer.headers["Location"], password=PASSWORD)
    assert right.headers["Location"] == "/console/mf-recovery-codes"


def test_the_code_is_asked_for_of_who_has_recovery_codes_too(app: Flask) -> None:
    user = account(app, "editor")
    client = log_in(app, user.email)
    post(client, "/console/mf-recovery-codes", generate_new_codes="1")
    key = set_up(client)
    waiting = password_given(app, user.email)
    assert waiting.get(VALIDATE).status_code == 200
    assert post(waiting, VALIDATE, code=code(key, 1)).status_code == 303
    assert waiting.get("/console/").status_code == 200
