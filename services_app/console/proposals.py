"""What others proposed: read it as a form, take it over or give it back."""

from __future__ import annotations

import uuid

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from services_app.console import saving, scope
from services_app.console.editing import found, propose
from services_app.console.gate import gate, operator
from services_app.console.said import flash_problems
from services_app.content.proposal import (
    OPEN,
    Proposal,
    proposals_of,
    return_proposal,
)
from services_app.content.workflow import renewed_until
from services_app.errors import N_, Invalid
from services_app.web.store import store

BEGUN = N_("You already wrote about this offer: it waits, or you can still send it.")


def add_routes(blueprint: Blueprint) -> None:
    """Give the blueprint its pages."""
    blueprint.add_url_rule(
        "/proposals/<int:number>/return", "give_back", give_back, methods=["POST"]
    )
    blueprint.add_url_rule(
        "/<kind:kind>/<uuid:uid>/ask-renewal", "ask_renewal", ask_renewal, methods=["POST"]
    )


@gate("publish")
def give_back(number: int) -> ResponseReturnValue:
    """Give a proposal back to its author with what is to be changed."""
    try:
        with store().database.transaction() as session:
            proposal = session.get(Proposal, number)
            if proposal is None:
                abort(404)
            place = proposal.place_code or "it"
            if not scope.may_there(session, "publish", proposal.kind, place, proposal.organisation):
                abort(403)
            note = request.form.get("note", "")
            return_proposal(session, proposal, note, by=operator().actor(), at=store().clock())
    except Invalid as error:
        flash_problems(error)
    else:
        flash(_("Given back."))
    return redirect(url_for("console.start"), 303)


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
            edit.values["expires_on"] = renewed_until(of, item, store().moment().today).isoformat()
            propose(session, edit, submitted=True)
    except Invalid as error:
        flash_problems(error)
    else:
        flash(_("Sent. Somebody who may publish will look at it."))
    return redirect(url_for("console.start"), 303)
