"""Making and changing a record: the form, its rows, preview, saving, proposing."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from services_app.console import saving, scope
from services_app.console.conflict import chosen, conflict_page
from services_app.console.early import Link, links
from services_app.console.gate import gate, operator
from services_app.console.keeping import close_draft, draft_here, keep_token
from services_app.console.preview import previewed
from services_app.console.proposals import compared
from services_app.console.said import flash_problems
from services_app.console.saving import OF_PAGE, Edit
from services_app.console.tiles import tile_map
from services_app.console.uploads import add_uploads
from services_app.content import proposal as proposals
from services_app.content.commands import stored_item
from services_app.content.item import Item
from services_app.content.labels import CHOICES
from services_app.content.proposal import Proposal
from services_app.content.type import ContentType, message
from services_app.errors import Conflict, Invalid
from services_app.web.filters import lang_now
from services_app.web.forms import record as form
from services_app.web.forms.inputs import Form, Input
from services_app.web.forms.rows import moved
from services_app.web.forms.values import Values
from services_app.web.messages import said
from services_app.web.store import store

LOOKS = ("up", "down", "drop", "add", "preview")  # buttons that change nothing stored
RARE = ("slug", "source_lang", "risk", "sensitive", "publish_at", "mediators_until", "sources")


def add_routes(blueprint: Blueprint) -> None:
    """Give the blueprint its pages."""
    for rule, view in (("/<kind:kind>/new", new), ("/<kind:kind>/<uuid:uid>", edit)):
        blueprint.add_url_rule(rule, view.__name__, view, methods=["GET", "POST"])


@gate("propose")
def new(kind: str) -> ResponseReturnValue:
    """Show an empty form, or take what was typed into it."""
    of = store().types[kind]
    return _posted(of, None) if request.method == "POST" else _begun(of, None)


@gate("read")
def edit(kind: str, uid: uuid.UUID) -> ResponseReturnValue:
    """Show the form of an item, or take what was typed into it."""
    of = store().types[kind]
    return _posted(of, uid) if request.method == "POST" else _begun(of, uid)


def found(session: Session, kind: ContentType, uid: uuid.UUID, *, to_change: bool = False) -> Item:
    """Read an item that the operator may see; 404 or 403 otherwise."""
    item = stored_item(session, kind, uid, to_change=to_change)
    if item is None:
        abort(404)
    scope.need(session, "read", item)
    return item


def sent_values() -> Values:
    """Give what the form sent, without what belongs to the page but with the version under it."""
    pairs = request.form.items(multi=True)
    sent = MultiDict([(key, value) for key, value in pairs if key.partition(".")[0] not in OF_PAGE])
    sent["version"] = request.form.get("version", "")
    return sent


def _takes() -> list[str]:
    """List the fields for which "theirs" was chosen after a conflict."""
    start = "take."
    return [
        key.removeprefix(start)
        for key, value in request.form.items()
        if key.startswith(start) and value == "theirs"
    ]


def _begun(kind: ContentType, uid: uuid.UUID | None) -> ResponseReturnValue:
    """Show the form of an item, or of a new one, with what was last written in it."""
    with store().database.reading() as session:
        item = found(session, kind, uid) if uid else None
        try:
            draft = draft_here(session, kind, uid)
        except Invalid as error:  # what it became is looked at instead
            flash_problems(error)
            where = {"kind": kind.name, "uid": uid} if uid else {"kind": kind.name}
            return redirect(url_for("console.edit" if uid else "console.items", **where), 303)
        return _page(session, _continued(saving.begun(kind, item), draft), draft=draft)


def _continued(begun: Edit, draft: Proposal | None) -> Edit:
    if draft is not None:
        begun.values = MultiDict([(name, value) for name, value in draft.values])
        begun.values["version"] = str(draft.base_version)
    return begun


def _posted(kind: ContentType, uid: uuid.UUID | None) -> ResponseReturnValue:
    """Do what the pressed button says with what was typed; nothing typed is lost."""
    do, sent, database = request.form.get("do", "save"), sent_values(), store().database
    try:
        add_uploads(sent)
        if do.partition(":")[0] in LOOKS:
            with database.reading() as session:
                return _looked_at(session, _typed(session, kind, uid, sent), do, sent)
        with database.transaction() as session:
            return _taken(session, _typed(session, kind, uid, sent, to_change=True), do)
    except Invalid as error:
        with database.reading() as session:
            edit = _typed(session, kind, uid, sent)
            edit.problems = said(error.problems)
            return _page(session, edit), 422
    except Conflict:
        with database.reading() as session:
            edit = _typed(session, kind, uid, sent)
            if edit.item is None:
                raise
            return conflict_page(session, edit, edit.item), 409


def _typed(
    session: Session,
    kind: ContentType,
    uid: uuid.UUID | None,
    sent: Values,
    *,
    to_change: bool = False,
) -> Edit:
    """Read what was typed, on top of the item as it is stored now."""
    item = found(session, kind, uid, to_change=to_change) if uid else None
    edit = saving.typed(kind, item, sent)
    if item is not None:
        edit.values = chosen(edit.values, form.written(kind, edit.stored), _takes())
    return edit


def _looked_at(session: Session, edit: Edit, do: str, sent: Values) -> str:
    """Show a form again with a row moved, or as readers would see it."""
    act, _, lang = do.partition(":")
    if act == "preview":
        return previewed(session, edit, lang)
    edit.values = moved(sent, do)
    return _page(session, edit)


def _taken(session: Session, edit: Edit, do: str) -> ResponseReturnValue:
    """Save, publish or propose the record of a form."""
    if do == "keep":
        propose(session, edit, submitted=False)
        flash(_("Kept. Nobody else sees it yet."))
        return redirect(url_for("console.start"), 303)
    record, kind = edit.record(), edit.kind.name
    there = (kind, str(record.get("place") or "it"), record.get("organisation"))
    own = edit.item is None or scope.may(session, "edit", edit.item)
    if not (own and scope.may_there(session, "edit", *there)):
        if not scope.may_there(session, "propose", *there):
            raise Invalid({"place": [NOT_THERE]})
        saving.check(session, edit, publishing=True)
        propose(session, edit, submitted=True)
        flash(_("Sent. Somebody who may publish will look at it."))
        return redirect(url_for("console.start"), 303)
    was = edit.item.state if edit.item else "draft"
    state = "published" if do == "publish" else was
    record = saving.check(session, edit, publishing=state == "published")
    item = saving.save(session, edit, record, state=state, checked="checked" in request.form)
    close_draft(session, edit.kind, edit.item.uid if edit.item else None)
    flash(_("Published.") if state == "published" else _("Saved."))
    for words in edit.warnings:
        flash(words, "warning")
    return redirect(url_for("console.edit", kind=kind, uid=item.uid), 303)


def propose(session: Session, edit: Edit, *, submitted: bool) -> Proposal:
    """Keep a form as the operator's draft, or hand it in for approval."""
    record, uid = edit.record(), edit.item.uid if edit.item else None
    proposal = proposals.keep_draft(
        session,
        by=operator().actor(),
        kind=edit.kind.name,
        item_uid=uid,
        base_version=edit.version,
        values=_pairs(edit.values),
        organisation=record.get("organisation"),
        place_code=record.get("place"),
        at=store().clock(),
    )
    if submitted:
        proposals.submit(session, proposal, by=operator().actor(), at=store().clock())
    return proposal


