"""Whether the time of an answer tells that there is an account: log-in and forgotten password."""

from __future__ import annotations

import http.client
import time
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from statistics import median
from urllib.parse import urlencode, urlsplit

from flask import Flask
from flask_security import hash_password

from services_app import create_app
from services_app.accounts.commands import add_account
from services_app.accounts.throttle import WINDOW
from services_app.config import Settings
from services_app.content.item import Actor
from services_app.web.store import Store
from tests.browser.site import served
from tests.operators import token

ROUNDS = 30
LIMIT = 1.25  # how much slower either may be; both are measured in turns
KNOWN, UNKNOWN = "known@example.org", "nobody@example.org"
FORMS: Mapping[str, dict[str, str]] = {
    "/console/login": {"password": "not the password"},
    "/console/forgotten": {},
}
STATUS = {"/console/login": 422, "/console/forgotten": 303}


def compared(url: str, folder: Path) -> dict[str, tuple[float, float]]:
    """Give for each form the median milliseconds of an address with an account and of one without.

    The clock moves on between rounds, so that nothing is throttled; a letter is written after its
    answer, so the next question waits until that is done.
    """
    app = create_app(Settings(database_url=url, instance=folder))
    store: Store = app.extensions["store"]
    with app.app_context(), store.database.transaction() as session:
        hashed = hash_password("the right password")
        add_account(session, KNOWN, [], password=hashed, by=Actor("bench"))
    now = store.clock()
    taken: dict[tuple[str, str], list[float]] = {}
    with served(app) as site:
        for number in range(-3, ROUNDS):  # the first rounds only warm up
            moment = now + (number + 4) * (WINDOW + timedelta(seconds=1))
            store.clock = lambda moment=moment: moment  # type: ignore[misc]
            cookie, csrf = _session(app)
            for path, form in FORMS.items():
                for email in (KNOWN, UNKNOWN) if number % 2 else (UNKNOWN, KNOWN):
                    sent = form | {"email": email, "csrf_token": csrf}
                    milliseconds = _sent(site, path, sent, cookie)
                    if number >= 0:
                        taken.setdefault((path, email), []).append(milliseconds)
                    time.sleep(0.05)
    store.database.engine.dispose()
    return {path: (median(taken[path, KNOWN]), median(taken[path, UNKNOWN])) for path in FORMS}


def told(known: float, unknown: float) -> bool:
    """Tell that the time gives an account away, in whichever direction."""
    return max(known / unknown, unknown / known) > LIMIT


def _session(app: Flask) -> tuple[str, str]:
    client = app.test_client()
    csrf = token(client, "/console/login")
    name = app.config["SESSION_COOKIE_NAME"]
    found = client.get_cookie(name, path=app.config["SESSION_COOKIE_PATH"])
    if found is None:
        raise SystemExit("the log-in page sets no cookie")
    return f"{name}={found.value}", csrf


def _sent(site: str, path: str, form: Mapping[str, str], cookie: str) -> float:
    connection = http.client.HTTPConnection(urlsplit(site).netloc)
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
    started = time.perf_counter()
    connection.request("POST", path, urlencode(form), headers)
    answer = connection.getresponse()
    answer.read()
    taken = (time.perf_counter() - started) * 1000
    connection.close()
    if answer.status != STATUS[path]:
        raise SystemExit(f"{path}: {answer.status}")
    return taken
