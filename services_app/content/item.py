"""What every published thing is: Item (facts common to all), Text (words), Seen (where shown)."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy import (
    Text as LongText,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator

from services_app.db import JSON_COLUMN, Base, sorted_text

ACTS = (  # what a revision may record
    "created", "edited", "verified", "published", "archived", "withdrawn", "renewed", "signed",
    "unsigned", "law_changed", "restored", "imported", "ended", "reorganised",
    "answered",  # readers' reports: the only act whose before and after are no records
)  # fmt: skip
# What says nothing new to a reader: the facts and words are as they were.
SAME = ("verified", "signed", "unsigned", "reorganised", "answered", "published")
CORRECTED_DAYS = 14  # how long a page says that a reader's report led to a correction


class UtcDateTime(TypeDecorator[datetime]):
    """Aware UTC in Python on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: object) -> datetime | None:
        """Turn an aware time into UTC; a naive one is a mistake."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a time without a zone")
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: object) -> datetime | None:
        """Give back aware UTC (SQLite keeps no zone)."""
        if value is not None and value.tzinfo is None:
            return value.replace(tzinfo=UTC)
        return value.astimezone(UTC) if value else None


def now_utc() -> datetime:
    """Tell the time, aware, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Actor:
    """Who gives a command: shown in the history; to readers only `organisation`, by its name."""

    name: str
    organisation: str | None = None
    id: int | None = None


class Item(Base):
    """Facts common to all types; each type joins its own table of typed columns.

    `face` holds the few facts that a card and a label need, so lists of mixed types read
    neither the type's table nor more than one row an item. `folded` holds its proper names.
    """

    __tablename__ = "item"
    __table_args__ = (
        UniqueConstraint("kind", "slug"),
        Index("ix_item_state_changed_at", "state", "changed_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    # The sentinel ties the rows of one INSERT to their new keys: else they are sent one by one.
    uid: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True, insert_sentinel=True)
    kind: Mapped[str] = mapped_column(String(20))
    slug: Mapped[str] = mapped_column(String(120))
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    place_code: Mapped[str] = mapped_column(String(6))
    organisation: Mapped[str | None] = mapped_column(String(120))
    state: Mapped[str] = mapped_column(String(12), default="draft")
    version: Mapped[int] = mapped_column(Integer, default=1)
    risk: Mapped[str] = mapped_column(String(8), default="normal")
    sensitive: Mapped[bool] = mapped_column(Boolean, default=False)
    neutral_code: Mapped[str | None] = mapped_column(String(12), unique=True)
    source_lang: Mapped[str] = mapped_column(String(12), default="it")
    verified_on: Mapped[date | None] = mapped_column(Date)
    verified_by: Mapped[str | None] = mapped_column(String(200))
    review_every_days: Mapped[int] = mapped_column(Integer)
    publish_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    expires_on: Mapped[date | None] = mapped_column(Date)
    mediators_until: Mapped[date | None] = mapped_column(Date)
    law_changed_on: Mapped[date | None] = mapped_column(Date)
    sample: Mapped[bool] = mapped_column(Boolean, default=False)
    corrected_on: Mapped[date | None] = mapped_column(Date)
    sources: Mapped[list[dict[str, Any]]] = mapped_column(JSON_COLUMN, default=list)
    face: Mapped[dict[str, Any]] = mapped_column(JSON_COLUMN, default=dict)
    folded: Mapped[str] = mapped_column(LongText, default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now_utc)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now_utc, index=True)
    # When readers last had something new of it: it began, it says something else, it ended.
    changed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    texts: Mapped[list[Text]] = relationship(
        cascade="all, delete-orphan", lazy="raise", order_by="Text.lang"
    )
    codes: Mapped[list[ItemCode]] = relationship(cascade="all, delete-orphan", lazy="raise")

    __mapper_args__ = {"polymorphic_on": "kind", "with_polymorphic": None}  # noqa: RUF012  SQLAlchemy reads it

    def is_overdue(self, today: date) -> bool:
        """Tell whether the last check is older than the period of its type."""
        return self.verified_on is not None and (
            (today - self.verified_on).days > self.review_every_days
        )

    def is_early(self, today: date) -> bool:
        """Tell whether only mediators show it so far."""
        return self.mediators_until is not None and self.mediators_until > today

    def was_corrected(self, today: date) -> bool:
        """Tell whether a reader's report led to a correction in the last days."""
        return self.corrected_on is not None and (
            0 <= (today - self.corrected_on).days < CORRECTED_DAYS
        )


