"""One tap: still right, publish, put away, renew, sign, duplicate."""

from __future__ import annotations

import uuid

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from services_app.console import saving, scope
from services_app.console.editing import found, propose
from services_app.console.gate import gate, operator
from services_app.console.said import flash_problems
from services_app.content import workflow
from services_app.content.commands import save_record
from services_app.content.proposal import OPEN, proposals_of
from services_app.content.record import record_of
from services_app.errors import N_, Invalid
from services_app.web.store import store

# What the button says, the right it needs, what it does, what is said afterwards.
ACTS: dict[str, tuple[str, workflow.Command, str]] = {
    "verify": ("verify", workflow.verify, N_("Still right: checked today.")),
    "review": ("edit", workflow.send_to_review, N_("It waits for approval.")),
    "publish": ("publish", workflow.publish, N_("Published.")),
    "archive": ("publish", workflow.archive, N_("Put away. Readers no longer see it.")),
    "withdraw": ("publish", workflow.withdraw, N_("A draft again. Readers no longer see it.")),
    # An offer that ended is public again when it is renewed.
    "renew": ("publish", workflow.renew, N_("Renewed.")),
}

BEGUN = N_("You already wrote about this offer: it waits, or you can still send it.")


def add_routes(blueprint: Blueprint) -> None:
    """Give the blueprint its pages."""
    for rule, name, view in (
        ("/<kind:kind>/<uuid:uid>/act", "act", act),
        ("/<kind:kind>/<uuid:uid>/ask-renewal", "ask_renewal", ask_renewal),
        ("/<kind:kind>/<uuid:uid>/copy", "copy", copy),
        ("/<kind:kind>/<uuid:uid>/sign/<lang:lang>", "sign", sign),
    ):
        blueprint.add_url_rule(rule, name, view, methods=["POST"])


@gate("verify")
def act(kind: str, uid: uuid.UUID) -> ResponseReturnValue:
    """Do one act of the workflow."""
    name = request.form.get("do", "")
    if name not in ACTS:
        abort(400)
    right, command, words = ACTS[name]
    of = store().types[kind]
    try:
        with store().database.transaction() as session:
            item = found(session, of, uid, to_change=True)
            scope.need(session, right, item)
            if name == "publish" or (name == "renew" and item.state == "published"):
                saving.check_stored(session, of, item)
            command(session, of, item, by=scope.actor(session), at=store().clock())
    except Invalid as error:
        flash_problems(error)
        return redirect(url_for("console.edit", kind=kind, uid=uid), 303)
    flash(_(words))
    return redirect(back() or url_for("console.edit", kind=kind, uid=uid), 303)


@gate("sign")
def sign(kind: str, uid: uuid.UUID, lang: str) -> ResponseReturnValue:
    """Sign the words of one language in the name of the office, or take the signature back."""
    of = store().types[kind]
    command = workflow.unsign_text if request.form.get("do") == "unsign" else workflow.sign_text
    try:
        with store().database.transaction() as session:
            item = found(session, of, uid, to_change=True)
            scope.need(session, "sign", item)
            command(session, of, item, lang, by=scope.actor(session), at=store().clock())
    except Invalid as error:
        flash_problems(error)
    else:
        flash(_("Done."))
    return redirect(url_for("console.words", kind=kind, uid=uid, lang=lang), 303)


@gate("propose")
def ask_renewal(kind: str, uid: uuid.UUID) -> ResponseReturnValue:
    """Propose that an offer runs a period longer, for who may not renew it alone."""
    of, me = store().types[kind], operator()
    if not of.is_offer:
        abort(404)
    try:
        with store().database.transaction() as session:
            item = found(session, of, uid)
            scope.need(session, "propose", item)
            for each in proposals_of(session, uid):
                if each.author_id == me.id and each.state in ("submitted", *OPEN):
                    raise Invalid({"state": [BEGUN]})
            edit = saving.begun(of, item)
            until = workflow.renewed_until(of, item, store().moment().today)
            edit.values["expires_on"] = until.isoformat()
            propose(session, edit, submitted=True)
    except Invalid as error:
        flash_problems(error)
    else:
        flash(_("Sent. Somebody who may publish will look at it."))
    return redirect(url_for("console.start"), 303)


@gate("edit")
def copy(kind: str, uid: uuid.UUID) -> ResponseReturnValue:
    """Make a draft like this item, to be changed."""
    of = store().types[kind]
    with store().database.transaction() as session:
        item = found(session, of, uid)
        scope.need(session, "edit", item)
        record = record_of(of, item)
        record |= {"uid": None, "slug": saving.free_slug(session, of, item.slug), "state": "draft",
                   "verified_on": None, "verified_by": None}  # fmt: skip
        for text in record["texts"].values():
            text["reviewed_on"] = text["reviewed_by"] = None
        made = save_record(session, of, record, by=operator().actor(), at=store().clock())
    flash(_("A copy, as a draft."))
    return redirect(url_for("console.edit", kind=kind, uid=made.uid), 303)


def back() -> str:
    """Give the page of the console that a button says to go back to, "" for none."""
    wanted = request.form.get("back", "")
    plain = wanted.startswith("/console/") and "\\" not in wanted and "//" not in wanted
    return wanted if plain and wanted.isprintable() else ""
