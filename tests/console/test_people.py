"""Invitations, forgotten passwords, rights and closing, as administrators and owners do them."""

from __future__ import annotations

import re
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from services_app.accounts.model import AccountEvent, User
from services_app.accounts.throttle import LIMITS
from services_app.web.store import Store
from tests.conftest import NOON
from tests.operators import PASSWORD, account, log_in, logged_in, token

NEW = "another good password"


def post(client: FlaskClient, path: str, page: str = "", **form: str) -> TestResponse:
    """Send a form with the token of a page, and wait for what happens after the answer."""
    data = form | {"csrf_token": token(client, page or path)}
    return client.post(path, data=data, buffered=True)


def mails(app: Flask) -> list[str]:
    """Read what was mailed, oldest first."""
    folder: Path = app.extensions["store"].settings.instance / "mail"
    found = sorted(folder.glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
    letters = [message_from_bytes(path.read_bytes(), policy=default) for path in found]
    return [f"{each['To']}\n{each.get_content()}" for each in letters]


def link(app: Flask) -> str:
    """Give the path of the link in the last mail."""
    found = re.search(r"http://127\.0\.0\.1:8000(/console/password/\S+)", mails(app)[-1])
    assert found, "no link, or not of SITE_URL"
    return found.group(1)


@pytest.fixture(autouse=True)
def _no_mail_yet(sqlite_app: Flask) -> None:
    for path in (sqlite_app.extensions["store"].settings.instance / "mail").glob("*.eml"):
        path.unlink()


def invited(app: Flask, role: str = "editor", **form: str) -> TestResponse:
    """Invite somebody."""
    return post(
        logged_in(app, "administrator"),
        "/console/people/new",
        **{"email": "new@example.org", "name": "Nuova", "lang": "it", "role": role, "place": "it"}
        | form,
    )


def choose(app: Flask, path: str, password: str = NEW) -> TestResponse:
    """Choose a password where a link leads."""
    client = app.test_client()
    form = {"password": password, "again": password, "csrf_token": token(client, "/console/login")}
    return client.post(path, data=form)


def test_invitation_leads_to_an_account_and_is_good_once(app: Flask) -> None:
    assert invited(app).status_code == 303
    path = link(app)
    assert mails(app)[-1].startswith("new@example.org\n")
    assert choose(app, path, "short").status_code == 422
    assert choose(app, path).status_code == 303
    assert log_in(app, "new@example.org", NEW).get("/console/").status_code == 200
    assert app.test_client().get(path).status_code == 410
    assert choose(app, path, PASSWORD).status_code == 410


def test_invitation_ends_after_seven_days(on_sqlite: Flask) -> None:
    invited(on_sqlite)
    path = link(on_sqlite)
    on_sqlite.extensions["store"].clock = lambda: NOON + timedelta(days=7, seconds=1)
    assert on_sqlite.test_client().get(path).status_code == 410


def test_a_link_that_was_changed_opens_nothing(on_sqlite: Flask) -> None:
    invited(on_sqlite)
    path = link(on_sqlite)
    for wrong in (f"{path}x", "/console/password/x", "/console/password/W10.x", path[:-2]):
        assert on_sqlite.test_client().get(wrong).status_code == 410, wrong


def test_forgotten_password_is_replaced_and_ends_all_sessions(app: Flask) -> None:
    user = account(app, "editor")
    open_one = log_in(app, user.email)
    assert post(app.test_client(), "/console/forgotten", email=user.email).status_code == 303
    assert choose(app, link(app)).status_code == 303
    assert open_one.get("/console/").status_code == 303
    assert log_in(app, user.email, NEW).get("/console/").status_code == 200


def test_forgotten_password_answers_alike_for_nobody(on_sqlite: Flask) -> None:
    user = account(on_sqlite, "editor")
    answers = set()
    for address in (user.email, "nobody@example.org"):
        client = on_sqlite.test_client()
        answer = post(client, "/console/forgotten", email=address)
        following = client.get("/console/login").get_data(as_text=True)
        page = re.sub(r'name="csrf_token" value="[^"]*"', "", following)
        answers.add((answer.status_code, answer.headers["Location"], page))
    assert len(answers) == 1
    assert len(mails(on_sqlite)) == 1


def test_mail_is_written_after_the_answer_has_left(on_sqlite: Flask) -> None:
    user = account(on_sqlite, "editor")
    client = on_sqlite.test_client()
    form = {"email": user.email, "csrf_token": token(client, "/console/forgotten")}
    answer = client.post("/console/forgotten", data=form)
    assert mails(on_sqlite) == []
    answer.close()
    assert len(mails(on_sqlite)) == 1


def test_nobody_is_flooded_with_mail(on_sqlite: Flask) -> None:
    user = account(on_sqlite, "editor")
    client = on_sqlite.test_client()
    for _ in range(LIMITS["mail"]):
        assert post(client, "/console/forgotten", email=user.email).status_code == 303
    assert post(client, "/console/forgotten", email=user.email).status_code == 429
    assert len(mails(on_sqlite)) == LIMITS["mail"]


def test_mail_is_in_the_language_of_its_owner(on_sqlite: Flask) -> None:
    invited(on_sqlite, lang="en")
    assert "/console/password/" in mails(on_sqlite)[-1]


def test_second_account_with_one_address_is_refused(on_sqlite: Flask) -> None:
    invited(on_sqlite)
    again = invited(on_sqlite, email="NEW@example.org")
    assert again.status_code == 422


def test_contributor_is_invited_for_one_organisation(on_sqlite: Flask) -> None:
    assert invited(on_sqlite, "contributor").status_code == 422
    assert invited(on_sqlite, "contributor", organisation="firm").status_code == 303


def test_rights_are_given_and_taken(app: Flask, store: Store) -> None:
    user, client = account(app, "editor"), logged_in(app, "administrator")
    path = f"/console/people/{user.id}"
    assert post(client, path, role="publisher", place="it", organisation="").status_code == 303
    with store.database.reading() as session:
        rows = session.get_one(User, user.id).grants
        assert [row.role for row in rows] == ["editor", "publisher"]
        first = str(rows[0].id)
    assert post(client, f"{path}/take", path, grant=first).status_code == 303
    with store.database.reading() as session:
        assert [row.role for row in session.get_one(User, user.id).grants] == ["publisher"]


def test_closed_account_is_out_at_once_and_opens_again(app: Flask) -> None:
    user, client = account(app, "editor"), logged_in(app, "administrator")
    theirs, path = log_in(app, user.email), f"/console/people/{user.id}"
    assert post(client, f"{path}/close", path).status_code == 303
    assert theirs.get("/console/").status_code == 303
    assert post(client, f"{path}/open", path).status_code == 303
    assert log_in(app, user.email).get("/console/").status_code == 200


def test_nobody_changes_their_own_rights(on_sqlite: Flask, sqlite_app: Flask) -> None:
    user = account(on_sqlite, "administrator")
    client, path = log_in(on_sqlite, user.email), f"/console/people/{user.id}"
    assert post(client, path, role="editor", place="it").status_code == 403
    assert post(client, f"{path}/close", path).status_code == 403


def test_administrator_of_one_place_reaches_no_further(on_sqlite: Flask) -> None:
    mine = logged_in(on_sqlite, "administrator", place="070")
    path = "/console/people/new"
    form = {"name": "", "lang": "it", "role": "editor"}
    assert post(mine, path, email="a@example.org", place="it", **form).status_code == 403
    assert post(mine, path, email="a@example.org", place="070", **form).status_code == 303
    national = account(on_sqlite, "publisher")
    assert post(mine, f"/console/people/{national.id}/close", path).status_code == 403
    assert mine.get("/console/log-in-rules").status_code == 403


@pytest.mark.parametrize("role", ["publisher", "editor", "translator", "contributor"])
def test_only_administrators_see_operators_and_rules(on_sqlite: Flask, role: str) -> None:
    client = logged_in(on_sqlite, role, "firm")
    for path in ("/console/people", "/console/people/new", "/console/log-in-rules"):
        assert client.get(path).status_code == 403
        assert on_sqlite.test_client().get(path).status_code == 303


def test_every_act_on_an_account_leaves_an_event(on_sqlite: Flask, sqlite_app: Flask) -> None:
    invited(on_sqlite)
    choose(on_sqlite, link(on_sqlite))
    with on_sqlite.extensions["store"].database.reading() as session:
        acts = session.scalars(select(AccountEvent.act).order_by(AccountEvent.id)).all()
    assert acts == ["invited", "granted", "password"]


def test_own_account_takes_name_and_language(app: Flask) -> None:
    client = logged_in(app, "editor")
    form = {"name": "Ada Rossi", "lang": "en", "weekly_mail": "y"}
    assert post(client, "/console/account", **form).status_code == 303
    page = client.get("/console/account").get_data(as_text=True)
    assert '<html lang="en"' in page
    assert "Ada Rossi" in page
    assert post(client, "/console/account", name="", lang="xx").status_code == 422


def test_a_name_that_no_database_keeps_is_refused(app: Flask) -> None:
    assert invited(app, name="a\0b").status_code == 422
    for name in ("a\0b", "a\nb", "a\n"):
        answer = post(logged_in(app, "editor"), "/console/account", name=name, lang="it")
        assert answer.status_code == 422, name


def test_password_is_changed_by_who_knows_the_old_one(app: Flask) -> None:
    user = account(app, "editor")
    client, other = log_in(app, user.email), log_in(app, user.email)
    path = "/console/account/password"
    form = {"password": NEW, "again": NEW}
    assert post(client, path, old="wrong", **form).status_code == 422
    assert post(client, path, old=PASSWORD, password=NEW, again="other").status_code == 422
    assert post(client, path, old=PASSWORD, **form).status_code == 303
    assert client.get("/console/").status_code == 200
    assert other.get("/console/").status_code == 303


def test_log_out_everywhere_ends_every_session(app: Flask) -> None:
    user = account(app, "editor")
    client, other = log_in(app, user.email), log_in(app, user.email)
    assert (
        post(client, "/console/account/log-out-everywhere", "/console/account").status_code == 303
    )
    assert client.get("/console/").status_code == other.get("/console/").status_code == 303
