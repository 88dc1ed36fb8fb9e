"""Readers' reports: answered with one tap, all of an item together."""

from __future__ import annotations

import uuid

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from services_app.console import scope
from services_app.console.editing import found
from services_app.console.gate import gate, operator
from services_app.feedback.commands import answer_report
from services_app.taxonomies.reports import REPORT_ANSWERS
from services_app.web.store import store


def add_routes(blueprint: Blueprint) -> None:
    """Give the blueprint its pages."""
    rule = "/<kind:kind>/<uuid:uid>/answer"
    blueprint.add_url_rule(rule, "answer", answer, methods=["POST"])


@gate("answer")
def answer(kind: str, uid: uuid.UUID) -> ResponseReturnValue:
    """Answer the open reports about an item."""
    code = request.form.get("do", "")
    if code not in REPORT_ANSWERS:
        abort(400)
    here = store()
    with here.database.transaction() as session:
        scope.need(session, "answer", found(session, here.types[kind], uid))
        answer_report(session, uid, code, by=operator().actor(), today=here.moment().today)
    flash(_("Answered. The words of the readers are forgotten."))
    return redirect(url_for("console.start"), 303)
