"""What waits for an operator: the lists of Today, for its page and for the weekly letter alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from services_app.accounts.rights import EVERYWHERE, Operator
from services_app.console import scope
from services_app.content import due, proposal
from services_app.content.due import DueRow
from services_app.content.item import Item
from services_app.content.proposal import Proposal
from services_app.content.queries import Moment
from services_app.content.type import ContentType, message
from services_app.feedback.links import DeadLinks, dead_links
from services_app.feedback.queries import Reported, open_reports
from services_app.places.queries import places_by_code

SHOWN = 10  # of each; a list that nobody finishes helps nobody


@dataclass(frozen=True)
class Desk:
    """Whose lists are gathered, of which types, when, and in which language they are read."""

    who: Operator
    types: Mapping[str, ContentType]
    moment: Moment
    languages: Sequence[str]  # those served
    lang: str


@dataclass(frozen=True)
class Task:
    """An item that needs a hand; `discreet` is its title as a mail may bear it."""

    kind: ContentType
    row: DueRow
    title: str
    discreet: str
    place: str


@dataclass(frozen=True)
class Named:
    """Something that was reported or found about an item, with the item's names."""

    about: Reported | DeadLinks
    kind: ContentType
    title: str
    discreet: str
    place: str


@dataclass(frozen=True)
class Waiting:
    """All that waits: proposals to approve, tasks by what is to be done, reports, dead links."""

    proposals: Sequence[Proposal]
    tasks: Mapping[str, Sequence[Task]]
    reports: Sequence[Named]
    dead: Sequence[Named]

    def __bool__(self) -> bool:
        return bool(self.proposals or self.reports or self.dead or any(self.tasks.values()))


def waiting_for(session: Session, desk: Desk) -> Waiting:
    """Gather what needs this operator; of tasks one more than SHOWN, to tell that there is more."""
    mine = scope.within(desk.who)
    reports = open_reports(session, mine, limit=SHOWN)
    dead = dead_links(session, desk.types, mine)[:SHOWN]
    return Waiting(
        _to_approve(session, desk.who),
        _tasks_by_list(session, desk),
        _named(session, desk, reports),
        _named(session, desk, dead),
    )


def _tasks_by_list(session: Session, desk: Desk) -> dict[str, list[Task]]:
    today, within, more = desk.moment.today, scope.within(desk.who), SHOWN + 1
    offers = [kind.name for kind in desk.types.values() if kind.is_offer]
    found = {
        "due": due.due_for_check(session, today, limit=more, within=within),
        "ending": due.ending(session, today, kinds=offers, limit=more, within=within),
        "review": due.awaiting_review(session, today, limit=more, within=within),
        "stale": due.stale_texts(session, today, limit=more, within=within),
        "missing": due.missing_texts(session, desk.languages, today, limit=more, within=within),
        "never": due.never_checked(session, today, limit=more, within=within),
    }
    return {name: tasks_of(session, desk, rows) for name, rows in found.items()}


def tasks_of(session: Session, desk: Desk, rows: Sequence[DueRow]) -> list[Task]:
    """Give rows their titles and the names of their places."""
    if not rows:
        return []
    titles = scope.titles_of(session, desk.lang, Item.id.in_([row.id for row in rows]))
    places = places_by_code(session, [row.place_code for row in rows])
    made = []
    for row in rows:
        kind, own = desk.types[row.kind], titles.get(row.uid, "")
        title = (kind.titled_by_words and own) or kind.label(row.face, desk.lang)
        discreet = _discreet(kind, own, desk.lang) if row.sensitive else title
        made.append(Task(kind, row, title, discreet, places[row.place_code].name))
    return made


def _named(
    session: Session, desk: Desk, found: Sequence[Reported] | Sequence[DeadLinks]
) -> list[Named]:
    if not found:
        return []
    these = Item.uid.in_([each.uid for each in found])
    sensitive = set(session.scalars(select(Item.uid).where(these, Item.sensitive)))
    titles = scope.titles_of(session, desk.lang, these)
    places = places_by_code(session, [each.place_code for each in found])
    made = []
    for each in found:
        kind, own = desk.types[each.kind], titles.get(each.uid, "")
        slug = each.slug.replace("-", " ").capitalize()
        title = own or slug if kind.titled_by_words else kind.label(each.face, desk.lang)
        discreet = _discreet(kind, own, desk.lang) if each.uid in sensitive else title
        made.append(Named(each, kind, title, discreet, places[each.place_code].name))
    return made


def _discreet(kind: ContentType, title: str, lang: str) -> str:
    # Titles of sensitive items are neutral; their names and addresses may tell the topic (rule 2).
    return title or message(kind.one, lang)


def _to_approve(session: Session, who: Operator) -> list[Proposal]:
    return [
        each
        for each in proposal.waiting(session)
        if who.may(
            "publish",
            above=scope.above(session, each.place_code or EVERYWHERE),
            organisation=each.organisation,
            kind=each.kind,
        )
    ]
