"""Reports of readers, and checked outside addresses."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import Date, Index, Integer, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from services_app.db import JSON_COLUMN, Base

NOTE_LENGTH = 140


class Report(Base):
    """What a reader says is wrong with an item: a reason, a few masked words, a day; no reader.

    `lang` and `place_code` are null for a sensitive item: in a small town they would tell who.
    """

    __tablename__ = "report"
    __table_args__ = (Index("ix_report_state_item_uid", "state", "item_uid"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_uid: Mapped[uuid.UUID] = mapped_column(Uuid)
    kind: Mapped[str] = mapped_column(String(20))
    lang: Mapped[str | None] = mapped_column(String(12))
    place_code: Mapped[str | None] = mapped_column(String(6))
    reason: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(String(NOTE_LENGTH), default="")
    created_on: Mapped[date] = mapped_column(Date)
    state: Mapped[str] = mapped_column(String(8), default="open")
    answer: Mapped[str | None] = mapped_column(String(20))
    answered_by: Mapped[str | None] = mapped_column(String(200))
    answered_on: Mapped[date | None] = mapped_column(Date)


class LinkCheck(Base):
    """An outside address as last tried: `status` is "ok" or a code of link_problem.

    `failed_days` counts the days on which it failed since it last worked; `item_uids` names the
    published items that showed it at that time.
    """

    __tablename__ = "link_check"

    url: Mapped[str] = mapped_column(String(500), primary_key=True)
    status: Mapped[str] = mapped_column(String(20))
    checked_on: Mapped[date] = mapped_column(Date)
    last_ok_on: Mapped[date | None] = mapped_column(Date)
    first_failed_on: Mapped[date | None] = mapped_column(Date)
    failed_days: Mapped[int] = mapped_column(Integer, default=0)
    item_uids: Mapped[list[str]] = mapped_column(JSON_COLUMN, default=list)
