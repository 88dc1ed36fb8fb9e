"""Passwords: forgotten ones, and the page where an invitation or a reset leads."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_security import current_user, hash_password, login_user, verify_password

from services_app.accounts.commands import find_account, set_password
from services_app.accounts.links import account_of
from services_app.console.datastore import detached
from services_app.console.forms import ChangePasswordForm, ForgottenForm, PasswordForm
from services_app.console.gate import gate, operator
from services_app.console.letters import after, send_reset
from services_app.console.notices import tell_owner
from services_app.web.store import store


def add_routes(blueprint: Blueprint) -> None:
    """Give the blueprint its pages."""
    both = ["GET", "POST"]
    blueprint.add_url_rule("/forgotten", "forgotten", forgotten, methods=both)
    blueprint.add_url_rule("/password/<token>", "choose_password", choose_password, methods=both)
    blueprint.add_url_rule("/account/password", "change_password", change_password, methods=both)


@gate("anybody")
def forgotten() -> ResponseReturnValue:
    """Mail a link to whoever has an account, and say the same to whoever has none."""
    form = ForgottenForm()
    if not form.validate_on_submit():
        return render_template("console/forgotten.html", form=form), 422 if form.errors else 200
    flash(_("If there is an account with this address, a mail with a link is on its way."))
    answer = make_response(redirect(url_for("security.login"), 303))
    return after(answer, lambda: send_reset(form.email.data))


@gate("anybody")
def choose_password(token: str) -> ResponseReturnValue:
    """Set the password of the account that a mailed link opens; the link is then used up."""
    form, secret, now = PasswordForm(), str(current_app.secret_key), store().clock()
    with store().database.reading() as reading:
        user = account_of(reading, secret, token, now)
    if user is None:
        return render_template("console/link_used.html"), 410
    if not form.validate_on_submit():
        page = render_template("console/choose_password.html", form=form, user=user, token=token)
        return page, 422 if form.errors else 200
    hashed = hash_password(_normal(form.password.data))  # slow, so before the transaction
    with store().database.transaction() as session:
        user = account_of(session, secret, token, now)
        if user is None:
            return render_template("console/link_used.html"), 410
        is_first = user.password is None  # of an invitation: its owner expects it
        set_password(session, user, hashed, by=user.operator().actor())
    if not is_first:
        tell_owner(user.id, "password")
    flash(_("Your password is set. Log in with it."))
    return redirect(url_for("security.login"), 303)


@gate("operator")
def change_password() -> ResponseReturnValue:
    """Take a new password from whoever knows the old one; all other sessions end."""
    form, who = ChangePasswordForm(), operator()
    right = form.validate_on_submit()
    if right and not verify_password(_normal(form.old.data), current_user.password):
        form.old.errors = [_("This is not your present password.")]
        right = False
    if not right:
        page = render_template("console/change_password.html", form=form, operator=who)
        return page, 422 if form.errors else 200
    hashed = hash_password(_normal(form.password.data))
    with store().database.transaction() as session:
        user = find_account(session, who.email)
        if user is not None:
            set_password(session, user, hashed, by=who.actor())
    tell_owner(who.id, "password")
    login_user(detached(who.email))
    flash(_("Your password is changed. Other devices are logged out."))
    return redirect(url_for("console.account"), 303)


def _normal(password: str) -> str:
    normal: str = current_app.extensions["security"].password_util.normalize(password)
    return normal
