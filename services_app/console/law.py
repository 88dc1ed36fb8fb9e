""" "The law changed": every guide of a topic falls back to its safety core at once."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from services_app.console.gate import gate, operator
from services_app.content.workflow import law_changed
from services_app.taxonomies.orientation import TOPICS
from services_app.web.store import store


def add_routes(blueprint: Blueprint) -> None:
    """Give the blueprint its pages."""
    blueprint.add_url_rule("/law", "law", law, methods=["GET", "POST"])


@gate("settings")
def law() -> ResponseReturnValue:
    """Ask for the topic whose law changed; take every signature from its guides."""
    topic = request.form.get("topic", "")
    if request.method == "GET" or topic not in TOPICS:
        status = 200 if request.method == "GET" else 422
        return render_template("console/law.html", topics=TOPICS, wrong=status == 422), status
    with store().database.transaction() as session:
        count = law_changed(session, store().types, topic, by=operator().actor(),
                            at=store().clock())  # fmt: skip
    flash(ngettext("%(num)d guide now shows only what is safe.",
                   "%(num)d guides now show only what is safe.", count))  # fmt: skip
    return redirect(url_for("console.start"), 303)
