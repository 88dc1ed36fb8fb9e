"""An integration practice, by the PANORAMED criteria"""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from services_app.content.columns import Codes, item_key
from services_app.content.item import Item
from services_app.db import JSON_COLUMN


class Practice(Item):
    """An integration practice, by the PANORAMED criteria, as typed columns."""

    __tablename__ = "practices"
    __mapper_args__ = {"polymorphic_identity": "practices"}  # noqa: RUF012  SQLAlchemy reads it

    id: Mapped[int] = item_key()
    name: Mapped[str] = mapped_column(String(200))
    acronym: Mapped[str | None] = mapped_column(String(60))
    programme: Mapped[str | None] = mapped_column(String(200))
    start: Mapped[str | None] = mapped_column(String(10))
    end: Mapped[str | None] = mapped_column(String(10))
    website: Mapped[str | None] = mapped_column(String(500))
    countries: Mapped[Codes] = mapped_column(JSON_COLUMN, default=list)
    lead: Mapped[str | None] = mapped_column(String(200))
    partners: Mapped[Codes] = mapped_column(JSON_COLUMN, default=list)
    areas: Mapped[Codes] = mapped_column(JSON_COLUMN, default=list)
    territorial_levels: Mapped[Codes] = mapped_column(JSON_COLUMN, default=list)
    involvement: Mapped[Codes] = mapped_column(JSON_COLUMN, default=list)
    part_of: Mapped[str | None] = mapped_column(String(120))
