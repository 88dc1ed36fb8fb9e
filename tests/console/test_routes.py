"""Every route of the console with who may call it, tried by every role and by a stranger."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services_app.accounts.rights import ROLE_ACTS, ROLES
from services_app.console.gate import ANY_OPERATOR, ANYBODY, GATES
from tests.operators import logged_in, token

# A new route fails below until it is written here with its gate.
ROUTES = {
    "/console/": ANY_OPERATOR,
    "/console/account": ANY_OPERATOR,
    "/console/account/log-out-everywhere": ANY_OPERATOR,
    "/console/account/password": ANY_OPERATOR,
    "/console/forgotten": ANYBODY,
    "/console/log-in-rules": "settings",
    "/console/login": ANYBODY,
    "/console/logout": ANYBODY,
    "/console/mf-recovery": ANYBODY,
    "/console/mf-recovery-codes": ANY_OPERATOR,
    "/console/oidc": ANYBODY,
    "/console/oidc/back": ANYBODY,
    "/console/password/<token>": ANYBODY,
    "/console/people": "people",
    "/console/people/<int:account_id>": "people",
    "/console/people/<int:account_id>/close": "people",
    "/console/people/<int:account_id>/link": "people",
    "/console/people/<int:account_id>/open": "people",
    "/console/people/<int:account_id>/take": "people",
    "/console/people/new": "people",
    "/console/tf-rescue": ANYBODY,
    "/console/tf-select": ANYBODY,
    "/console/tf-setup": ANYBODY,
    "/console/tf-setup/<token>": ANY_OPERATOR,
    "/console/tf-validate": ANYBODY,
    "/console/verify": ANY_OPERATOR,
    "/console/wan-delete": ANY_OPERATOR,
    "/console/wan-register": ANY_OPERATOR,
    "/console/wan-register/<token>": ANY_OPERATOR,
    "/console/wan-signin": ANYBODY,
    "/console/wan-signin/<token>": ANYBODY,
    "/console/wan-verify": ANY_OPERATOR,
    "/console/wan-verify/<token>": ANY_OPERATOR,
}
STRANGER = "nobody"
ELSEWHERE = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}


def browser_of(app: Flask, role: str) -> FlaskClient:
    """Open the browser of a role, or of somebody who is not logged in."""
    firm = "firm" if role == "contributor" else None
    return app.test_client() if role == STRANGER else logged_in(app, role, firm)


def routes(app: Flask, method: str) -> list[tuple[str, str, str]]:
    """List the rules of the console for a method, with an address of each and its gate."""
    return [
        (each.rule, re.sub("<[^>]+>", "999999", each.rule), ROUTES[each.rule])
        for each in app.url_map.iter_rules()
        if each.rule in ROUTES and method in (each.methods or ())
    ]


def is_let_in(role: str, gate: str) -> bool:
    """Tell what the table says of a role at a gate."""
    if gate == ANYBODY or role == STRANGER:
        return gate == ANYBODY
    return gate == ANY_OPERATOR or gate in ROLE_ACTS[role]


def test_every_route_of_the_console_is_listed_with_its_gate(on_sqlite: Flask) -> None:
    found = {
        each.rule: on_sqlite.view_functions[each.endpoint].gate  # type: ignore[attr-defined]
        for each in on_sqlite.url_map.iter_rules()
        if each.rule.startswith("/console")
    }
    assert found == ROUTES
    assert set(ROUTES.values()) <= set(GATES)


@pytest.mark.parametrize("role", [*ROLES, STRANGER])
def test_a_page_opens_for_whom_its_gate_lets_in(on_sqlite: Flask, role: str) -> None:
    for rule, path, gate in routes(on_sqlite, "GET"):
        answer = browser_of(on_sqlite, role).get(path)
        led = answer.headers.get("Location", "")
        if is_let_in(role, gate):
            assert answer.status_code in (200, 302, 303, 404, 410), rule
            assert role == STRANGER or "/console/login" not in led or "tf-" in rule, rule
        elif role == STRANGER:
            assert answer.status_code == 303, rule
            assert led.startswith("/console/login?next="), rule
        else:
            assert answer.status_code == 403, rule


@pytest.mark.parametrize("role", [*ROLES, STRANGER])
def test_a_form_is_taken_from_whom_its_gate_lets_in(on_sqlite: Flask, role: str) -> None:
    for rule, path, gate in routes(on_sqlite, "POST"):
        client = browser_of(on_sqlite, role)
        form = {"csrf_token": token(client, "/console/forgotten")}
        status = client.post(path, data=form).status_code
        if is_let_in(role, gate):
            assert status in (200, 302, 303, 404, 410, 422), rule
        else:
            assert status == (401 if role == STRANGER else 403), rule


@pytest.mark.parametrize("role", ["administrator", STRANGER])
def test_no_form_is_taken_without_a_token_or_from_elsewhere(on_sqlite: Flask, role: str) -> None:
    client = browser_of(on_sqlite, role)
    form = {"csrf_token": token(client, "/console/forgotten")}
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        for rule, path, _ in routes(on_sqlite, "POST"):
            without = client.open(path, method=method).status_code
            assert without in ((400, 401) if method == "POST" else (400, 401, 405)), rule
            elsewhere = client.open(path, method=method, data=form, headers=ELSEWHERE)
            assert elsewhere.status_code == 403, rule
    assert client.get("/console/").status_code == (303 if role == STRANGER else 200)
