"""An event"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from services_app.content.columns import (
    Codes,
    HasContactColumns,
    HasPictureColumns,
    HasPointColumns,
    item_key,
)
from services_app.content.item import Item, UtcDateTime
from services_app.db import JSON_COLUMN


class Event(HasPointColumns, HasContactColumns, HasPictureColumns, Item):
    """An event, as typed columns."""

    __tablename__ = "events"
    __mapper_args__ = {"polymorphic_identity": "events"}  # noqa: RUF012  SQLAlchemy reads it

    id: Mapped[int] = item_key()
    kind_of_event: Mapped[str] = mapped_column(String(40))
    organiser: Mapped[str] = mapped_column(String(200))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    price_cents: Mapped[int | None] = mapped_column(Integer)
    booking_needed: Mapped[bool] = mapped_column(Boolean, default=False)
    children_welcome: Mapped[bool | None] = mapped_column(Boolean)
    child_care: Mapped[str] = mapped_column(String(40))
    languages: Mapped[Codes] = mapped_column(JSON_COLUMN, default=list)
    address: Mapped[dict[str, Any] | None] = mapped_column(JSON_COLUMN)
