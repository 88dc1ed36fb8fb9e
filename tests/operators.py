"""Operators for tests: made with a role and logged in through the real form."""

from __future__ import annotations

import html
import re
import uuid

from flask import Flask
from flask.testing import FlaskClient
from flask_security import hash_password

from services_app.accounts.model import GrantRow, User

PASSWORD = "correct horse battery"  # noqa: S105  an example


def account(
    app: Flask,
    role: str,
    organisation: str | None = None,
    place: str = "it",
    *,
    email: str = "",
    lang: str = "it",
) -> User:
    """Make an account that may log in with PASSWORD."""
    with app.app_context():
        _cheap_hashes(app)
        user = User(
            email=email or f"{role}-{uuid.uuid4().hex[:8]}@example.org",
            name=f"Un {role}",
            lang=lang,
            password=hash_password(PASSWORD),
            active=True,
            fs_uniquifier=uuid.uuid4().hex,
            grants=[GrantRow(role=role, organisation=organisation, place_code=place)],
        )
        with app.extensions["store"].database.transaction() as session:
            session.add(user)
    return user


def log_in(app: Flask, email: str, password: str = PASSWORD) -> FlaskClient:
    """Open a browser and send the log-in form."""
    client = app.test_client()
    form = {"email": email, "password": password, "csrf_token": token(client, "/console/login")}
    answer = client.post("/console/login", data=form)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return client


def logged_in(
    app: Flask, role: str, organisation: str | None = None, place: str = "it", *, lang: str = "it"
) -> FlaskClient:
    """Give the browser of an operator with this role."""
    return log_in(app, account(app, role, organisation, place, lang=lang).email)


def token(client: FlaskClient, path: str = "/console/") -> str:
    """Read the CSRF token of a page."""
    page = client.get(path).get_data(as_text=True)
    found = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', page)
    assert found, f"{path} has no token"
    return html.unescape(found.group(1))


def _cheap_hashes(app: Flask) -> None:
    # Real argon2, made fast: strength is not what these tests are about.
    hashes = app.extensions["security"].pwd_context
    hashes.update(argon2__time_cost=1, argon2__memory_cost=8, argon2__parallelism=1)
