"""Today: what needs this person, each with its one action beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from services_app.console import scope
from services_app.console.gate import gate, operator
from services_app.content import due
from services_app.content.due import DueRow
from services_app.content.item import Item
from services_app.content.proposal import Proposal, waiting
from services_app.content.type import ContentType
from services_app.content.wording import words_of
from services_app.feedback.links import DeadLinks, dead_links
from services_app.feedback.queries import Reported, open_reports
from services_app.places.queries import places_by_code
from services_app.taxonomies.reports import REPORT_ANSWERS
from services_app.web.filters import lang_now
from services_app.web.store import store

SHOWN = 10  # of each; a list that nobody finishes helps nobody


@dataclass(frozen=True)
class Task:
    """An item that needs a hand."""

    kind: ContentType
    row: DueRow
    title: str
    place: str


def add_routes(blueprint: Blueprint) -> None:
    """Give the blueprint its pages."""
    blueprint.add_url_rule("/", "start", start)


@gate("operator")
def start() -> ResponseReturnValue:
    """Show what needs this person today."""
    with store().database.reading() as session:
        tasks = gathered(session)
        proposals = to_approve(session)
        mine = scope.within(operator())
        reports = _named(session, open_reports(session, mine, limit=SHOWN))
        dead = _named(session, dead_links(session, store().types, mine)[:SHOWN])
    return render_template(
        "console/today.html", tasks=tasks, proposals=proposals, types=store().types,
        reports=reports, dead=dead, answers=list(REPORT_ANSWERS),
        today=store().moment().today, shown=SHOWN,
        waits=bool(proposals or reports or dead or any(tasks.values())),
        makes=[kind for kind in store().types.values() if operator().may_somewhere("propose")],
    )  # fmt: skip


def gathered(session: Session) -> dict[str, list[Task]]:
    """Read what needs a hand, by what is to be done."""
    today, within = store().moment().today, scope.within(operator())
    offers = [kind.name for kind in store().types.values() if kind.is_offer]
    languages = store().settings.languages
    more = SHOWN + 1  # to tell that there is more
    found = {
        "due": due.due_for_check(session, today, limit=more, within=within),
        "ending": due.ending(session, today, kinds=offers, limit=more, within=within),
        "review": due.awaiting_review(session, today, limit=more, within=within),
        "stale": due.stale_texts(session, today, limit=more, within=within),
        "missing": due.missing_texts(session, languages, today, limit=more, within=within),
        "never": due.never_checked(session, today, limit=more, within=within),
    }
    return {name: tasks(session, rows) for name, rows in found.items()}


def tasks(session: Session, rows: Sequence[DueRow]) -> list[Task]:
    """Give rows their titles and the names of their places."""
    types, lang = store().types, lang_now()
    words = words_of(session, [row.id for row in rows], lang, body=False) if rows else {}
    places = places_by_code(session, [row.place_code for row in rows])
    made = []
    for row in rows:
        kind = types[row.kind]
        own = words.get(row.id)
        title = own.title if kind.titled_by_words and own and own.title else ""
        made.append(
            Task(kind, row, title or kind.label(row.face, lang), places[row.place_code].name)
        )
    return made


@dataclass(frozen=True)
class Named:
    """Something that was reported or found about an item, with the item's names."""

    about: Reported | DeadLinks
    kind: ContentType
    title: str
    place: str


def _named(session: Session, found: Sequence[Reported | DeadLinks]) -> list[Named]:
    """Give what was found its titles and the names of its places."""
    if not found:
        return []
    types, lang = store().types, lang_now()
    uids = Item.uid.in_([each.uid for each in found])
    titles = scope.titles_of(session, types.values(), lang, uids)
    places = places_by_code(session, [each.place_code for each in found])
    return [
        Named(
            each,
            types[each.kind],
            titles.get(each.uid) or types[each.kind].label(each.face, lang),
            places[each.place_code].name,
        )
        for each in found
    ]


def to_approve(session: Session) -> list[Proposal]:
    """List the proposals that this person may approve."""
    return [
        each
        for each in waiting(session)
        if scope.may_there(
            session, "publish", each.kind, each.place_code or "it", each.organisation
        )
    ]
