"""What was done to an item: act by act, what changed, and the way back."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from services_app.console import scope
from services_app.console.editing import found
from services_app.console.gate import gate, operator
from services_app.content.history import Change, changes, restore, revisions
from services_app.content.item import Revision
from services_app.content.labels import PARTS, field_label
from services_app.errors import Invalid
from services_app.web.filters import language_name
from services_app.web.store import store


@dataclass(frozen=True)
class Entry:
    """One act with what it changed."""

    revision: Revision
    changes: list[Change]


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
        entries = [
            Entry(each, changes(each.before, each.after)) for each in revisions(session, uid)
        ]
        may_restore = scope.may(session, "edit", item)
    if request.args.get("acts") == "checks":
        entries = [each for each in entries if each.revision.act in ("verified", "renewed")]
    return render_template(
        "console/history.html", of=of, item=item, title=scope.title_of(of, item), entries=entries,
        may_restore=may_restore, said_path=said_path, said_value=said_value,
    )  # fmt: skip


@gate("edit")
def restored(kind: str, uid: uuid.UUID, number: int) -> ResponseReturnValue:
    """Make an item what it was after an act."""
    of = store().types[kind]
    try:
        with store().database.transaction() as session:
            scope.need(session, "edit", found(session, of, uid, to_change=True))
            revision = session.get(Revision, number)
            if revision is None or revision.item_uid != uid:
                abort(404)
            restore(session, of, revision, by=operator().actor(), at=store().clock())
    except Invalid:
        flash(_("This version cannot come back: the rules have changed since."), "error")
    else:
        flash(_("Restored."))
    return redirect(url_for("console.edit", kind=kind, uid=uid), 303)


def said_path(path: str) -> str:
    """Name what changed: a field, or a part of the words of a language."""
    parts = path.split(".")
    if parts[0] == "texts" and len(parts) > 2:
        name = parts[3] if parts[2] == "blocks" and len(parts) > 3 else parts[2]
        label = _(PARTS[name]) if name in PARTS else _(field_label(name))
        return f"{label} · {language_name(parts[1])}"
    return str(_(field_label(parts[-1] if parts[0] != "facts" else parts[1])))


def said_value(value: Any) -> str:  # Any: JSON of any shape
    """Write a value of a record on one line, without the ids of rows."""
    if value is None or value in ("", [], {}):
        return "–"
    if isinstance(value, dict):
        pairs = (
            (key, each) for key, each in value.items() if key != "id" and each not in (None, [], "")
        )
        return ", ".join(f"{_(field_label(key))}: {said_value(each)}" for key, each in pairs)
    if isinstance(value, list):
        return "; ".join(said_value(each) for each in value)
    if isinstance(value, bool):
        return str(_("Yes") if value else _("No"))
    return str(value)