def _pairs(values: Values) -> list[tuple[str, str]]:
    return [(name, value) for name, value in values.items(multi=True) if name != "version"]


def _page(session: Session, edit: Edit, draft: Proposal | None = None) -> str:
    values = [value for _, value in edit.values.items(multi=True)]
    lists = scope.lists(session, chosen_from(), values)
    patron_day = scope.patron_day(edit.values.get("place", ""))
    inputs = Form(edit.kind, edit.values, edit.problems, lists, patron_day)
    proposed = draft is not None and draft.state == "submitted"
    common, facts = inputs.common(), inputs.facts()
    front, more = _split(edit.kind, facts)
    record = edit.stored
    there = (edit.kind.name, str(record.get("place") or "it"), record.get("organisation"))
    return render_template(
        "console/edit.html",
        of=edit.kind, item=edit.item, draft=draft, version=edit.version,
        title=_title(edit), front=front, more_facts=more, words=inputs.words(),
        where=[common[name] for name in ("place", "organisation", "expires_on")],
        rare=[common[name] for name in RARE if name in common],
        compared=compared(session, edit, lists) if proposed else None,
        problems=_summary(edit, [*common.values(), *facts, *inputs.words()]),
        warnings=[*edit.warnings, *saving.notes(session, edit)],
        may_edit=scope.may_there(session, "edit", *there),
        may_publish=scope.may_there(session, "publish", *there),
        keep=keep_token(edit.kind.name, edit.item.uid if edit.item else None),
        state=_(CHOICES[edit.item.state]) if edit.item else "", early=_early_links(edit.item),
        tiles=tile_map(edit.kind),
    )  # fmt: skip


def _early_links(item: Item | None) -> list[Link]:
    if item is None or item.state != "published" or not item.is_early(store().moment().today):
        return []
    return links(item.kind, item.uid, item.slug, item.place_code)


ITEMS = ("guides", "offices", "helplines", "organisations", "practices")  # that facts point at
NOT_THERE = saving.NOT_THERE


def chosen_from() -> list[ContentType]:
    """List the types whose items forms let choose from."""
    return [kind for kind in store().types.values() if kind.name in ITEMS]


def _split(kind: ContentType, facts: list[Input]) -> tuple[list[Input], list[Input]]:
    """Part the inputs: those that the type wishes first, required or wrong ones, and the rest."""
    named = {each.name.removeprefix("facts."): each for each in facts}
    wished = [named[name] for name in kind.form_first if name in named]
    first = [each for each in facts if each not in wished and (each.required or each.is_wrong)]
    front = [*wished, *first]
    return front, [each for each in facts if each not in front]


def _title(edit: Edit) -> str:
    if edit.item is None:
        return str(_("New: %(kind)s", kind=message(edit.kind.one, lang_now())))
    return scope.title_of(edit.kind, edit.item)


def _summary(edit: Edit, inputs: list[Input]) -> list[tuple[str, str, str]]:
    """List what is wrong as (id of the input, its label, what to do), in the order of the form."""
    shown: dict[str, Input] = {}
    _collect(inputs, shown)
    order = [name for name in shown if name in edit.problems]
    order += [name for name in edit.problems if name not in shown]
    named = {name: (each.id, each.label) for name, each in shown.items()}
    return [
        (*named.get(name, ("", name)), words) for name in order for words in edit.problems[name]
    ]


def _collect(inputs: Iterable[Input], found: dict[str, Input]) -> None:
    for each in inputs:
        found[each.name] = each
        _collect(each.inputs, found)
        for row in each.rows:
            _collect(row, found)
