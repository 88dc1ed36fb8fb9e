"""Import and export in the console: a plan first, then all of it or nothing."""

from __future__ import annotations

from io import BytesIO

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext
from sqlalchemy.orm import Session

from services_app.console import scope
from services_app.console.gate import gate, operator
from services_app.console.said import flash_problems
from services_app.console.saving import refused
from services_app.content.faults import Case, faults_of, read_known
from services_app.content.record import Values
from services_app.content.type import ContentType
from services_app.errors import N_, Conflict, Invalid, Reason
from services_app.places.queries import codes_above
from services_app.transfer.commands import apply_plan
from services_app.transfer.exporting import FORMATS, MEDIA_TYPES, write_export
from services_app.transfer.judging import CHANGED, Allowed
from services_app.transfer.planning import Plan, plan_import
from services_app.transfer.problem import MAX_BYTES
from services_app.transfer.reading import open_rows
from services_app.transfer.template import write_template
from services_app.transfer.uploads import ImportFile
from services_app.web.filters import lang_now
from services_app.web.store import store

SHOWN = 100  # faults and changed rows
NOT_YOURS = N_("You may not change this for this place and organisation.")
TOO_HEAVY = N_("The file is larger than 20 MB.")
MEANWHILE = N_("Something changed since the plan was made. Look at it again.")


def add_routes(blueprint: Blueprint) -> None:
    """Give the blueprint its pages."""
    both = ["GET", "POST"]
    blueprint.add_url_rule("/<kind:kind>/files", "files", files, methods=both)
    blueprint.add_url_rule("/<kind:kind>/files/<int:number>", "plan", plan, methods=both)
    blueprint.add_url_rule("/<kind:kind>/export/<format>", "export", export)
    blueprint.add_url_rule("/<kind:kind>/template/<format>", "template", template)


@gate("transfer")
def files(kind: str) -> ResponseReturnValue:
    """Offer the files of a type, or take one to import."""
    here = store()
    sent = request.files.get("file")
    if request.method == "POST" and sent is not None:
        body = sent.read(MAX_BYTES + 1)
        if not body or len(body) > MAX_BYTES:
            flash_problems(Invalid({"file": [TOO_HEAVY if body else N_("Choose a file.")]}))
            return redirect(url_for("console.files", kind=kind), 303)
        with here.database.transaction() as session:
            kept = ImportFile(kind=kind, owner_id=operator().id, body=body,
                              created_at=here.clock())  # fmt: skip
            session.add(kept)
            session.flush()
            number = kept.id
        return redirect(url_for("console.plan", kind=kind, number=number), 303)
    return render_template("console/files.html", of=here.types[kind], formats=FORMATS)


@gate("transfer")
def plan(kind: str, number: int) -> ResponseReturnValue:
    """Show what a file would do, or do it as it was shown."""
    here, of = store(), store().types[kind]
    try:
        with here.database.reading() as session:
            kept = session.get(ImportFile, number)
            if kept is None or (kept.kind, kept.owner_id) != (kind, operator().id):
                abort(404)
            made = _planned(session, of, kept.body)
        if request.method == "POST":
            return _applied(of, made, number)
    except Invalid as error:
        flash_problems(error)
        return redirect(url_for("console.files", kind=kind), 303)
    changed = [row for row in made.rows if row.status == CHANGED]
    return render_template(
        "console/plan.html", of=of, plan=made, number=number, changed=changed[:SHOWN],
        faults=list(made.faults)[:SHOWN],
    )  # fmt: skip


@gate("transfer")
def export(kind: str, format: str) -> ResponseReturnValue:
    """Send all items of a type that the operator may see."""
    if format not in FORMATS:
        abort(404)
    out = BytesIO()
    with store().database.reading() as session:
        write_export(session, store().types[kind], format, out, items=scope.within(operator()))
    return _file(out, kind, format)


@gate("transfer")
def template(kind: str, format: str) -> ResponseReturnValue:
    """Send an empty file for import, with its codes explained."""
    if format not in FORMATS:
        abort(404)
    out, served = BytesIO(), store().settings.languages
    write_template(store().types[kind], format, out, lang=lang_now(), langs=served)
    return _file(out, f"{kind}-template", format)


def _file(out: BytesIO, name: str, format: str) -> Response:
    response = Response(out.getvalue(), content_type=MEDIA_TYPES[format])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{format}"'
    return response


def _planned(session: Session, kind: ContentType, body: bytes) -> Plan:
    rows = open_rows(kind, BytesIO(body))
    by = operator().actor()
    return plan_import(session, kind, rows, by=by, allowed=_allowed(session, kind))


def _allowed(session: Session, kind: ContentType) -> Allowed:
    """Tell for each row why this operator may not save it: rights, and harm to readers."""
    known, above = read_known(session, store().moment().today), dict[str, frozenset[str]]()

    def allowed(before: Values | None, after: Values) -> Reason | None:
        for record in (before, after):
            if record is None:
                continue
            place = record["place"]
            if place not in above:
                above[place] = codes_above(session, place)
            if not operator().may("edit", above=above[place], kind=kind.name,
                                  organisation=record["organisation"]):  # fmt: skip
                return NOT_YOURS
        if after["state"] != "published":
            return None
        faults = refused(faults_of(Case(kind, after), known), after)
        return faults[0].message if faults else None

    return allowed


def _applied(kind: ContentType, made: Plan, number: int) -> ResponseReturnValue:
    back = redirect(url_for("console.plan", kind=kind.name, number=number), 303)
    if request.form.get("mark") != made.mark or not made.ready:
        flash_problems(Invalid({"file": [MEANWHILE]}))
        return back
    try:
        with store().database.transaction() as session:
            written = apply_plan(session, made, by=operator().actor())
            session.delete(session.get_one(ImportFile, number))
    except Conflict:
        flash_problems(Invalid({"file": [MEANWHILE]}))
        return back
    flash(ngettext("%(num)d record written.", "%(num)d records written.", written))
    return redirect(url_for("console.items", kind=kind.name), 303)
