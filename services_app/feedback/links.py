"""Outside addresses of published items: which there are, how they did, which are dead."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from marshmallow import fields
from sqlalchemy import ColumnElement, Row, Select, delete, or_, select
from sqlalchemy.orm import Session

from services_app.content.item import Item
from services_app.content.type import ContentType
from services_app.feedback.model import LinkCheck
from services_app.feedback.outside import OK

DEAD_AFTER_DAYS = 3  # on which it failed, and on none between did it work


@dataclass(frozen=True)
class DeadLink:
    """An address that leads nowhere; `status` is a code of link_problem."""

    url: str
    status: str
    first_failed_on: date | None
    last_ok_on: date | None


@dataclass(frozen=True)
class DeadLinks:
    """An item with its dead addresses; `face` is what its label is made of."""

    uid: uuid.UUID
    kind: str
    slug: str
    place_code: str
    organisation: str | None
    face: Mapping[str, Any]
    links: tuple[DeadLink, ...]


def outside_addresses(
    session: Session, types: Collection[ContentType], today: date
) -> dict[str, list[str]]:
    """Map each outside address to the uids of the published items that show it."""
    found: dict[str, list[str]] = defaultdict(list)
    for kind in types:
        model = kind.model
        running = or_(model.expires_on.is_(None), model.expires_on > today)
        for row in session.execute(_columns(kind, model.sample.is_(False), running)):
            for url in _addresses(row):
                found[url].append(str(row.uid))
    return found


def waiting(session: Session, urls: Collection[str], limit: int | None = None) -> list[str]:
    """Order addresses for a check: those never asked, then those asked longest ago."""
    asked = {url: on for url, on in session.execute(select(LinkCheck.url, LinkCheck.checked_on))}
    return sorted(urls, key=lambda url: (asked.get(url, date.min), url))[:limit]


def note_checks(
    session: Session,
    results: Mapping[str, str],
    addresses: Mapping[str, list[str]],
    today: date,
) -> None:
    """Write how addresses did today, and forget those that no item shows any more."""
    known = {row.url: row for row in session.scalars(select(LinkCheck))}
    gone = known.keys() - addresses.keys()
    session.execute(delete(LinkCheck).where(LinkCheck.url.in_(gone)))
    for url, status in results.items():
        check = known.get(url)
        if check is None:
            check = LinkCheck(url=url, checked_on=date.min, failed_days=0)
            session.add(check)
        if status == OK:
            check.last_ok_on, check.first_failed_on, check.failed_days = today, None, 0
        elif check.failed_days == 0 or check.checked_on < today:
            check.failed_days += 1
            check.first_failed_on = check.first_failed_on or today
        check.status, check.checked_on, check.item_uids = status, today, addresses[url]


def dead_links(
    session: Session, types: Mapping[str, ContentType], *where: ColumnElement[bool]
) -> list[DeadLinks]:
    """List published items that still show a dead address, one statement for each type concerned.

    `where` are conditions on columns of Item: those that an operator may see.
    """
    dead = {
        row.url: row
        for row in session.scalars(
            select(LinkCheck).where(LinkCheck.failed_days >= DEAD_AFTER_DAYS)
        )
    }
    uids = {uuid.UUID(uid) for row in dead.values() for uid in row.item_uids}
    if not uids:
        return []
    kinds = session.scalars(select(Item.kind).where(Item.uid.in_(uids), *where).distinct())
    found = []
    for name in sorted(set(kinds) & types.keys()):
        for row in session.execute(_columns(types[name], Item.uid.in_(uids), *where)):
            links = tuple(_dead(dead[url]) for url in _addresses(row) if url in dead)
            if links:  # else it was corrected since the check
                found.append(_dead_links(row, links))
    return found


def _dead(check: LinkCheck) -> DeadLink:
    return DeadLink(check.url, check.status, check.first_failed_on, check.last_ok_on)


def _dead_links(row: Row[tuple[Any, ...]], links: tuple[DeadLink, ...]) -> DeadLinks:
    return DeadLinks(
        row.uid, row.kind, row.slug, row.place_code, row.organisation, row.face, links
    )  # fmt: skip


def _columns(kind: ContentType, *where: ColumnElement[bool]) -> Select[tuple[Any, ...]]:
    """Select published items of a type: six facts for people, then what holds addresses."""
    model = kind.model
    own = [
        getattr(model, name)
        for name, field in kind.schema().fields.items()
        if isinstance(field, fields.Url)
    ]
    return (
        select(
            model.uid, model.kind, model.slug, model.place_code, model.organisation, model.face,
            model.sources, *own,
        )
        .where(model.state == "published", *where)
        .order_by(model.id)
    )  # fmt: skip


def _addresses(row: Row[tuple[Any, ...]]) -> Iterator[str]:
    """Yield the addresses in a row of `_columns`, each once."""
    sources, *own = list(row)[6:]
    urls = [*own, *(source.get("url") for source in sources)]
    yield from dict.fromkeys(url for url in urls if url)
