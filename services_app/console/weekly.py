"""The weekly letter: the lists of Today, short, with links, to each operator who wished it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.message import EmailMessage

from flask import render_template
from flask_babel import gettext as _

from services_app.accounts.mail import letter, post
from services_app.accounts.model import User
from services_app.accounts.weekly import awaiting_letter, give_turn_back, take_turn
from services_app.console.letters import in_language_of, link_to
from services_app.console.waiting import SHOWN, Desk, Named, Task, Waiting, waiting_for
from services_app.content.proposal import Proposal
from services_app.content.type import message
from services_app.web.filters import lang_now
from services_app.web.store import store

FEW = 3  # of each list; the rest stands on the page
Line = tuple[str, str]  # what it is, the address of its page


@dataclass(frozen=True)
class Part:
    """One list of the letter: its heading, how many there are, the first few."""

    heading: str
    count: str
    lines: Sequence[Line]


def send_weekly_letters() -> tuple[int, list[int]]:
    """Send a letter to each who is due one and for whom something waits.

    Gives how many went out, and the ids of the accounts whose letter did not.
    """
    here = store()
    with here.database.reading() as session:
        users = awaiting_letter(session, here.moment().today)
    sent, failed = 0, []
    for user in users:
        written = _written(user)
        if written is None or not _turn_taken(user):
            continue
        if _posted(user, written):
            sent += 1
        else:
            failed.append(user.id)
    return sent, failed


def _turn_taken(user: User) -> bool:
    with store().database.transaction() as session:
        return take_turn(session, user, store().moment().today)


def _posted(user: User, written: EmailMessage) -> bool:
    """Send the letter; whatever hinders it, the account is due one again."""
    went_out = False
    try:
        went_out = post(store().settings, written)
    finally:
        if not went_out:
            with store().database.transaction() as session:
                give_turn_back(session, user)
    return went_out


def _written(user: User) -> EmailMessage | None:
    """Write the letter in the language of its reader; None where nothing waits for them."""
    here = store()
    languages = here.settings.languages
    with in_language_of(user):
        desk = Desk(user.operator(), here.types, here.moment(), languages, lang_now())
        with here.database.reading() as session:
            waiting = waiting_for(session, desk)
        if not waiting:
            return None
        text = render_template(
            "console/weekly.txt", user=user, parts=[each for each in _parts(waiting) if each.lines],
            today=link_to("console.start"), account=link_to("console.account"),
        )  # fmt: skip
        return letter(here.settings, user.email, _("What waits for you"), text)


def _parts(waiting: Waiting) -> Iterator[Part]:
    """Yield the lists in the order of the page, empty ones too."""
    proposals = waiting.proposals
    yield Part(_("To approve"), str(len(proposals)), [_of_proposal(p) for p in proposals[:FEW]])
    yield _of_tasks(_("To check again"), waiting.tasks["due"])
    yield _of_named(_("Readers say that something is wrong"), waiting.reports)
    yield _of_named(_("Links that lead nowhere"), waiting.dead)
    yield _of_tasks(_("Offers that end"), waiting.tasks["ending"])
    yield _of_tasks(_("Waiting for approval"), waiting.tasks["review"])
    yield _of_tasks(_("Never checked by anybody here"), waiting.tasks["never"])
    yield _of_tasks(_("Translations older than their source"), waiting.tasks["stale"])
    yield _of_tasks(_("Words missing in some languages"), waiting.tasks["missing"])


def _of_tasks(heading: str, tasks: Sequence[Task]) -> Part:
    count = f"{SHOWN}+" if len(tasks) > SHOWN else str(len(tasks))
    return Part(heading, count, [_of_task(task) for task in tasks[:FEW]])


def _of_task(task: Task) -> Line:
    parts = {"kind": task.kind.name, "uid": task.row.uid}
    if task.row.langs:  # what is asked for are words
        link = link_to("console.words", **parts, lang=task.row.langs[0])
    else:
        link = link_to("console.edit", **parts)
    return f"{task.discreet} · {task.place}", link


def _of_named(heading: str, found: Sequence[Named]) -> Part:
    lines = [
        (
            f"{each.discreet} · {each.place}",
            link_to("console.edit", kind=each.kind.name, uid=each.about.uid),
        )
        for each in found[:FEW]
    ]
    return Part(heading, str(len(found)), lines)


def _of_proposal(proposal: Proposal) -> Line:
    name = message(store().types[proposal.kind].one, lang_now())
    if proposal.item_uid is None:
        return name, link_to("console.new", kind=proposal.kind, proposal=proposal.id)
    parts = {"kind": proposal.kind, "uid": proposal.item_uid}
    return name, link_to("console.edit", **parts, proposal=proposal.id)
