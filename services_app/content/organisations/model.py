"""An organisation: what it does, how to reach it"""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from services_app.content.columns import Codes, HasContactColumns, HasPictureColumns, item_key
from services_app.content.item import Item
from services_app.db import JSON_COLUMN


class Organisation(HasContactColumns, HasPictureColumns, Item):
    """An organisation, as typed columns."""

    __tablename__ = "organisations"
    __mapper_args__ = {"polymorphic_identity": "organisations"}  # noqa: RUF012  SQLAlchemy reads it

    id: Mapped[int] = item_key()
    kind_of_body: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(200))
    acronym: Mapped[str | None] = mapped_column(String(40))
    topics: Mapped[Codes] = mapped_column(JSON_COLUMN, default=list)
    pec: Mapped[str | None] = mapped_column(String(254))
    languages: Mapped[Codes] = mapped_column(JSON_COLUMN, default=list)
    confidence: Mapped[str | None] = mapped_column(String(40))
