"""Logging in: the session and its limits, tokens, other origins, who gets through a gate."""

from __future__ import annotations

from datetime import timedelta
from http.cookies import SimpleCookie

import pytest
from flask import Flask

from services_app.web.store import Store
from tests.conftest import NOON
from tests.operators import PASSWORD, account, log_in, logged_in, token


def test_right_password_opens_the_console(app: Flask) -> None:
    client = logged_in(app, "editor")
    answer = client.get("/console/")
    assert answer.status_code == 200
    assert "Un editor" in answer.get_data(as_text=True)


def test_address_of_an_account_is_read_in_any_case(on_sqlite: Flask) -> None:
    account(on_sqlite, "editor", email="ada@example.org")
    assert log_in(on_sqlite, "ADA@Example.org").get("/console/").status_code == 200


def test_closed_account_does_not_get_in(app: Flask, store: Store) -> None:
    user = account(app, "editor")
    client = log_in(app, user.email)
    with store.database.transaction() as session:
        session.merge(user).active = False
    assert client.get("/console/").status_code == 303


def test_who_is_not_logged_in_is_led_to_the_log_in_page_and_back(on_sqlite: Flask) -> None:
    client = on_sqlite.test_client()
    answer = client.get("/console/?a=1")
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/console/login?next=/console/?a%3D1"


def test_log_in_leads_to_no_other_site(on_sqlite: Flask) -> None:
    user = account(on_sqlite, "editor")
    client = on_sqlite.test_client()
    form = {
        "email": user.email,
        "password": PASSWORD,
        "csrf_token": token(client, "/console/login"),
    }
    answer = client.post("/console/login?next=https://evil.example/", data=form)
    assert "evil" not in answer.headers.get("Location", "")


def test_cookie_of_the_session_is_for_the_console_only(on_sqlite: Flask) -> None:
    client = on_sqlite.test_client()
    morsel = SimpleCookie(client.get("/console/login").headers["Set-Cookie"])["services_console"]
    assert morsel["path"] == "/console"
    assert morsel["httponly"]
    assert morsel["samesite"] == "Lax"
    assert not morsel["secure"], "the demonstration runs without https"


@pytest.mark.parametrize("path", ["/it/larino/", "/", "/api/v1/places", "/it/larino/nowhere"])
def test_public_pages_know_no_cookie_while_an_operator_is_logged_in(
    on_sqlite: Flask, path: str
) -> None:
    client = logged_in(on_sqlite, "administrator")
    cookie = client.get_cookie("services_console", path="/console")
    assert cookie is not None
    answer = client.get(path, headers={"Cookie": f"services_console={cookie.value}"})
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_no_answer_of_the_console_is_kept(on_sqlite: Flask) -> None:
    client = logged_in(on_sqlite, "editor")
    for path in ("/console/", "/console/login", "/console/nowhere"):
        assert client.get(path).headers["Cache-Control"] == "no-store"


def test_session_ends_after_an_hour_without_use(on_sqlite: Flask) -> None:
    client = logged_in(on_sqlite, "editor")
    at(on_sqlite, minutes=59)
    assert client.get("/console/").status_code == 200
    at(on_sqlite, minutes=59 + 61)
    assert client.get("/console/").status_code == 303


def test_session_ends_after_twelve_hours_of_use(on_sqlite: Flask) -> None:
    client = logged_in(on_sqlite, "editor")
    for minutes in range(50, 12 * 60, 50):
        at(on_sqlite, minutes=minutes)
        assert client.get("/console/").status_code == 200
    at(on_sqlite, minutes=12 * 60 + 1)
    assert client.get("/console/").status_code == 303


def test_a_copy_of_the_cookie_is_worthless_after_log_out(app: Flask) -> None:
    client = logged_in(app, "editor")
    cookie = client.get_cookie("services_console", path="/console")
    assert cookie is not None
    assert client.post("/console/logout", data={"csrf_token": token(client)}).status_code == 303
    thief = app.test_client()
    thief.set_cookie("services_console", cookie.value, path="/console")
    assert thief.get("/console/").status_code == 303


def test_log_in_begins_a_new_session_with_a_new_token(on_sqlite: Flask) -> None:
    user = account(on_sqlite, "editor")
    client = on_sqlite.test_client()
    with client.session_transaction("/console/login"):
        pass
    before = token(client, "/console/login")
    client.post(
        "/console/login", data={"email": user.email, "password": PASSWORD, "csrf_token": before}
    )
    assert client.post("/console/logout", data={"csrf_token": before}).status_code == 400


def test_console_speaks_the_operators_language(on_sqlite: Flask) -> None:
    client = logged_in(on_sqlite, "editor", lang="ar")
    page = client.get("/console/", headers={"Accept-Language": "fr"}).get_data(as_text=True)
    assert '<html lang="ar" dir="rtl">' in page
    strange = on_sqlite.test_client().get("/console/login", headers={"Accept-Language": "fr"})
    assert '<html lang="fr" dir="ltr">' in strange.get_data(as_text=True)


@pytest.mark.parametrize("path", ["/console/login", "/console/logout", "/console/verify"])
def test_unsafe_request_without_a_token_is_refused(on_sqlite: Flask, path: str) -> None:
    client = logged_in(on_sqlite, "editor")
    assert client.post(path, data={"password": PASSWORD}).status_code == 400
    assert client.get("/console/").status_code == 200, "still logged in"


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "http://localhost.evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
    ],
)
def test_unsafe_request_from_another_origin_is_refused(
    on_sqlite: Flask, headers: dict[str, str]
) -> None:
    client = logged_in(on_sqlite, "editor")
    form = {"csrf_token": token(client)}
    assert client.post("/console/logout", data=form, headers=headers).status_code == 403
    if headers.get("Origin") != "null":
        assert client.post("/it/larino/", data=form, headers=headers).status_code == 403
    assert client.get("/console/").status_code == 200, "still logged in"


@pytest.mark.parametrize(
    "headers",
    [{}, {"Origin": "http://localhost"}, {"Sec-Fetch-Site": "same-origin", "Origin": "null"}],
)
def test_unsafe_request_from_our_own_pages_is_taken(
    on_sqlite: Flask, headers: dict[str, str]
) -> None:
    client = logged_in(on_sqlite, "editor")
    answer = client.post("/console/logout", data={"csrf_token": token(client)}, headers=headers)
    assert answer.status_code == 303
    assert client.get("/console/").status_code == 303


def at(app: Flask, minutes: int) -> None:
    """Turn the clock of the app to some minutes after noon."""
    app.extensions["store"].clock = lambda: NOON + timedelta(minutes=minutes)
