"""Import and export in the console: a plan first, then all of it or nothing."""

from __future__ import annotations

from collections.abc import Generator
from io import BytesIO

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm import Session

from services_app.console import scope
from services_app.console.gate import gate, operator
from services_app.console.progress import Work, streamed, told
from services_app.console.said import flash_problems
from services_app.console.saving import TO_COME, refused
from services_app.content.faults import Case, faults_of, read_known
from services_app.content.record import Values
from services_app.content.type import ContentType
from services_app.errors import N_, Conflict, Invalid, Reason
from services_app.transfer.commands import applying
from services_app.transfer.exporting import FORMATS, MEDIA_TYPES, write_export
from services_app.transfer.judging import CHANGED, Allowed
from services_app.transfer.planning import Plan, planning
from services_app.transfer.problem import MAX_BYTES
from services_app.transfer.reading import open_rows
from services_app.transfer.template import write_template
from services_app.transfer.uploads import ImportFile, take_file
from services_app.web.filters import count, lang_now
from services_app.web.store import store

SHOWN = 100  # faults and changed rows
NOT_YOURS = N_("You may not change this for this place and organisation.")
TOO_HEAVY = N_("The file is larger than 20 MB.")
GONE = N_("This file was saved already, or is too old. Nothing was done now.")
STAY = N_("Keep this page open. If it closes before the end, nothing is saved.")
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
    """Show what a file would do, or do it as it was shown; both say how far they are."""
    here, of = store(), store().types[kind]
    with here.database.reading() as session:
        kept = session.get(ImportFile, number)
    applies = request.method == "POST"
    if kept is None or (kept.kind, kept.owner_id) != (kind, operator().id):
        if not applies:
            abort(404)
        flash_problems(Invalid({"file": [GONE]}))  # sent twice, or a result that was loaded again
        return redirect(url_for("console.files", kind=kind), 303)
    again, other = (
        url_for("console.plan", kind=kind, number=number),
        url_for("console.files", kind=kind),
    )
    if applies:
        return streamed(
            _applied(of, kept), title=gettext("Import"), hint=gettext(STAY),
            back=(again, gettext("See what changes")),
        )  # fmt: skip
    return streamed(
        _shown(of, kept), title=gettext("What this file changes"), hint="",
        back=(other, gettext("Choose another file")),
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


def _planned(kind: ContentType, kept: ImportFile) -> Generator[str, None, Plan]:
    """Plan a file that was sent, yielding lines that say how far it is."""
    with store().database.reading() as session:
        steps = planning(
            session, kind, open_rows(kind, BytesIO(kept.body)), by=operator().actor(),
            allowed=_allowed(session, kind),
        )  # fmt: skip
        return (yield from told(steps, _checking))


def _checking(done: int, total: int) -> str:
    words = gettext("Checking rows: %(done)s of %(total)s", done=count(done), total=count(total))
    return str(words)


def _saving(done: int, total: int) -> str:
    words = gettext("Saving rows: %(done)s of %(total)s", done=count(done), total=count(total))
    return str(words)


def _shown(kind: ContentType, kept: ImportFile) -> Work:
    made = yield from _planned(kind, kept)
    changed = [row for row in made.rows if row.status == CHANGED]
    return render_template(
        "console/_plan.html", of=kind, plan=made, changed=changed[:SHOWN],
        faults=list(made.faults)[:SHOWN],
    )  # fmt: skip


def _applied(kind: ContentType, kept: ImportFile) -> Work:
    """Save what a file changes, if it still is what was shown: all of it, or nothing."""
    made = yield from _planned(kind, kept)
    if request.form.get("mark") != made.mark or not made.ready:
        raise Invalid({"file": [MEANWHILE]})
    try:
        with store().database.transaction() as session:
            if not take_file(session, kept.id):
                raise Invalid({"file": [GONE]})
            written = yield from told(applying(session, made, by=operator().actor()), _saving)
    except Conflict:
        raise Invalid({"file": [MEANWHILE]}) from None
    return render_template("console/_imported.html", of=kind, written=written)


def _allowed(session: Session, kind: ContentType) -> Allowed:
    """Tell for each row why this operator may not save it: rights, and harm to readers."""
    known = read_known(session, store().moment().today)

    def allowed(before: Values | None, after: Values) -> Reason | None:
        for record in (before, after):
            if record is None:
                continue
            place, organisation = record["place"], record["organisation"]
            if not scope.may_there(session, "edit", kind.name, place, organisation):
                return NOT_YOURS
        if after["state"] != "published":
            return None
        faults = refused(faults_of(Case(kind, after, TO_COME), known), after)
        return faults[0].message if faults else None

    return allowed
