"""What time does to content: unchecked items sink and leave the lists, offers end by themselves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, exists, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.sql.functions import GenericFunction

from services_app.content.commands import raise_generation, recorded, stored_item
from services_app.content.item import Actor, Item, Seen
from services_app.content.queries import ITEM
from services_app.content.seen import SUNK, see_all
from services_app.content.type import ContentType
from services_app.places.atlas import read_atlas
from services_app.places.model import Place

CALENDAR = Actor("the calendar")
AT_ONCE = 500  # databases limit the values of one statement


class days_after(GenericFunction[date]):
    """The date that lies a number of days after another, computed by the database."""

    type = Date()
    inherit_cache = True


@compiles(days_after, "sqlite")
def _on_sqlite(element: Any, compiler: Any, **options: Any) -> str:  # Any: SQLAlchemy's own
    day, count = (compiler.process(each, **options) for each in element.clauses)
    return f"date({day}, '+' || ({count}) || ' days')"


@compiles(days_after, "postgresql")
def _on_postgresql(element: Any, compiler: Any, **options: Any) -> str:  # Any: SQLAlchemy's own
    day, count = (compiler.process(each, **options) for each in element.clauses)
    return f"({day} + ({count}))"


def sink_overdue(session: Session, types: Mapping[str, ContentType], today: date) -> int:
    """Put last in lists what was due half a period ago; say how many items sank since last time.

    `types` by their names. Items that sink or come back by an act need no job: see content/seen.py.
    """
    sinks = days_after(ITEM.c.verified_on, (3 * ITEM.c.review_every_days + 1) // 2)
    above = exists().where(Seen.item_id == ITEM.c.id, Seen.order_key < str(SUNK))
    atlas, count = read_atlas(session), 0
    for kind in (each for each in types.values() if each.ages):
        rows = session.execute(
            select(kind.model, Place)
            .join(Place, Place.id == kind.model.place_id)
            .where(kind.model.state == "published", sinks <= today, above)
        ).all()
        for start in range(0, len(rows), AT_ONCE):
            some = {item: place for item, place in rows[start : start + AT_ONCE]}
            see_all(session, kind, some, atlas, today=today)
        count += len(rows)
    if count:
        raise_generation(session, "content")
    return count


def end_offers(
    session: Session,
    types: Mapping[str, ContentType],
    today: date,
    *,
    at: datetime | None = None,
) -> int:
    """Archive the published offers whose last day is over; say how many. `types` by their names."""
    offers = [name for name, kind in types.items() if kind.is_offer]
    ended = session.execute(
        select(Item.kind, Item.uid)
        .where(Item.kind.in_(offers), Item.state == "published", Item.expires_on <= today)
        .order_by(Item.id)
    ).all()
    atlas = read_atlas(session)
    for name, uid in ended:
        kind = types[name]
        item = stored_item(session, kind, uid)
        assert item is not None  # noqa: S101  read in this transaction
        with recorded(session, kind, item, "ended", by=CALENDAR, at=at, atlas=atlas):
            item.state = "archived"
    return len(ended)
