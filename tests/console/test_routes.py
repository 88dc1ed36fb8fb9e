"""Every route of the console with who may call it, tried by every role and by a stranger."""

from __future__ import annotations

import re
import uuid

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from services_app.accounts.rights import ROLE_ACTS, ROLES
from services_app.console.gate import ANY_OPERATOR, ANYBODY, GATES
from services_app.content.item import Item
from tests.operators import logged_in, token

# A new route fails below until it is written here with its gate.
ROUTES = {
    "/console/": ANY_OPERATOR,
    "/console/<kind:kind>": "read",
    "/console/<kind:kind>/<uuid:uid>": "read",
    "/console/<kind:kind>/<uuid:uid>/act": "verify",
    "/console/<kind:kind>/<uuid:uid>/answer": "answer",
    "/console/<kind:kind>/<uuid:uid>/ask-renewal": "propose",
    "/console/<kind:kind>/<uuid:uid>/copy": "edit",
    "/console/<kind:kind>/<uuid:uid>/history": "read",
    "/console/<kind:kind>/<uuid:uid>/restore/<int:number>": "edit",
    "/console/<kind:kind>/<uuid:uid>/sign/<lang:lang>": "sign",
    "/console/<kind:kind>/<uuid:uid>/words/<lang:lang>": "translate",
    "/console/<kind:kind>/bulk": "verify",
    "/console/<kind:kind>/draft": "propose",
    "/console/<kind:kind>/drop": "propose",
    "/console/<kind:kind>/export/<format>": "transfer",
    "/console/<kind:kind>/files": "transfer",
    "/console/<kind:kind>/files/<int:number>": "transfer",
    "/console/<kind:kind>/template/<format>": "transfer",
    "/console/<kind:kind>/new": "propose",
    "/console/bundles": ANY_OPERATOR,
    "/console/early": "read",
    "/console/law": "settings",
    "/console/lowest-pay": "settings",
    "/console/lowest-pay/<uuid:uid>": "settings",
    "/console/lowest-pay/<uuid:uid>/remove": "settings",
    "/console/proposals/<int:number>/return": "publish",
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
NO_ITEM = "00000000-0000-4000-8000-000000000000"
ELSEWHERE = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}


def browser_of(app: Flask, role: str) -> FlaskClient:
    """Open the browser of a role, or of somebody who is not logged in."""
    firm = "firm" if role == "contributor" else None
    return app.test_client() if role == STRANGER else logged_in(app, role, firm)


def routes(app: Flask, method: str) -> list[tuple[str, str, str]]:
    """List the rules of the console for a method, with an address of each and its gate."""
    return [
        (each.rule, example(each.rule), ROUTES[each.rule])
        for each in app.url_map.iter_rules()
        if each.rule in ROUTES and method in (each.methods or ())
    ]


def example(rule: str) -> str:
    """Write an address of a route, of something that is not there."""
    for part, value in {"<kind:kind>": "jobs", "<lang:lang>": "ar", "<uuid:uid>": NO_ITEM}.items():
        rule = rule.replace(part, value)
    return re.sub("<[^>]+>", "999999", rule)


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
            assert status in (200, 302, 303, 400, 404, 410, 422), rule
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


@pytest.mark.parametrize("grant", [{"place": "070031"}, {"organisation": "cas-larino"}])
def test_what_holds_for_all_of_italy_opens_for_no_administrator_of_a_part(
    on_sqlite: Flask, grant: dict[str, str]
) -> None:
    browser = logged_in(on_sqlite, "administrator", **grant)
    form = {"csrf_token": token(browser)}
    for rule, path, gate in routes(on_sqlite, "POST"):
        if gate == "settings":
            assert browser.get(path).status_code in (403, 405), rule
            assert browser.post(path, data=form).status_code == 403, rule
    menu = browser.get("/console/").get_data(as_text=True)
    assert "/console/law" not in menu
    assert "/console/people" in menu


def test_what_lies_outside_ones_place_is_neither_seen_nor_changed(on_sqlite: Flask) -> None:
    store = on_sqlite.extensions["store"]
    with store.database.reading() as session:
        far = session.scalars(
            select(Item).where(Item.kind == "jobs", Item.place_code == "028060")
        ).first()
        near = session.scalars(
            select(Item).where(Item.kind == "jobs", Item.place_code == "070031")
        ).first()
    assert far
    assert near
    browser = logged_in(on_sqlite, "publisher", place="070")
    assert browser.get(f"/console/jobs/{near.uid}").status_code == 200
    assert browser.get(f"/console/jobs/{far.uid}").status_code == 403
    page = browser.get("/console/jobs").get_data(as_text=True)
    assert str(near.uid) in page
    assert str(far.uid) not in page
    form = {"csrf_token": token(browser), "do": "archive"}
    assert browser.post(f"/console/jobs/{far.uid}/act", data=form).status_code == 403
    assert browser.get(f"/console/jobs/{uuid.uuid4()}").status_code == 404
