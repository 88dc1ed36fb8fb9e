"""What others proposed: read it as a form, take it over or give it back."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from services_app.console import scope
from services_app.console.conflict import merge
from services_app.console.differences import Difference, Sayer
from services_app.console.gate import gate, operator
from services_app.console.said import problem_lines
from services_app.console.saving import Edit
from services_app.content.history import record_at
from services_app.content.proposal import Proposal, return_proposal
from services_app.content.record import plain_record
from services_app.content.type import ContentType
from services_app.errors import Invalid
from services_app.web.forms import record as form
from services_app.web.forms.inputs import Lists
from services_app.web.forms.record import COMMON, RawRecord
from services_app.web.store import store

# What a form sends; the rest of a new record is set by acts of their own.
OF_FORMS = (*COMMON, "facts", "texts")


@dataclass(frozen=True)
class Compared:
    """What taking a proposal over would change, and whether the record changed meanwhile."""

    differences: list[Difference]
    is_older: bool


def add_routes(blueprint: Blueprint) -> None:
    """Give the blueprint its pages."""
    blueprint.add_url_rule(
        "/proposals/<int:number>/return", "give_back", give_back, methods=["POST"]
    )


@gate("publish")
def give_back(number: int) -> ResponseReturnValue:
    """Give a proposal back to its author with what is to be changed."""
    note = request.form.get("note", "")
    try:
        with store().database.transaction() as session:
            proposal = session.get(Proposal, number)
            if proposal is None:
                abort(404)
            place = proposal.place_code or "it"
            if not scope.may_there(session, "publish", proposal.kind, place, proposal.organisation):
                abort(403)
            return_proposal(session, proposal, note, by=operator().actor(), at=store().clock())
    except Invalid as error:
        return _asked_again(number, note, problem_lines(error)), 422
    flash(_("Given back."))
    return redirect(url_for("console.start"), 303)


def _asked_again(number: int, note: str, problems: list[str]) -> str:
    """Show a note that was not taken, to be put right."""
    with store().database.reading() as session:
        return render_template(
            "console/give_back.html", draft=session.get_one(Proposal, number), note=note,
            problems=problems,
        )  # fmt: skip


def compared(session: Session, edit: Edit, lists: Lists) -> Compared:
    """Compare what is proposed with what is stored; a new record is compared with nothing.

    Where the record changed meanwhile, what only the other changed is no difference: saving the
    proposal takes it over.
    """
    kind, item, values, clashes = edit.kind, edit.item, edit.values, set[str]()
    if item is None:
        whole = _whole(kind, edit.record())
        new = {name: whole[name] for name in OF_FORMS if name in whole}
        return Compared(Sayer(kind, lists).differences(None, new), is_older=False)
    is_older = edit.version < item.version
    base = record_at(session, item.uid, edit.version) if is_older else None
    if base is not None:
        theirs = form.written(kind, edit.stored)
        values, found = merge(kind, form.written(kind, base), values, theirs)
        clashes = {clash.unit for clash in found}
    proposed = _whole(kind, form.read(kind, values, edit.stored))
    sayer = Sayer(kind, lists)
    return Compared(sayer.differences(_whole(kind, edit.stored), proposed, clashes), is_older)


def _whole(kind: ContentType, record: RawRecord) -> RawRecord:
    """Give a record with all that its schema adds, as it is where it may not stand."""
    slug = record.get("slug")
    try:
        return plain_record(kind, {**record, "slug": slug or "new"}) | {"slug": slug}
    except Invalid:
        return record
