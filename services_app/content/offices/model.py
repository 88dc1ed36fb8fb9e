"""An office: where it is, when it is open, whom it serves"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, String
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


class Office(HasPointColumns, HasContactColumns, HasPictureColumns, Item):
    """An office, as typed columns."""

    __tablename__ = "offices"
    __mapper_args__ = {"polymorphic_identity": "offices"}  # noqa: RUF012  SQLAlchemy reads it

    id: Mapped[int] = item_key()
    kind_of_office: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(200))
    address: Mapped[dict[str, Any] | None] = mapped_column(JSON_COLUMN)
    pec: Mapped[str | None] = mapped_column(String(254))
    week: Mapped[Week | None] = mapped_column(JSON_COLUMN)
    open_on_holidays: Mapped[bool] = mapped_column(Boolean, default=False)
    closures: Mapped[Rows] = mapped_column(JSON_COLUMN, default=list)
    access_modes: Mapped[Codes] = mapped_column(JSON_COLUMN, default=list)
    appointment_url: Mapped[str | None] = mapped_column(String(500))
    appointment_phone: Mapped[str | None] = mapped_column(String(40))
    languages: Mapped[Codes] = mapped_column(JSON_COLUMN, default=list)
    wheelchair: Mapped[str] = mapped_column(String(40))
    serves: Mapped[Codes | None] = mapped_column(JSON_COLUMN)
    not_for: Mapped[Codes] = mapped_column(JSON_COLUMN, default=list)
    guides: Mapped[Codes] = mapped_column(JSON_COLUMN, default=list)
    documents: Mapped[Rows] = mapped_column(JSON_COLUMN, default=list)
    audiences: Mapped[Codes] = mapped_column(JSON_COLUMN, default=list)
    asks_for_permit: Mapped[str | None] = mapped_column(String(40))
    emergency_room: Mapped[str | None] = mapped_column(String(40))
    emergency_24h: Mapped[str | None] = mapped_column(String(40))
    emergency_week: Mapped[Week | None] = mapped_column(JSON_COLUMN)
    nearest_emergency: Mapped[str | None] = mapped_column(String(120))
    lines: Mapped[Rows] = mapped_column(JSON_COLUMN, default=list)
    confidence: Mapped[str | None] = mapped_column(String(40))
