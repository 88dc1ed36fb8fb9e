"""One act on many items: first what it would change, then all at once."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext
from marshmallow import fields
from sqlalchemy.orm import Session

from services_app.console import scope
from services_app.console.catalogue import rows
from services_app.console.gate import gate
from services_app.console.said import problem_lines
from services_app.console.saving import check_stored
from services_app.content.bulk import BULK_ACTS, Harm, apply_bulk, plan_bulk
from services_app.content.faults import read_known
from services_app.content.item import Item
from services_app.errors import Invalid, Reason
from services_app.web.forms.times import Day
from services_app.web.params import whole
from services_app.web.store import store

MOST = 500
ASK_FOR_A_VALUE = ("organisation", "end_on")
# The right that each act needs.
RIGHTS = {"publish": "publish", "archive": "publish", "verify": "verify",
          "organisation": "edit", "end_on": "edit"}  # fmt: skip


def add_routes(blueprint: Blueprint) -> None:
    """Give the blueprint its pages."""
    blueprint.add_url_rule("/<kind:kind>/bulk", "bulk", bulk, methods=["POST"])


@gate("verify")
def bulk(kind: str) -> ResponseReturnValue:
    """Show what an act would change; do it when that was confirmed."""
    act = request.form.get("act", "")
    uids = _uids(request.form.getlist("uid"))
    if act not in BULK_ACTS or not uids:
        return redirect(url_for("console.items", kind=kind), 303)
    if act in ASK_FOR_A_VALUE and "value" not in request.form:
        return _asked(kind, act, uids, [])
    try:
        value = _value(act)
        if "confirmed" in request.form:
            return _done(kind, uids, act, value)
        with store().database.reading() as session:
            plan = plan_bulk(session, store().types, uids, act, value, may=_may(session),
                             today=store().moment().today, harm=_harm(session))  # fmt: skip
            plan = [row for row in plan if scope.may(session, "read", row.item)]
            titles = {row.item.uid: row for row in rows(session, [row.item for row in plan])}
            return render_template(
                "console/bulk.html", of=store().types[kind], plan=plan, act=act, titles=titles,
                value=request.form.get("value", ""),
            )  # fmt: skip
    except Invalid as error:
        return _asked(kind, act, uids, problem_lines(error))


def _asked(kind: str, act: str, uids: list[uuid.UUID], problems: list[str]) -> ResponseReturnValue:
    """Ask for what an act sets."""
    with store().database.reading() as session:
        page = render_template(
            "console/bulk_value.html", of=store().types[kind], act=act, uids=uids,
            problems=problems, lists=_lists(session, act), value=request.form.get("value", ""),
        )  # fmt: skip
    return page, 422 if problems else 200


def _done(kind: str, uids: list[uuid.UUID], act: str, value: Any) -> ResponseReturnValue:
    versions = {uid: whole(request.form.get(f"version.{uid}", "")) for uid in uids}
    with store().database.transaction() as session:
        done = apply_bulk(
            session, store().types, uids, act, value, may=_may(session),
            by=scope.actor(session), at=store().clock(), versions=versions,
            harm=_harm(session),
        )  # fmt: skip
    changed = sum(row.problem is None for row in done)
    flash(ngettext("%(num)d record changed.", "%(num)d records changed.", changed))
    left = len(done) - changed
    if left:
        flash(ngettext("%(num)d was left as it is.", "%(num)d were left as they are.", left))
    return redirect(url_for("console.items", kind=kind), 303)


def _may(session: Session) -> Any:  # Any: a function of an item and an act
    def may(item: Item, act: str) -> bool:
        return scope.may(session, RIGHTS[act], item)

    return may


def _harm(session: Session) -> Harm:
    known = read_known(session, store().moment().today)

    def harm(item: Item) -> Reason | None:
        try:
            check_stored(session, store().types[item.kind], item, known)
        except Invalid as error:
            return next(iter(error.problems.values()))[0]
        return None

    return harm


def _uids(texts: list[str]) -> list[uuid.UUID]:
    try:
        return [uuid.UUID(text) for text in texts[:MOST]]
    except ValueError:
        abort(400)


def _value(act: str) -> Any:
    """Read what an act sets: a date, the slug of an organisation, nothing; raises Invalid."""
    if act != "end_on":
        return request.form.get("value", "").strip() or None
    widget = Day(fields.Date(allow_none=True))
    day = widget.read("value", request.form)
    if day is not None and not widget.is_read(day):
        raise Invalid({"value": [Day.unread]})
    return day and date.fromisoformat(day)


def _lists(session: Session, act: str) -> list[tuple[str, str]]:
    if act != "organisation":
        return []
    kinds = [store().types["organisations"]] if "organisations" in store().types else []
    return list(scope.lists(session, kinds).items.get("organisations", ()))
