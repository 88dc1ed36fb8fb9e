"""A helpline: a number, a chat or a site"""

from __future__ import annotations

from sqlalchemy import Boolean, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from services_app.content.columns import Codes, HasContactColumns, Week, item_key
from services_app.content.item import Item
from services_app.db import JSON_COLUMN


class Helpline(HasContactColumns, Item):
    """A helpline, as typed columns."""

    __tablename__ = "helplines"
    __mapper_args__ = {"polymorphic_identity": "helplines"}  # noqa: RUF012  SQLAlchemy reads it

    id: Mapped[int] = item_key()
    kind_of_help: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(200))
    chat_url: Mapped[str | None] = mapped_column(String(500))
    week: Mapped[Week | None] = mapped_column(JSON_COLUMN)
    always_open: Mapped[bool] = mapped_column(Boolean, default=False)
    languages: Mapped[Codes] = mapped_column(JSON_COLUMN, default=list)
    interpreter: Mapped[bool] = mapped_column(Boolean, default=False)
    anonymous: Mapped[bool] = mapped_column(Boolean, default=False)
    call_cost: Mapped[str] = mapped_column(String(40))
    alternative: Mapped[str | None] = mapped_column(String(120))
    where_active: Mapped[Codes | None] = mapped_column(JSON_COLUMN)
    where_not_active: Mapped[Codes | None] = mapped_column(JSON_COLUMN)
    position: Mapped[int] = mapped_column(Integer, default=50)
    confidence: Mapped[str | None] = mapped_column(String(40))
