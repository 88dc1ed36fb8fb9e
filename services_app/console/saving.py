"""What a form means: the record it would make, whether it may stand, and saving it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services_app.console import scope
from services_app.console.gate import operator
from services_app.content.addresses import wanted_slug
from services_app.content.commands import save_record
from services_app.content.faults import ERROR, Case, Fault, Known, faults_of, read_known, unchecked
from services_app.content.item import Item, Redirect
from services_app.content.record import load_record, plain_record, record_of
from services_app.content.type import ContentType
from services_app.errors import N_, Invalid, Reason
from services_app.places.queries import places_by_code
from services_app.web.forms import record as form
from services_app.web.forms.record import RawRecord
from services_app.web.forms.values import Values
from services_app.web.messages import say
from services_app.web.params import whole
from services_app.web.store import store

OF_PAGE = {"do", "csrf_token", "version", "keep", "checked", "take"}
NOT_THERE = N_("You may not do this for this place and organisation.")
OF_LANGUAGES = ("no-text", "no-title", "unlike-source")
TO_COME = "x"  # stands for an address, also the neutral one, that is made at saving
MOST_WANTED = 112  # letters of an address part, before the number that makes it another
OFFER_PERIODS = 2  # so many periods of checking a new offer is shown


@dataclass
class Edit:
    """A record being edited: the stored one, what was typed, and what is wrong with it."""

    kind: ContentType
    item: Item | None
    stored: RawRecord
    values: Values
    problems: dict[str, list[str]] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)

    @property
    def version(self) -> int:
        """The version on which the form rests, 0 for a new record or where it cannot be read."""
        return whole(self.values.get("version") or str(self.item.version if self.item else 0))

    def record(self) -> RawRecord:
        """Give the record that the form means."""
        return form.read(self.kind, self.values, self.stored)


def begun(kind: ContentType, item: Item | None) -> Edit:
    """Begin to edit an item, or a new record with what is likely about it."""
    if item is not None:
        stored = record_of(kind, item)
        return Edit(kind, item, stored, form.written(kind, stored))
    who, stored = operator(), form.blank(kind)
    stored["place"] = scope.home_place(who)
    stored["organisation"] = scope.own_organisation(who)
    if kind.is_offer:
        days = timedelta(kind.review_every_days * OFFER_PERIODS)
        stored["expires_on"] = (store().moment().today + days).isoformat()
    return Edit(kind, None, stored, form.written(kind, stored))


def typed(kind: ContentType, item: Item | None, sent: Values) -> Edit:
    """Read what was sent on top of what is stored."""
    edit = begun(kind, item)
    edit.values = form.tidied(kind, sent)
    return edit


def check(session: Session, edit: Edit, *, publishing: bool) -> RawRecord:
    """Complete and check the record of a form; raises Invalid with the names of inputs.

    What harms a reader is refused where it would be published; milder faults become warnings.
    """
    record = edit.record()
    try:
        if not record.get("slug"):
            record["slug"] = _new_slug(session, edit.kind, record)
        known = read_known(session, store().moment().today)
        found = faults_of(Case(edit.kind, plain_record(edit.kind, record), TO_COME), known)
        errors = refused(found, record)
        if errors and publishing:
            raise Invalid(_by_place(errors))
        edit.warnings = [say(fault.message) for fault in found]
    except Invalid as error:
        raise Invalid(form.shown_problems(edit.kind, record, error.problems)) from error
    return record


def check_stored(
    session: Session, kind: ContentType, item: Item, known: Known | None = None
) -> None:
    """Refuse to publish what would harm a reader; raises Invalid. `known` is read once for many."""
    known = known or read_known(session, store().moment().today)
    found = faults_of(Case(kind, record_of(kind, item), item.neutral_code), known)
    errors = refused(found, record_of(kind, item))
    if errors:
        raise Invalid(_by_place(errors))


def notes(session: Session, edit: Edit) -> list[str]:
    """Say what no rule can tell of what stands in a form, so that the operator looks."""
    facts, today = edit.record()["facts"], store().moment().today
    return [say(each) for each in unchecked(session, edit.kind, facts, today)]


def refused(found: Sequence[Fault], record: Mapping[str, Any]) -> list[Fault]:
    """List the faults with which nothing is published.

    What other languages lack is not among them: who writes in one language could never begin.
    Readers of the others are told honestly what they read, and Today asks for the words.
    """
    source = f"texts.{record.get('source_lang') or 'it'}"
    return [
        fault
        for fault in found
        if fault.level == ERROR
        and (fault.rule not in OF_LANGUAGES or f"{fault.where}.".startswith(f"{source}."))
    ]


def save(session: Session, edit: Edit, record: RawRecord, *, state: str, checked: bool) -> Item:
    """Store a checked record in a state; `checked`: the operator vouches for it today."""
    record = {**record, "state": state}
    if edit.item is not None:
        record["uid"] = str(edit.item.uid)
    if checked:
        actor = scope.actor(session)
        record["verified_on"] = store().moment().today.isoformat()
        record["verified_by"] = actor.organisation
    return save_record(
        session,
        edit.kind,
        record,
        by=operator().actor(),
        at=store().clock(),
        expected=edit.version if edit.item else None,
    )


def _by_place(found: Sequence[Fault]) -> dict[str, list[Reason]]:
    problems: dict[str, list[Reason]] = {}
    for fault in found:
        problems.setdefault(fault.where, []).append(fault.message)
    return problems


def _new_slug(session: Session, kind: ContentType, record: RawRecord) -> str:
    load_record(kind, record | {"slug": TO_COME})  # nothing is looked for that cannot be
    place = places_by_code(session, [record["place"]]).get(record["place"])
    return free_slug(session, kind, wanted_slug(kind, record, place))


def free_slug(session: Session, kind: ContentType, wanted: str) -> str:
    """Give an address part that no item has or had, short enough to be stored."""
    wanted = wanted[:MOST_WANTED].strip("-")
    taken = set(session.scalars(
        select(Item.slug).where(Item.kind == kind.name, Item.slug.startswith(wanted))
    )) | set(session.scalars(
        select(Redirect.slug).where(Redirect.kind == kind.name, Redirect.slug.startswith(wanted))
    ))  # fmt: skip
    tries: Sequence[str] = [wanted, *(f"{wanted}-{n}" for n in range(2, len(taken) + 3))]
    return next(slug for slug in tries if slug not in taken)