class Text(Base):
    """The words of an item in one language; `body` is a list of blocks {id, part, text, rev}.

    A rev of the source rises when words change in meaning; that of a translation is the one it was
    made from. `stale` tells that it is behind its source: see content/staleness.py.
    """

    __tablename__ = "text"
    __table_args__ = (UniqueConstraint("item_id", "lang"), Index("ix_text_stale", "stale"))

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id", ondelete="CASCADE"))
    lang: Mapped[str] = mapped_column(String(12))
    title: Mapped[str] = mapped_column(String(200), default="")
    summary: Mapped[str] = mapped_column(String(600), default="")
    body: Mapped[list[dict[str, Any]]] = mapped_column(JSON_COLUMN, default=list)
    title_rev: Mapped[int] = mapped_column(Integer, default=1)
    summary_rev: Mapped[int] = mapped_column(Integer, default=1)
    origin: Mapped[str] = mapped_column(String(8), default="human")
    reviewed_on: Mapped[date | None] = mapped_column(Date)
    reviewed_by: Mapped[str | None] = mapped_column(String(200))
    stale: Mapped[bool] = mapped_column(Boolean, default=False)
    folded: Mapped[str] = mapped_column(LongText, default="")


class ItemCode(Base):
    """A code that items are filtered by, such as ("topic", "health")."""

    __tablename__ = "item_code"
    __table_args__ = (Index("ix_item_code_item_id", "item_id"),)

    facet: Mapped[str] = mapped_column(String(30), primary_key=True)
    code: Mapped[str] = mapped_column(String(60), primary_key=True)
    item_id: Mapped[int] = mapped_column(
        ForeignKey("item.id", ondelete="CASCADE"), primary_key=True
    )


class Seen(Base):
    """That an open town sees a published item; every list is one range of this table.

    What was archived keeps its rows for the weeks of the news (content/news.py), in no list.
    `order_key` sorts within (place, kind). `km` is null where no point is known; `competent`
    is false for an authority that is listed by name though nobody knows whom it serves.
    `changed_at` is the item's, but never before it begins to show.
    """

    __tablename__ = "seen"
    __table_args__ = (
        Index("ix_seen_list", "place_id", "kind", "order_key", "item_id"),
        Index("ix_seen_item_id", "item_id"),
        Index("ix_seen_changed", "changed_at", "place_id"),
    )

    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), primary_key=True)
    item_id: Mapped[int] = mapped_column(
        ForeignKey("item.id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[str] = mapped_column(String(20))
    order_key: Mapped[str] = mapped_column(sorted_text(40))
    km: Mapped[float | None] = mapped_column(Float)
    km_about: Mapped[bool] = mapped_column(Boolean, default=False)
    competent: Mapped[bool] = mapped_column(Boolean, default=True)
    show_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    hide_on: Mapped[date | None] = mapped_column(Date)
    changed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Redirect(Base):
    """An old slug: it leads to the item for ever and is never given to another."""

    __tablename__ = "redirect"

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    slug: Mapped[str] = mapped_column(String(120), primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id", ondelete="CASCADE"))


class Revision(Base):
    """Before and after of an act, append-only; an item that is gone keeps its history.

    `version` is the item's after the act; `act` is one of ACTS.
    """

    __tablename__ = "revision"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_uid: Mapped[uuid.UUID] = mapped_column(Uuid, index=True)
    kind: Mapped[str] = mapped_column(String(20))
    version: Mapped[int] = mapped_column(Integer)
    act: Mapped[str] = mapped_column(String(20))
    actor: Mapped[str] = mapped_column(String(200))
    actor_id: Mapped[int | None] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now_utc)
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON_COLUMN)
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON_COLUMN)


class Generation(Base):
    """A number that rises with every change of what it names ("content", "places")."""

    __tablename__ = "generation"

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, default=0)
