"""One's own account: name, language, how one logs in, log out everywhere."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_security import current_user, logout_user

from services_app.accounts.commands import end_sessions, note
from services_app.accounts.model import User
from services_app.console.forms import AccountForm
from services_app.console.gate import gate, operator
from services_app.locales import KNOWN
from services_app.web.store import store


def add_routes(blueprint: Blueprint) -> None:
    """Give the blueprint its pages."""
    blueprint.add_url_rule("/account", "account", account, methods=["GET", "POST"])
    blueprint.add_url_rule(
        "/account/log-out-everywhere", "log_out_everywhere", log_out_everywhere, methods=["POST"]
    )


def languages() -> list[tuple[str, str]]:
    """List the languages served, for a field that chooses one."""
    return [(tag, KNOWN[tag].name) for tag in store().settings.languages]


@gate("operator")
def account() -> ResponseReturnValue:
    """Show one's account, or change what one says about oneself."""
    form = AccountForm(obj=current_user)
    form.lang.choices = languages()
    if not form.validate_on_submit():
        page = render_template("console/account.html", form=form, user=current_user)
        return page, 422 if form.errors else 200
    with store().database.transaction() as session:
        user = session.get_one(User, operator().id)
        form.populate_obj(user)
    flash(_("Saved."))
    return redirect(url_for("console.account"), 303)


@gate("operator")
def log_out_everywhere() -> ResponseReturnValue:
    """End all sessions of this account, this one too."""
    who = operator()
    with store().database.transaction() as session:
        user = session.get_one(User, who.id)
        end_sessions(user)
        note(session, user, "sessions ended", who.actor())
    logout_user()
    flash(_("You are logged out on every device."))
    return redirect(url_for("security.login"), 303)
