"""Today: what needs this person, each with its one action beside it."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from services_app.console.gate import gate, operator
from services_app.console.waiting import SHOWN, Desk, waiting_for
from services_app.taxonomies.reports import REPORT_ANSWERS
from services_app.web.filters import lang_now
from services_app.web.store import store


def add_routes(blueprint: Blueprint) -> None:
    """Give the blueprint its pages."""
    blueprint.add_url_rule("/", "start", start)


def own_desk() -> Desk:
    """Give the desk of the operator of this request."""
    here = store()
    return Desk(operator(), here.types, here.moment(), here.settings.languages, lang_now())


@gate("operator")
def start() -> ResponseReturnValue:
    """Show what needs this person today."""
    here, who, desk = store(), operator(), own_desk()
    with here.database.reading() as session:
        waiting = waiting_for(session, desk)
    return render_template(
        "console/today.html", waits=bool(waiting), tasks=waiting.tasks,
        proposals=waiting.proposals, reports=waiting.reports, dead=waiting.dead,
        types=here.types, answers=list(REPORT_ANSWERS), today=desk.moment.today, shown=SHOWN,
        makes=[kind for kind in here.types.values() if who.may_somewhere("propose")],
    )  # fmt: skip
