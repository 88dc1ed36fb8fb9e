"""What others proposed: read it as a form, take it over or give it back."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from services_app.console import scope
from services_app.console.gate import gate, operator
from services_app.console.said import flash_problems
from services_app.content.proposal import Proposal, return_proposal
from services_app.errors import Invalid
from services_app.web.store import store


def add_routes(blueprint: Blueprint) -> None:
    """Give the blueprint its pages."""
    blueprint.add_url_rule(
        "/proposals/<int:number>/return", "give_back", give_back, methods=["POST"]
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
