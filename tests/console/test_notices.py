"""Letters to the owner of an account when what opens it, or what it may do, has changed."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from services_app.accounts.commands import require_second_factor, set_active
from services_app.accounts.model import Passkey, User
from services_app.content.item import Actor
from services_app.web.store import Store
from tests.conftest import NOON
from tests.console.letters import empty_mailbox, letters, letters_to
from tests.console.test_second_factors import RECOVERY, SET_UP, VALIDATE, code, set_up
from tests.operators import PASSWORD, account, log_in, logged_in, token

NEW = "another good password"
CODES = "/console/mf-recovery-codes"
FIRST, CHANGED = "/console/people/new", "/console/account/password"


@pytest.fixture(autouse=True)
def _no_mail_yet(sqlite_app: Flask, postgresql_app: Flask) -> None:
    empty_mailbox(sqlite_app)
    empty_mailbox(postgresql_app)


def post(client: FlaskClient, path: str, page: str = "", **form: str) -> TestResponse:
    """Send a form with the token of a page, and wait for what happens after the answer."""
    data = form | {"csrf_token": token(client, page or path)}
    return client.post(path, data=data, buffered=True)


def told(app: Flask, user: User) -> list[str]:
    """List what the letters to an operator say has changed, oldest first."""
    texts = [str(each.get_content()) for each in letters_to(app, user.email)]
    return [line[2:] for text in texts for line in text.splitlines() if line.startswith("- ")]


def choose(app: Flask, email: str) -> None:
    """Choose a password where the link in the last letter leads."""
    found = re.search(r"(/console/password/\S+)", str(letters_to(app, email)[-1].get_content()))
    assert found
    answer = post(app.test_client(), found[1], "/console/login", password=NEW, again=NEW)
    assert answer.status_code == 303


def test_new_password_is_told_to_its_owner_without_any_secret(app: Flask) -> None:
    user = account(app, "editor", lang="en")
    client = log_in(app, user.email)
    form = {"password": NEW, "again": NEW}
    assert post(client, CHANGED, old="wrong", **form).status_code == 422
    assert letters(app) == []
    assert post(client, CHANGED, old=PASSWORD, **form).status_code == 303
    assert told(app, user) == ["Your password was changed."]
    text = str(letters(app)[0].get_content())
    assert "Tuesday 24 November 2026, 12:00" in text
    assert re.findall(r"\S+://\S+", text) == ["http://127.0.0.1:8000/console/forgotten"]
    assert NEW not in text
    assert PASSWORD not in text


def test_letter_is_in_the_language_of_its_owner_and_not_of_who_acts(on_sqlite: Flask) -> None:
    user = account(on_sqlite, "editor", lang="it")
    path = f"/console/people/{user.id}"
    client = logged_in(on_sqlite, "administrator", lang="en")
    post(client, path, role="publisher", place="it", organisation="")
    assert "martedì 24 novembre 2026" in str(letters_to(on_sqlite, user.email)[0].get_content())


@pytest.mark.parametrize("lang", ["it", "bn"])
def test_letter_is_in_a_language_of_the_console_whatever_the_site_serves(
    on_sqlite: Flask, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store: Store = on_sqlite.extensions["store"]
    user = account(on_sqlite, "editor", lang=lang)
    client = logged_in(on_sqlite, "administrator")
    monkeypatch.setattr(store, "settings", replace(store.settings, languages=("bn", "ar")))
    post(client, f"/console/people/{user.id}", role="publisher", place="it", organisation="")
    assert "martedì 24 novembre 2026" in str(letters_to(on_sqlite, user.email)[0].get_content())


def test_letter_is_written_after_the_answer_has_left(on_sqlite: Flask) -> None:
    user = account(on_sqlite, "editor")
    client = log_in(on_sqlite, user.email)
    form = {"old": PASSWORD, "password": NEW, "again": NEW, "csrf_token": token(client, CHANGED)}
    answer = client.post(CHANGED, data=form)
    assert letters(on_sqlite) == []
    answer.close()
    assert len(letters(on_sqlite)) == 1


def test_password_by_a_mailed_link_is_told_unless_it_is_the_first(app: Flask) -> None:
    admin = logged_in(app, "administrator")
    form = {"email": "new@example.org", "name": "", "lang": "en", "role": "editor", "place": "it"}
    post(admin, FIRST, **form)
    choose(app, "new@example.org")
    assert len(letters(app)) == 1
    user = account(app, "editor", lang="en")
    post(app.test_client(), "/console/forgotten", email=user.email)
    choose(app, user.email)
    assert told(app, user) == ["Your password was changed."]


def test_reset_on_the_server_is_told(on_sqlite: Flask) -> None:
    user = account(on_sqlite, "editor", lang="en")
    runner = on_sqlite.test_cli_runner()
    result = runner.invoke(args=["operator", "reset", user.email], input=f"{NEW}\n{NEW}\n")
    assert result.exit_code == 0
    assert told(on_sqlite, user) == [
        "Your password was changed and your second factors removed, on the server."
    ]


def test_codes_of_an_app_are_told_when_they_come_and_go(app: Flask) -> None:
    user = account(app, "editor", lang="en")
    client = log_in(app, user.email)
    key = set_up(client)
    assert key not in str(letters(app)[0].get_content())
    again = log_in(app, user.email)
    assert post(again, VALIDATE, code=code(key, 1)).status_code == 303
    assert len(letters(app)) == 1, "to log in changes nothing"
    post(client, SET_UP, setup="disable")
    assert told(app, user) == [
        "A code from an app is now asked for at log-in.",
        "A code from an app is no longer asked for at log-in.",
    ]


def test_set_up_that_a_rule_asks_for_at_log_in_is_told(on_sqlite: Flask) -> None:
    store: Store = on_sqlite.extensions["store"]
    with store.database.transaction() as session:
        require_second_factor(session, ["publisher"], by=Actor("test"))
    user = account(on_sqlite, "publisher", lang="en")
    set_up(log_in(on_sqlite, user.email))
    assert told(on_sqlite, user) == ["A code from an app is now asked for at log-in."]


def test_new_recovery_codes_are_told_and_a_used_one_is_not(on_sqlite: Flask) -> None:
    user = account(on_sqlite, "editor", lang="en")
    client = log_in(on_sqlite, user.email)
    set_up(client)
    page = post(client, CODES, generate_new_codes="1").get_data(as_text=True)
    codes = re.findall(r'<bdi dir="ltr">([0-9a-f-]+)</bdi>', page)
    assert codes
    new = "New recovery codes were made; the old ones no longer work."
    assert told(on_sqlite, user)[1:] == [new]
    assert not any(each in str(letters(on_sqlite)[-1].get_content()) for each in codes)
    assert post(log_in(on_sqlite, user.email), RECOVERY, code=codes[0]).status_code == 303
    assert told(on_sqlite, user)[1:] == [new]


PASSKEY: dict[str, Any] = {
    "credential_id": b"id", "public_key": b"key", "name": "telefono", "usage": "first",
    "backup_state": False, "device_type": "single_device",
}  # fmt: skip


def test_added_passkey_is_told(app: Flask) -> None:
    user = account(app, "editor", lang="en")
    accounts = app.extensions["security"].datastore
    with app.test_request_context("/console/wan-register"):
        accounts.create_webauthn(user, **PASSKEY)
        accounts.commit()
        app.process_response(app.response_class()).close()
    assert told(app, user) == ["A passkey was added."]


def test_removed_passkey_is_told(app: Flask, store: Store) -> None:
    user = account(app, "editor", lang="en")
    with store.database.transaction() as session:
        session.add(Passkey(user_id=user.id, lastuse_datetime=NOON, **PASSKEY))
    client = log_in(app, user.email)
    answer = post(client, "/console/wan-delete", "/console/wan-register", name="telefono")
    assert answer.status_code == 303
    assert told(app, user) == ["A passkey was removed."]


def test_changed_rights_are_told_where_they_really_changed(app: Flask, store: Store) -> None:
    user, client = account(app, "editor", lang="en"), logged_in(app, "administrator")
    path, form = f"/console/people/{user.id}", {"place": "it", "organisation": ""}
    post(client, path, role="editor", **form)
    assert told(app, user) == []
    post(client, path, role="publisher", **form)
    assert told(app, user) == ["An administrator changed what you may do."]
    with store.database.reading() as session:
        first = session.get_one(User, user.id).grants[0].id
    post(client, f"{path}/take", path, grant=str(first))
    assert len(told(app, user)) == 2


def test_closed_account_gets_no_letter(on_sqlite: Flask) -> None:
    user, client = account(on_sqlite, "editor"), logged_in(on_sqlite, "administrator")
    with on_sqlite.extensions["store"].database.transaction() as session:
        set_active(session, session.get_one(User, user.id), False, by=Actor("test"))
    path = f"/console/people/{user.id}"
    post(client, path, role="publisher", place="it", organisation="")
    assert letters(on_sqlite) == []
