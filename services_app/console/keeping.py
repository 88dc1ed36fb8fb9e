"""Nothing typed is lost: drafts kept while typing, and what a lost session still brings."""

from __future__ import annotations

import uuid
from contextlib import suppress
from typing import Any

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from itsdangerous import BadData, URLSafeTimedSerializer
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from services_app.accounts.model import User
from services_app.console import scope
from services_app.console.gate import gate, on_lost_session, operator
from services_app.console.saving import OF_PAGE
from services_app.content import proposal as proposals
from services_app.content.item import Actor
from services_app.content.proposal import Proposal
from services_app.content.type import ContentType
from services_app.errors import N_, Invalid
from services_app.web.params import whole
from services_app.web.store import store

KEPT_SECONDS = 7 * 24 * 3600
SALT = "what an operator typed"
DEALT_WITH = N_("Somebody dealt with this proposal already.")


def add_routes(blueprint: Blueprint) -> None:
    """Give the blueprint its pages."""
    blueprint.add_url_rule("/<kind:kind>/draft", "keep", keep, methods=["POST"])
    blueprint.add_url_rule("/<kind:kind>/drop", "drop", drop, methods=["POST"])
    on_lost_session(after_lost_session)


def keep_token(kind: str, uid: uuid.UUID | None) -> str:
    """Sign for whom and for what a form is, so that it can be kept when the session is gone."""
    return str(_signer().dumps([operator().id, kind, str(uid) if uid else None]))


def words_name(kind: str, lang: str) -> str:
    """Name the drafts of a translation as keep_token takes a kind; the record has its own."""
    return f"{kind}.{lang}"


@gate("propose")
def keep(kind: str) -> ResponseReturnValue:
    """Keep what is being typed (asked for by a script, now and then)."""
    token = _read_token(request.form.get("keep", ""))
    if token is None or (token[0], token[1].partition(".")[0]) != (operator().id, kind):
        return "", 400
    try:
        _keep(operator().actor(), token)
    except Invalid:
        return "", 413
    return "", 204


@gate("propose")
def drop(kind: str) -> ResponseReturnValue:
    """Forget a draft of one's own, and show what is stored."""
    token = _read_token(request.form.get("keep", ""))
    kind, uid = token[1:] if token else (kind, None)
    with store().database.transaction() as session:
        draft = proposals.own_draft(session, operator().id, kind, uid)
        if draft is not None:
            proposals.drop(session, draft, by=operator().actor(), at=store().clock())
    return redirect(_form_of(kind, uid), 303)


def after_lost_session() -> ResponseReturnValue:
    """Keep the form of somebody whose session ended, and let them log in again."""
    token, back = _read_token(request.form.get("keep", "")), ""
    if token is not None:
        with store().database.reading() as session:
            user = session.get(User, token[0])
            who = user.operator() if user and user.active else None
        if who is not None:
            with suppress(Invalid):  # too much to keep: the page says that nothing was
                _keep(who.actor(), token)
                back = _form_of(token[1], token[2])
    return render_template("console/logged_out.html", back=back), 401


def _form_of(kind: str, uid: uuid.UUID | None) -> str:
    """Give the address of the form that a draft is of: a record's, or that of its words."""
    if uid is None:
        return url_for("console.new", kind=kind)
    kind, _, lang = kind.partition(".")
    if lang:
        return url_for("console.words", kind=kind, uid=uid, lang=lang)
    return url_for("console.edit", kind=kind, uid=uid)


def draft_here(
    session: Session, kind: ContentType, uid: uuid.UUID | None, *, to_close: bool = False
) -> Proposal | None:
    """Give the proposal that the address names, else what the operator was last writing here.

    Raises Invalid for a proposal that was published or given back meanwhile: it is nobody's own
    draft, and taking it over again would make the same thing twice.
    """
    if "proposal" not in request.args:
        return proposals.own_draft(session, operator().id, kind, uid)
    number = whole(request.args["proposal"])
    named = session.get(Proposal, number, with_for_update=to_close)
    if named is None or (named.kind, named.item_uid) != (kind.name, uid):
        abort(404)
    own = named.author_id == operator().id
    if not own and (named.state == "draft" or not scope.may_there(
        session, "publish", kind.name, named.place_code or "it", named.organisation
    )):  # fmt: skip
        abort(404)
    if named.state != "submitted" and not (own and named.state in proposals.OPEN):
        raise Invalid({"state": [DEALT_WITH]})
    return named


def close_draft(session: Session, kind: ContentType, uid: uuid.UUID | None) -> None:
    """Mark the draft or proposal that a save came from as applied; raises Invalid as above."""
    draft = draft_here(session, kind, uid, to_close=True)
    if draft is not None:
        proposals.mark_applied(session, draft, by=operator().actor(), at=store().clock())


def _keep(by: Actor, token: tuple[int, str, uuid.UUID | None]) -> None:
    _, kind, uid = token
    pairs = [
        (key, value)
        for key, value in MultiDict(request.form).items(multi=True)
        if key.partition(".")[0] not in OF_PAGE
    ]
    with store().database.transaction() as session:
        proposals.keep_draft(
            session, by=by, kind=kind, item_uid=uid, values=pairs,
            base_version=whole(request.form.get("version", "")),
            organisation=request.form.get("organisation") or None,
            place_code=request.form.get("place") or None, at=store().clock(),
        )  # fmt: skip


def _read_token(token: str) -> tuple[int, str, uuid.UUID | None] | None:
    try:
        author, kind, uid = _signer().loads(token, max_age=KEPT_SECONDS)
    except BadData:
        return None
    return int(author), str(kind), uuid.UUID(uid) if uid else None


def _signer() -> URLSafeTimedSerializer:
    key: Any = current_app.secret_key
    return URLSafeTimedSerializer(key, salt=SALT)
