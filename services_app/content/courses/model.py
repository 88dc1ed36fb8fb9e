"""A course: of Italian, school or a trade"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Boolean, Date, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from services_app.content.columns import (
    Codes,
    HasContactColumns,
    HasPictureColumns,
    HasPointColumns,
    Rows,
    Week,
    item_key,
)
from services_app.content.item import Item
from services_app.db import JSON_COLUMN


class Course(HasPointColumns, HasContactColumns, HasPictureColumns, Item):
    """A course, as typed columns."""

    __tablename__ = "courses"
    __mapper_args__ = {"polymorphic_identity": "courses"}  # noqa: RUF012  SQLAlchemy reads it

    id: Mapped[int] = item_key()
    kind_of_course: Mapped[str] = mapped_column(String(40))
    provider: Mapped[str] = mapped_column(String(200))
    level: Mapped[str | None] = mapped_column(String(40))
    level_reached: Mapped[str | None] = mapped_column(String(40))
    week: Mapped[Week | None] = mapped_column(JSON_COLUMN)
    starts_on: Mapped[date | None] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)
    hours_total: Mapped[int | None] = mapped_column(Integer)
    price_cents: Mapped[int | None] = mapped_column(Integer)
    seats: Mapped[int | None] = mapped_column(Integer)
    child_care: Mapped[str] = mapped_column(String(40))
    online: Mapped[bool] = mapped_column(Boolean, default=False)
    certificate: Mapped[bool | None] = mapped_column(Boolean)
    audiences: Mapped[Codes] = mapped_column(JSON_COLUMN, default=list)
    asks_for_permit: Mapped[str] = mapped_column(String(40))
    languages: Mapped[Codes] = mapped_column(JSON_COLUMN, default=list)
    documents: Mapped[Rows] = mapped_column(JSON_COLUMN, default=list)
    address: Mapped[dict[str, Any] | None] = mapped_column(JSON_COLUMN)
