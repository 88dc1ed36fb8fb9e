"""A notice: something changed, or a warning"""

from __future__ import annotations

from datetime import date

from sqlalchemy import Date, String
from sqlalchemy.orm import Mapped, mapped_column

from services_app.content.columns import Codes, item_key
from services_app.content.item import Item
from services_app.db import JSON_COLUMN


class Notice(Item):
    """A notice, as typed columns."""

    __tablename__ = "notices"
    __mapper_args__ = {"polymorphic_identity": "notices"}  # noqa: RUF012  SQLAlchemy reads it

    id: Mapped[int] = item_key()
    severity: Mapped[str] = mapped_column(String(40))
    topic: Mapped[str | None] = mapped_column(String(40))
    from_on: Mapped[date] = mapped_column(Date)
    guides: Mapped[Codes] = mapped_column(JSON_COLUMN, default=list)
    website: Mapped[str | None] = mapped_column(String(500))
