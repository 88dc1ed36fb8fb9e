"""Accounts from the command line, and what the settings of accounts refuse."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from services_app import create_app
from services_app.accounts.mail import letter, post
from services_app.accounts.model import User
from services_app.accounts.throttle import LIMITS
from services_app.config import Settings, secret_key, settings_from
from services_app.errors import Unusable
from services_app.web.store import Store
from tests.accounts.postman import Postman, mail_server
from tests.accounts.test_throttling import Guesser
from tests.operators import PASSWORD, account, log_in

TWICE = f"{PASSWORD}\n{PASSWORD}\n"


def run(app: Flask, *words: str, typed: str = TWICE) -> tuple[int, str]:
    """Run `flask operator` and give its exit code and what it said."""
    result = app.test_cli_runner().invoke(args=["operator", *words], input=typed)
    return result.exit_code, result.output


def test_first_account_is_made_on_the_command_line(app: Flask) -> None:
    code, said = run(app, "add", "Ada@Example.org", "--name", "Ada")
    assert code == 0, said
    assert PASSWORD not in said
    assert "ada@example.org may log in: http://127.0.0.1:8000/console/login" in said
    assert log_in(app, "ada@example.org").get("/console/people").status_code == 200
    assert "ada@example.org  administrator * it" in run(app, "list")[1]


def test_invitation_from_the_command_line_prints_a_link(on_sqlite: Flask) -> None:
    code, said = run(on_sqlite, "add", "ada@example.org", "--invite", "--role", "editor")
    assert code == 0, said
    path = said.split("http://127.0.0.1:8000")[1].strip()
    assert on_sqlite.test_client().get(path).status_code == 200


@pytest.mark.parametrize(
    ("served", "lang"), [(("it", "ar"), "it"), (("ar", "en"), "en"), (("bn", "ar"), "it")]
)
def test_new_operators_get_a_language_of_the_console(
    on_sqlite: Flask, served: tuple[str, ...], lang: str
) -> None:
    store: Store = on_sqlite.extensions["store"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "settings", replace(store.settings, languages=served))
        code, said = run(on_sqlite, "add", "ada@example.org")
    assert code == 0, said
    with store.database.reading() as session:
        assert (
            session.scalars(select(User.lang).where(User.email == "ada@example.org")).one() == lang
        )


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["add", "ada"], "not an e-mail address"),
        (["add", "ada@example.org", "--place", "999999"], "no such place"),
        (["add", "ada@example.org", "--role", "contributor"], "needs an organisation"),
        (["add", "known@example.org"], "account with this address already"),
        (["reset", "nobody@example.org"], "no account"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    on_sqlite: Flask, words: list[str], why: str
) -> None:
    account(on_sqlite, "editor", email="known@example.org")
    code, said = run(on_sqlite, *words)
    assert code == 1
    assert why in said


def test_short_password_is_refused(on_sqlite: Flask) -> None:
    code, said = run(on_sqlite, "add", "ada@example.org", typed="short\nshort\n")
    assert code == 1
    assert "12 characters" in said


def test_reset_gives_a_new_password_and_ends_sessions(app: Flask) -> None:
    user = account(app, "editor")
    client = log_in(app, user.email)
    new = "yet another password"
    assert run(app, "reset", user.email, typed=f"{new}\n{new}\n")[0] == 0
    assert client.get("/console/").status_code == 303
    assert log_in(app, user.email, new).get("/console/").status_code == 200


def test_secret_key_is_made_once_and_for_nobody_else(tmp_path: Path) -> None:
    settings = Settings(instance=tmp_path / "new")
    made = secret_key(settings)
    assert len(made) >= 48
    assert secret_key(settings) == made
    assert stat.S_IMODE((tmp_path / "new" / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["secret_key"]
    assert secret_key(Settings(secret_key="x" * 32)) == "x" * 32


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "short"),
        ("TRUSTED_PROXIES", "many"),
        ("MAIL_URL", "mail.example.org"),
        ("MAIL_URL", "smtp://mail.example.org/path"),
        ("OIDC_ISSUER", "https://login.example.org"),
    ],
)
def test_unusable_setting_of_accounts_stops_the_start(name: str, value: str) -> None:
    with pytest.raises(Unusable, match=name):
        settings_from({name: value})


def test_provider_without_https_stops_the_start() -> None:
    given = {"OIDC_CLIENT_ID": "x", "OIDC_CLIENT_SECRET": "x"}
    with pytest.raises(Unusable, match="https"):
        settings_from(given | {"OIDC_ISSUER": "http://login.example.org"})


def test_address_behind_trusted_proxies_is_the_one_that_counts(on_sqlite: Flask) -> None:
    own = on_sqlite.extensions["store"]
    app = create_app(
        Settings(
            database_url=own.settings.database_url,
            instance=own.settings.instance,
            trusted_proxies=1,
        )
    )
    store = app.extensions["store"]
    store.database.bind, store.clock = own.database.bind, own.clock
    guesser = Guesser(app)
    forwarded = {"X-Forwarded-For": "6.6.6.6, 203.0.113.1"}
    for number in range(LIMITS["address"]):
        assert guesser.guess(f"x{number}@example.org", headers=forwarded).status_code == 422
    forged = {"X-Forwarded-For": "7.7.7.7, 203.0.113.1"}
    assert guesser.guess("y@example.org", headers=forged).status_code == 429
    other = {"X-Forwarded-For": "6.6.6.6, 203.0.113.2"}
    assert guesser.guess("y@example.org", headers=other).status_code == 422
    store.database.engine.dispose()


def test_mail_goes_out_by_smtp() -> None:
    with mail_server() as postman:
        settings = Settings(mail_url=postman, contact_email="desk@example.org")
        assert post(settings, letter(settings, "ada@example.org", "Ciao", "Un link: però"))
    assert "rcpt TO:<ada@example.org>" in Postman.taken
    assert "From: desk@example.org" in Postman.taken


def test_mail_server_that_is_down_is_noted_without_a_name(caplog: pytest.LogCaptureFixture) -> None:
    settings = Settings(mail_url="smtp://127.0.0.1:1")
    assert not post(settings, letter(settings, "ada@example.org", "Ciao", "secret words"))
    assert "mail not sent" in caplog.text
    assert "ada@" not in caplog.text
    assert "secret words" not in caplog.text
