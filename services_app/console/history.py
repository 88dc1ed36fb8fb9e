"""What was done to an item: act by act, what changed, and the way back."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from services_app.console import scope
from services_app.console.differences import Difference, Sayer
from services_app.console.editing import chosen_from, found
from services_app.console.gate import gate, operator
from services_app.console.said import flash_problems
from services_app.console.saving import check_stored
from services_app.content.history import restore, revisions
from services_app.content.item import Revision
from services_app.errors import Invalid
from services_app.web.store import store


@dataclass(frozen=True)
class Entry:
    """One act with what it changed."""

    revision: Revision
    changes: list[Difference]


def add_routes(blueprint: Blueprint) -> None:
    """Give the blueprint its pages."""
    blueprint.add_url_rule("/<kind:kind>/<uuid:uid>/history", "history", history)
    blueprint.add_url_rule(
        "/<kind:kind>/<uuid:uid>/restore/<int:number>", "restore", restored, methods=["POST"]
    )


@gate("read")
def history(kind: str, uid: uuid.UUID) -> ResponseReturnValue:
    """Show the history of an item, newest first."""
    of = store().types[kind]
    with store().database.reading() as session:
        item = found(session, of, uid)
        sayer = Sayer(of, scope.lists(session, chosen_from(), [item.place_code]))
        entries = [
            Entry(each, sayer.differences(each.before, each.after))
            for each in revisions(session, uid)
        ]
        may_restore = scope.may(session, "edit", item)
    if request.args.get("acts") == "checks":
        entries = [each for each in entries if each.revision.act in ("verified", "renewed")]
    return render_template(
        "console/history.html", of=of, item=item, title=scope.title_of(of, item), entries=entries,
        may_restore=may_restore,
    )  # fmt: skip


@gate("edit")
def restored(kind: str, uid: uuid.UUID, number: int) -> ResponseReturnValue:
    """Make an item what it was after an act, if that harms no reader and is this operator's."""
    of = store().types[kind]
    try:
        with store().database.transaction() as session:
            item = found(session, of, uid, to_change=True)
            scope.need(session, "edit", item)
            was = item.state
            revision = session.get(Revision, number)
            if revision is None or revision.item_uid != uid:
                abort(404)
            item = restore(session, of, revision, by=operator().actor(), at=store().clock())
            scope.need(session, "edit", item)  # it may have been another's, or elsewhere
            if item.state == "published":
                check_stored(session, of, item)
    except Invalid as error:
        flash(_("This version cannot come back: the rules have changed since."), "error")
        flash_problems(error)
    else:
        flash(_("Restored."))
        if item.state == "published" != was:
            flash(_("Published."))
    return redirect(url_for("console.edit", kind=kind, uid=uid), 303)
