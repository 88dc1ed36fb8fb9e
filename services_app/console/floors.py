"""Lowest pay by sector and year, for administrators: list, enter, change, remove, what was done."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from services_app.console.gate import gate, operator
from services_app.content.history import changes
from services_app.content.pay_floors import (
    UNITS,
    PayFloorSchema,
    change_floor,
    enter_floor,
    pay_floor_events,
    pay_floors,
    remove_floor,
    stored_floor,
)
from services_app.errors import Conflict, Invalid
from services_app.taxonomies.term import NC_
from services_app.web.filters import euro, term
from services_app.web.forms import schemas
from services_app.web.forms.inputs import Form, Input, Lists
from services_app.web.forms.values import Values
from services_app.web.messages import said
from services_app.web.store import store

SHOWN = 50  # acts
ACT_LABELS = {
    "entered": NC_("pay floor", "entered"),
    "changed": NC_("pay floor", "changed"),
    "removed": NC_("pay floor", "removed"),
}


def add_routes(blueprint: Blueprint) -> None:
    """Give the blueprint its pages."""
    both = ["GET", "POST"]
    blueprint.add_url_rule("/lowest-pay", "floors", floors, methods=both)
    blueprint.add_url_rule("/lowest-pay/<uuid:uid>", "floor", floor, methods=both)
    blueprint.add_url_rule(
        "/lowest-pay/<uuid:uid>/remove", "remove_floor", removed, methods=["POST"]
    )


@gate("settings")
def floors() -> ResponseReturnValue:
    """List the lowest pays with what was done to them, or enter one."""
    if request.method == "GET":
        return _list_page(_blank(), {})
    try:
        with store().database.transaction() as session:
            enter_floor(session, _typed(), by=operator().actor(), at=store().clock())
    except Invalid as error:
        return _list_page(request.form, said(error.problems)), 422
    flash(_("Saved."))
    return redirect(url_for("console.floors"), 303)


@gate("settings")
def floor(uid: uuid.UUID) -> ResponseReturnValue:
    """Show one lowest pay, or change it."""
    if request.method == "GET":
        return _form_page(uid)
    try:
        with store().database.transaction() as session:
            change_floor(session, uid, _typed(), expected=_version(), by=operator().actor(),
                         at=store().clock())  # fmt: skip
    except Invalid as error:
        return _form_page(uid, request.form, said(error.problems)), 422
    except Conflict:
        return _form_page(uid, request.form, conflict=True), 409
    flash(_("Saved."))
    return redirect(url_for("console.floors"), 303)


@gate("settings")
def removed(uid: uuid.UUID) -> ResponseReturnValue:
    """Remove one lowest pay; what it was stays in the history."""
    try:
        with store().database.transaction() as session:
            remove_floor(session, uid, expected=_version(), by=operator().actor(),
                         at=store().clock())  # fmt: skip
    except Conflict:
        return _form_page(uid, conflict=True), 409
    flash(_("Removed."))
    return redirect(url_for("console.floors"), 303)


def said_floor(name: str, value: Any) -> str:  # Any: JSON of a lowest pay
    """Write one value of a lowest pay as people read it."""
    if value is None:
        return "–"
    if name == "amount_cents":
        return euro(value)
    taxonomy = {"sector": "sector", "unit": "pay_unit"}.get(name)
    return term(value, taxonomy) if taxonomy else str(value)


def _list_page(values: Values, problems: Mapping[str, Sequence[str]]) -> str:
    inputs = _inputs(values, problems)
    with store().database.reading() as session:
        years = [
            (year, list(own)) for year, own in groupby(pay_floors(session), attrgetter("year"))
        ]
        events = [
            (event, event.after or event.before or {}, changes(event.before, event.after))
            for event in pay_floor_events(session, limit=SHOWN)
        ]
    return render_template(
        "console/floors.html", years=years, inputs=inputs, problems=_summary(inputs),
        events=events, acts=ACT_LABELS, said_floor=said_floor,
        labels={each.name: each.label for each in inputs},
    )  # fmt: skip


def _form_page(
    uid: uuid.UUID,
    values: Values | None = None,
    problems: Mapping[str, Sequence[str]] | None = None,
    *,
    conflict: bool = False,
) -> str:
    """Make the form of a stored one; after a conflict, with what is stored beside what was typed.

    Whoever sends it again has seen what is stored, so the form bears that version then.
    """
    with store().database.reading() as session:
        stored = stored_floor(session, uid)
    facts = PayFloorSchema().dump(stored)
    written: Values = MultiDict(schemas.write(PayFloorSchema(), facts))
    inputs = _inputs(written if values is None else values, problems or {})
    typed = request.form.get("version", "")
    return render_template(
        "console/floor.html", floor=stored, facts=facts, inputs=inputs, conflict=conflict,
        version=typed if problems else stored.version, problems=_summary(inputs),
        said_floor=said_floor,
    )  # fmt: skip


def _inputs(values: Values, problems: Mapping[str, Sequence[str]]) -> list[Input]:
    lists = Lists(names={"pay_units": [(code, term(code, "pay_unit")) for code in UNITS]})
    return Form(None, values, problems, lists).of(PayFloorSchema())


def _summary(inputs: Sequence[Input]) -> list[tuple[str, str, str]]:
    return [(each.id, each.label, words) for each in inputs for words in each.errors]


def _blank() -> Values:
    return MultiDict({"year": str(store().moment().today.year)})


def _typed() -> dict[str, Any]:
    return schemas.read(PayFloorSchema(), request.form)


def _version() -> int:
    return request.form.get("version", 0, int)
