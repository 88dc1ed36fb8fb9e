"""Which forms are counted, by whom; answered 429 before a password is even looked at."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from flask import Flask, Response, current_app, g, make_response, render_template, request, session
from flask_security import current_user

from services_app.accounts.throttle import blocked_until, count, give_back, key_of
from services_app.limits import network_of
from services_app.web.store import store


def _typed() -> str:
    return request.form.get("email", "")[:254]


def _asked() -> str:
    return str(session.get("tf_user_id") or current_user.get_id() or "")


def _own() -> str:
    return str(current_user.email) if current_user.is_authenticated else ""


# Endpoint -> the kind of count and who is counted, besides the address.
WATCHED: Mapping[str, tuple[str, Callable[[], str]]] = {
    "security.login": ("account", _typed),
    "security.verify": ("account", _own),
    "console.change_password": ("account", _own),
    "security.two_factor_token_validation": ("second", _asked),
    "security.mf_recovery": ("second", _asked),
    "console.forgotten": ("mail", _typed),
}


def watch(app: Flask) -> None:
    """Count the attempts at the forms of log-in."""
    app.before_request(_count)
    app.after_request(_forgive)


def _count() -> Response | None:
    watched = WATCHED.get(request.endpoint or "")
    if request.method != "POST" or watched is None:
        return None
    kind, who = watched
    here, secret = store(), str(current_app.secret_key)
    now = here.clock()
    keys = [key_of(secret, "address", network_of(request.remote_addr), now)]
    if who():
        keys.append(key_of(secret, kind, who(), now))
    with here.database.reading() as reading:
        until = blocked_until(reading, keys, now)
    if until is None:
        with here.database.transaction() as writing:
            within = count(writing, keys, now)
            until = None if within else blocked_until(writing, keys, now)
    if until is None:
        g.counted = keys
        return None
    answer = make_response(render_template("console/too_many.html"), 429)
    answer.headers["Retry-After"] = str(math.ceil((until - now).total_seconds()))
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _forgive(response: Response) -> Response:
    # A redirect says that what was sent was right. A wish for mail is never taken back: it
    # is answered alike whoever asks.
    if response.status_code == 303 and g.get("counted") and request.endpoint != "console.forgotten":
        with store().database.transaction() as writing:
            give_back(writing, g.pop("counted"))
    return response
