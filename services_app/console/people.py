"""Operators, for administrators: who there is, invitations, grants, closing, second factors."""

from __future__ import annotations

from collections.abc import Iterable

from flask import (
    Blueprint,
    abort,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from services_app.accounts.commands import (
    add_account,
    require_second_factor,
    required_roles,
    set_active,
    set_grants,
)
from services_app.accounts.model import AccountEvent, GrantRow, User
from services_app.accounts.rights import EVERYWHERE, ROLES, Grant
from services_app.console.account import languages
from services_app.console.forms import GrantForm, InviteForm
from services_app.console.gate import gate, operator
from services_app.console.letters import after, send_link
from services_app.console.notices import tell_owner
from services_app.content.item import Actor
from services_app.errors import Invalid, NotFound
from services_app.places.queries import codes_above
from services_app.taxonomies.term import NC_
from services_app.web.filters import said
from services_app.web.params import whole
from services_app.web.store import store

ROLE_LABELS = {
    "administrator": NC_("role", "administrator"),
    "publisher": NC_("role", "publisher"),
    "editor": NC_("role", "editor"),
    "translator": NC_("role", "translator"),
    "contributor": NC_("role", "contributor (employer or landlord)"),
}
EVENT_LABELS = {
    "invited": NC_("event", "invited"),
    "added": NC_("event", "added"),
    "granted": NC_("event", "rights changed"),
    "deactivated": NC_("event", "closed"),
    "activated": NC_("event", "opened again"),
    "reset": NC_("event", "reset on the server"),
    "password": NC_("event", "password set"),
    "required": NC_("event", "second factors required"),
    "sessions ended": NC_("event", "logged out everywhere"),
}


def add_routes(blueprint: Blueprint) -> None:
    """Give the blueprint its pages."""
    both, post = ["GET", "POST"], ["POST"]
    blueprint.add_url_rule("/people", "people", people)
    blueprint.add_url_rule("/people/new", "invite", invite, methods=both)
    blueprint.add_url_rule("/people/<int:account_id>", "person", person, methods=both)
    blueprint.add_url_rule("/people/<int:account_id>/take", "take_grant", take_grant, methods=post)
    blueprint.add_url_rule("/people/<int:account_id>/open", "open_account", reopen, methods=post)
    blueprint.add_url_rule("/people/<int:account_id>/close", "close_account", close, methods=post)
    blueprint.add_url_rule("/people/<int:account_id>/link", "mail_link", mail_link, methods=post)
    blueprint.add_url_rule("/log-in-rules", "log_in_rules", log_in_rules, methods=both)


@gate("people")
def people() -> ResponseReturnValue:
    """List the operators."""
    with store().database.reading() as session:
        users = session.scalars(select(User).order_by(User.email)).all()
    return render_template("console/people.html", users=users, **_words())


@gate("people")
def invite() -> ResponseReturnValue:
    """Make an account and mail its owner a link to choose a password."""
    form = InviteForm()
    _choices(form)
    form.lang.choices = languages()
    if form.validate_on_submit():
        grant = _granted(form)
        try:
            with store().database.transaction() as session:
                _check_reach(session, [grant])
                user = add_account(
                    session,
                    form.email.data,
                    [grant],
                    name=form.name.data or "",
                    lang=form.lang.data,
                    by=_by(),
                )
        except Invalid as error:
            for name, words in error.problems.items():
                form[name].errors = [_(each) for each in words]
        else:
            flash(_("The invitation is on its way."))
            answer = make_response(redirect(url_for("console.people"), 303))
            return after(answer, lambda: send_link(user, "invitation"))
    page = render_template("console/invite.html", form=form)
    return page, 422 if form.errors else 200


@gate("people")
def person(account_id: int) -> ResponseReturnValue:
    """Show an account with its history, or add a right to it."""
    form = GrantForm()
    _choices(form)
    if form.validate_on_submit():
        with store().database.transaction() as session:
            user = _other(session, account_id)
            _check_reach(session, [_granted(form)])
            before = user.operator().grants
            set_grants(session, user, [*before, _granted(form)], by=_by())
        if _granted(form) not in before:
            tell_owner(account_id, "rights")
        flash(_("Saved."))
        return redirect(url_for("console.person", account_id=account_id), 303)
    with store().database.reading() as session:
        user = _account(session, account_id)
        events = session.scalars(
            select(AccountEvent)
            .where(AccountEvent.account_id == account_id)
            .order_by(AccountEvent.id.desc())
            .limit(50)
        ).all()
    page = render_template("console/person.html", form=form, user=user, events=events, **_words())
    return page, 422 if form.errors else 200


@gate("people")
def take_grant(account_id: int) -> ResponseReturnValue:
    """Take one right away."""
    with store().database.transaction() as session:
        user = _other(session, account_id)
        row = session.get(GrantRow, whole(request.form.get("grant", "")))
        if row is None or row.account_id != user.id:
            raise NotFound("grant")
        gone = Grant(row.role, row.organisation, row.place_code)
        _check_reach(session, [gone])
        set_grants(session, user, [g for g in user.operator().grants if g != gone], by=_by())
    tell_owner(account_id, "rights")
    flash(_("Saved."))
    return redirect(url_for("console.person", account_id=account_id), 303)


@gate("people")
def reopen(account_id: int) -> ResponseReturnValue:
    """Let an account log in again."""
    return _set_active(account_id, True)


@gate("people")
def close(account_id: int) -> ResponseReturnValue:
    """Close an account and end its sessions."""
    return _set_active(account_id, False)


@gate("people")
def mail_link(account_id: int) -> ResponseReturnValue:
    """Mail a link to choose a password, once more or after it was lost."""
    with store().database.reading() as session:
        user = _other(session, account_id)
    flash(_("A mail with a link is on its way."))
    answer = make_response(redirect(url_for("console.person", account_id=account_id), 303))
    return after(answer, lambda: send_link(user, "reset" if user.password else "invitation"))


@gate("settings")
def log_in_rules() -> ResponseReturnValue:
    """Say which roles need a second factor."""
    if request.method == "POST":
        with store().database.transaction() as session:
            require_second_factor(session, request.form.getlist("roles"), by=_by())
        flash(_("Saved. It holds from each operator's next log-in on."))
        return redirect(url_for("console.log_in_rules"), 303)
    with store().database.reading() as session:
        required = required_roles(session)
    return render_template("console/log_in_rules.html", required=required, **_words())


def _set_active(account_id: int, active: bool) -> ResponseReturnValue:
    with store().database.transaction() as session:
        set_active(session, _other(session, account_id), active, by=_by())
    flash(_("Saved."))
    return redirect(url_for("console.person", account_id=account_id), 303)


def _by() -> Actor:
    return operator().actor()


def _account(session: Session, account_id: int) -> User:
    user = session.get(User, account_id)
    if user is None:
        raise NotFound(f"account {account_id}")
    return user


def _other(session: Session, account_id: int) -> User:
    """Find an account that this operator may change: no own one, none that reaches further."""
    user = _account(session, account_id)
    if user.id == operator().id:
        abort(403)
    _check_reach(session, user.operator().grants)
    return user


def _check_reach(session: Session, grants: Iterable[Grant]) -> None:
    """Refuse what an administrator of one place or organisation may not hand out."""
    for each in grants:
        above = codes_above(session, each.place)
        if not operator().may("people", above=above, organisation=each.organisation):
            abort(403)


def _choices(form: GrantForm) -> None:
    form.role.choices = [(role, said(ROLE_LABELS[role])) for role in reversed(ROLES)]
    form.place.choices = list(_places().items())


def _places() -> dict[str, str]:
    """Name the places that a right may be given for: the open towns and what they lie in."""
    towns = store().atlas().towns
    regions = {town.region_code: town.region for town in towns}
    provinces = {town.code[:3]: f"{town.province} ({town.sign})" for town in towns}
    return {EVERYWHERE: _("everywhere")} | regions | provinces | {t.code: t.name for t in towns}


def _granted(form: GrantForm) -> Grant:
    return Grant(form.role.data, form.organisation.data or None, form.place.data)


def _words() -> dict[str, object]:
    return {"roles": ROLE_LABELS, "events_said": EVENT_LABELS, "places": _places()}
