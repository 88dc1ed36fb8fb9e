"""Letters to the owner of an account when its password, second factors or rights have changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from flask import Response, g, render_template
from flask_babel import gettext as _

from services_app.accounts.mail import letter, post
from services_app.accounts.model import User
from services_app.console.letters import after, in_language_of, link_to
from services_app.errors import N_
from services_app.web.store import store

CHANGES: Mapping[str, str] = {
    "password": N_("Your password was changed."),
    "reset": N_("Your password was changed and your second factors removed, on the server."),
    "code on": N_("A code from an app is now asked for at log-in."),
    "code off": N_("A code from an app is no longer asked for at log-in."),
    "recovery codes": N_("New recovery codes were made; the old ones no longer work."),
    "passkey added": N_("A passkey was added."),
    "passkey removed": N_("A passkey was removed."),
    "rights": N_("An administrator changed what you may do."),
}


def tell_owner(account_id: int, change: str) -> None:
    """Note a change that is written; its letter goes out after the answer to this request."""
    if change not in CHANGES:
        raise ValueError(f"there is no change {change!r}")
    g.setdefault("notices", {}).setdefault(account_id, []).append(change)


def send_after(response: Response) -> Response:
    """Send what was noted during this request once its answer has left."""
    notices, at = g.pop("notices", {}), store().clock()
    if not notices:
        return response

    def send() -> None:
        for account_id, changes in notices.items():
            send_notice(account_id, dict.fromkeys(changes), at)

    return after(response, send)


def send_notice(account_id: int, changes: Iterable[str], at: datetime) -> None:
    """Mail the owner of an open account what changed in it, when, and what to do."""
    with store().database.reading() as session:
        user = session.get(User, account_id)
    if user is None or not user.active:
        return
    settings = store().settings
    with in_language_of(user):
        subject = _("Your account was changed")
        text = render_template(
            "console/notice.txt", user=user, changes=[_(CHANGES[each]) for each in changes],
            at=at, choose=link_to("console.forgotten"),
        )  # fmt: skip
    post(settings, letter(settings, user.email, subject, text))
