"""What waits for an operator: open reports and dead outside addresses, item by item."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from services_app.content.queries import ITEM
from services_app.feedback.model import Report

NOTES_SHOWN = 5  # of each item, the newest


@dataclass(frozen=True)
class Note:
    """The masked words of one report; `lang` is null for a sensitive item."""

    reason: str
    note: str
    lang: str | None
    created_on: date


@dataclass(frozen=True)
class Reported:
    """An item with its open reports; `face` is what its label is made of."""

    uid: uuid.UUID
    kind: str
    slug: str
    place_code: str
    organisation: str | None
    sensitive: bool
    face: Mapping[str, Any]
    reasons: dict[str, int] = field(default_factory=dict)
    first_on: date = date.max
    notes: Sequence[Note] = ()

    @property
    def count(self) -> int:
        """How many readers reported it."""
        return sum(self.reasons.values())


def open_reports(session: Session, *where: ColumnElement[bool], limit: int = 50) -> list[Reported]:
    """List items with open reports, most reported first, then longest waiting.

    `where` are conditions on columns of Item: those that an operator may see.
    """
    total, first_on = func.count(), func.min(Report.created_on)
    top = (
        select(Report.item_uid, total.label("total"), first_on.label("first_on"))
        .join(ITEM, ITEM.c.uid == Report.item_uid)
        .where(Report.state == "open", *where)
        .group_by(Report.item_uid)
        .order_by(total.desc(), first_on, Report.item_uid)
        .limit(limit)
        .subquery()
    )
    rows = session.execute(
        select(
            ITEM.c.uid, ITEM.c.kind, ITEM.c.slug, ITEM.c.place_code, ITEM.c.organisation,
            ITEM.c.sensitive, ITEM.c.face, top.c.first_on,
        ).join(top, top.c.item_uid == ITEM.c.uid)
        .order_by(top.c.total.desc(), top.c.first_on, ITEM.c.uid)
    ).all()  # fmt: skip
    uids = [row.uid for row in rows]
    reasons, notes = _reasons(session, uids), _notes(session, uids)
    return [
        Reported(*row[:7], reasons=reasons[row.uid], first_on=row.first_on, notes=notes[row.uid])
        for row in rows
    ]


def _reasons(session: Session, uids: Sequence[uuid.UUID]) -> dict[uuid.UUID, dict[str, int]]:
    found: dict[uuid.UUID, dict[str, int]] = defaultdict(dict)
    counted = (
        select(Report.item_uid, Report.reason, func.count())
        .where(Report.state == "open", Report.item_uid.in_(uids))
        .group_by(Report.item_uid, Report.reason)
        .order_by(func.count().desc(), Report.reason)
    )
    for uid, reason, count in session.execute(counted):
        found[uid][reason] = count
    return found


def _notes(session: Session, uids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[Note]]:
    newest = func.row_number().over(
        partition_by=Report.item_uid, order_by=(Report.created_on.desc(), Report.id.desc())
    )
    ranked = (
        select(Report, newest.label("rank"))
        .where(Report.state == "open", Report.item_uid.in_(uids), Report.note != "")
        .subquery()
    )
    found: dict[uuid.UUID, list[Note]] = defaultdict(list)
    shown = select(ranked).where(ranked.c.rank <= NOTES_SHOWN).order_by(ranked.c.rank)
    for row in session.execute(shown):
        found[row.item_uid].append(Note(row.reason, row.note, row.lang, row.created_on))
    return found
