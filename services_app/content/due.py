"""What needs somebody's hand today: due for a check, about to end, without words, to approve."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import Session

from services_app.content.ageing import days_after
from services_app.content.item import Text
from services_app.content.queries import ITEM

ENDED_DAYS = 14  # how long an offer that ended is still called to mind


@dataclass(frozen=True)
class DueRow:
    """An item as the Today page needs it; `langs` are the languages whose text is wanted."""

    id: int
    uid: uuid.UUID
    kind: str
    slug: str
    state: str
    face: Mapping[str, Any]
    place_code: str
    organisation: str | None
    version: int
    risk: str
    sensitive: bool
    sample: bool
    expires_on: date | None
    verified_on: date | None
    verified_by: str | None
    review_every_days: int
    updated_at: datetime
    mediators_until: date | None
    langs: tuple[str, ...] = ()

    @property
    def due_on(self) -> date | None:
        """The last day on which the check still counts."""
        if self.verified_on is None:
            return None
        return self.verified_on + timedelta(days=self.review_every_days)


COLUMNS = (
    ITEM.c.id, ITEM.c.uid, ITEM.c.kind, ITEM.c.slug, ITEM.c.state, ITEM.c.face,
    ITEM.c.place_code, ITEM.c.organisation, ITEM.c.version, ITEM.c.risk, ITEM.c.sensitive,
    ITEM.c.sample, ITEM.c.expires_on, ITEM.c.verified_on, ITEM.c.verified_by,
    ITEM.c.review_every_days, ITEM.c.updated_at, ITEM.c.mediators_until,
)  # fmt: skip
Within = ColumnElement[bool] | None  # what the asker may see: a condition on Item


def due_for_check(
    session: Session, today: date, *, limit: int = 50, within: Within = None
) -> list[DueRow]:
    """List what is published and overdue, longest first."""
    due_on = days_after(ITEM.c.verified_on, ITEM.c.review_every_days)
    query = _published(today, within).where(due_on < today).order_by(due_on, ITEM.c.id)
    return _rows(session, query, limit)


def never_checked(
    session: Session, today: date, *, limit: int = 50, within: Within = None
) -> list[DueRow]:
    """List what is published and nobody ever checked, dangerous subjects and oldest first."""
    query = _published(today, within).where(ITEM.c.verified_on.is_(None))
    return _rows(session, query.order_by(ITEM.c.risk, ITEM.c.created_at, ITEM.c.id), limit)


def ending(
    session: Session,
    today: date,
    days: int = 7,
    *,
    kinds: Collection[str] | None = None,
    limit: int = 50,
    within: Within = None,
) -> list[DueRow]:
    """List what ends within days or ended lately and is not archived, the next first.

    `kinds` are the names of the types looked at (those that are offers), all unless told.
    """
    query = _select(within).where(
        ITEM.c.state != "archived",
        ITEM.c.expires_on.between(today - timedelta(days=ENDED_DAYS), today + timedelta(days=days)),
    )
    if kinds is not None:
        query = query.where(ITEM.c.kind.in_(kinds))
    return _rows(session, query.order_by(ITEM.c.expires_on, ITEM.c.id), limit)


def missing_texts(
    session: Session,
    languages: Sequence[str],
    today: date,
    *,
    limit: int = 50,
    within: Within = None,
) -> list[DueRow]:
    """List published items with words in their source language but not in all of `languages`.

    Dangerous subjects first, then the latest changed; `langs` are those that lack.
    """
    has_source = exists().where(Text.item_id == ITEM.c.id, Text.lang == ITEM.c.source_lang)
    count = (
        select(func.count())
        .select_from(Text)
        .where(Text.item_id == ITEM.c.id, Text.lang.in_(languages))
        .scalar_subquery()
    )
    query = _published(today, within).where(has_source, count < len(set(languages)))
    query = query.order_by(ITEM.c.risk, ITEM.c.updated_at.desc(), ITEM.c.id)
    rows = _rows(session, query, limit)
    there = _langs(session, rows, Text.lang.in_(languages))
    return [
        replace(row, langs=tuple(each for each in languages if each not in there.get(row.id, ())))
        for row in rows
    ]


def stale_texts(
    session: Session, today: date, *, limit: int = 50, within: Within = None
) -> list[DueRow]:
    """List published items with texts older than their source; `langs` are those."""
    stale = ITEM.c.id.in_(select(Text.item_id).where(Text.stale.is_(True)))
    query = _published(today, within).where(stale)
    rows = _rows(session, query.order_by(ITEM.c.risk, ITEM.c.updated_at, ITEM.c.id), limit)
    langs = _langs(session, rows, Text.stale.is_(True))
    return [replace(row, langs=tuple(langs.get(row.id, ()))) for row in rows]


def shown_by_mediators(
    session: Session, today: date, *, limit: int = 50, within: Within = None
) -> list[DueRow]:
    """List the published offers that only mediators show so far, the first to end first."""
    query = _published(today, within).where(ITEM.c.mediators_until > today)
    return _rows(session, query.order_by(ITEM.c.mediators_until, ITEM.c.id), limit)


def awaiting_review(
    session: Session, today: date, *, limit: int = 50, within: Within = None
) -> list[DueRow]:
    """List the items that wait for approval, longest first."""
    query = _alive(_select(within), today).where(ITEM.c.state == "review")
    return _rows(session, query.order_by(ITEM.c.updated_at, ITEM.c.id), limit)


def _select(within: Within) -> Select[Any]:
    query = select(*COLUMNS)
    return query if within is None else query.where(within)


def _alive(query: Select[Any], today: date) -> Select[Any]:
    return query.where(or_(ITEM.c.expires_on.is_(None), ITEM.c.expires_on > today))


def _published(today: date, within: Within) -> Select[Any]:
    return _alive(_select(within), today).where(ITEM.c.state == "published")


def _rows(session: Session, query: Select[Any], limit: int) -> list[DueRow]:
    return [DueRow(*row) for row in session.execute(query.limit(limit))]


def _langs(
    session: Session, rows: Sequence[DueRow], which: ColumnElement[bool]
) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    if rows:
        ids = Text.item_id.in_([row.id for row in rows])
        texts = select(Text.item_id, Text.lang).where(ids, which).order_by(Text.lang)
        for item_id, lang in session.execute(texts):
            found.setdefault(item_id, []).append(lang)
    return found
