"""Faults of content: what links to nothing, lacks words or sources, or could harm a reader."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from services_app.content.faults import (
    authorities,
    days,
    evidence,
    offers,
    pay,
    places,
    plans,
    privacy,
    references,
    texts,
    words,
)
from services_app.content.faults.case import ERROR, WARNING, Case, Fault, Known, Rule
from services_app.content.faults.words import name_faults
from services_app.content.item import Item
from services_app.content.pay_floors import pay_floors
from services_app.content.record import load_record, record_of
from services_app.content.type import ContentType
from services_app.errors import Invalid, Reason
from services_app.places.model import Place

__all__ = ["ERROR", "WARNING", "Case", "Fault", "Known", "content_faults", "faults_of",
           "name_faults", "read_known", "unchecked"]  # fmt: skip

RULES: tuple[Rule, ...] = (
    references.references, references.branches, references.places,
    evidence.sources, evidence.past_dates, evidence.hours, evidence.samples,
    texts.complete, texts.alike, texts.explained,
    days.days,
    authorities.home_papers, authorities.embassy_words, authorities.police_first,
    privacy.neutral, privacy.marked, privacy.core,
    places.hidden, places.unlisted,
    offers.asked, offers.identified, offers.live_in, offers.contact, offers.tied,
    pay.floors,
    plans.figures,
    words.stigma, words.markup,
)  # fmt: skip


def content_faults(session: Session, types: Sequence[ContentType], today: date) -> list[Fault]:
    """List the faults of all published items, errors first, then by rule and item."""
    known = read_known(session, today)
    found = {
        fault
        for kind in types
        for case in _published(session, kind)
        for fault in faults_of(case, known)
    }
    return sorted(found)


def read_known(session: Session, today: date) -> Known:
    """Read what records are held against."""
    states = session.execute(select(Item.kind, Item.slug, Item.state))
    return Known(
        states={(kind, slug): state for kind, slug, state in states},
        places=frozenset(session.scalars(select(Place.code))),
        today=today,
        floors=pay_floors(session),
    )


def faults_of(case: Case, known: Known) -> list[Fault]:
    """List the faults of one item; one that its schema refuses today is looked at no further."""
    try:
        load_record(case.kind, case.record)
    except Invalid as error:
        return [
            case.error("schema", where, reason)
            for where, reasons in error.problems.items()
            for reason in reasons
        ]
    return [fault for rule in RULES for fault in rule(case, known)]


def unchecked(
    session: Session, kind: ContentType, facts: Mapping[str, Any], today: date
) -> list[Reason]:
    """Say what no rule could tell of facts as they were typed, right or wrong."""
    if kind.name != "jobs":
        return []
    found = pay.not_compared(facts, pay_floors(session), today)
    return [found] if found else []


def _published(session: Session, kind: ContentType) -> Iterator[Case]:
    items = session.scalars(
        select(kind.model)
        .where(kind.model.state == "published")
        .options(selectinload(kind.model.texts))
        .order_by(kind.model.id)
        .execution_options(yield_per=500)
    )
    for item in items:
        yield Case(kind, record_of(kind, item), item.neutral_code)
