"""Nothing typed is lost: drafts kept while typing, and what a lost session still brings."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.datastructures import MultiDict

from services_app.accounts.model import User
from services_app.console.gate import gate, on_lost_session, operator
from services_app.console.saving import OF_PAGE
from services_app.content import proposal as proposals
from services_app.content.item import Actor
from services_app.errors import Invalid
from services_app.web.store import store

KEPT_SECONDS = 7 * 24 * 3600
SALT = "what an operator typed"


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


def _keep(by: Actor, token: tuple[int, str, uuid.UUID | None]) -> None:
    _, kind, uid = token
    pairs = [
        (key, value)
        for key, value in MultiDict(request.form).items(multi=True)
        if key.partition(".")[0] not in OF_PAGE
    ]
    version = request.form.get("version", "")
    with store().database.transaction() as session:
        own = proposals.own_draft(session, by.id, kind, uid) if by.id else None
        proposals.keep_draft(
            session, by=by, kind=kind, item_uid=uid, values=pairs,
            proposal_id=own.id if own else None,
            base_version=int(version) if version.isdigit() else 0,
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
