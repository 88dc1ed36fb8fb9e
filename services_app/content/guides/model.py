"""A guide: legal information or a procedure, step by step"""

from __future__ import annotations

from sqlalchemy import Boolean, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from services_app.content.columns import Codes, Rows, item_key
from services_app.content.item import Item
from services_app.db import JSON_COLUMN


class Guide(Item):
    """A guide, as typed columns."""

    __tablename__ = "guides"
    __mapper_args__ = {"polymorphic_identity": "guides"}  # noqa: RUF012  SQLAlchemy reads it

    id: Mapped[int] = item_key()
    topic: Mapped[str] = mapped_column(String(40))
    position: Mapped[int] = mapped_column(Integer, default=50)
    urgency: Mapped[str] = mapped_column(String(40))
    audiences: Mapped[Codes] = mapped_column(JSON_COLUMN, default=list)
    hide_for: Mapped[Codes] = mapped_column(JSON_COLUMN, default=list)
    branches: Mapped[Rows] = mapped_column(JSON_COLUMN, default=list)
    steps: Mapped[Rows] = mapped_column(JSON_COLUMN, default=list)
    documents: Mapped[Rows] = mapped_column(JSON_COLUMN, default=list)
    costs: Mapped[Rows] = mapped_column(JSON_COLUMN, default=list)
    free: Mapped[bool] = mapped_column(Boolean, default=False)
    total_cents: Mapped[int | None] = mapped_column(Integer)
    time_limits: Mapped[Rows] = mapped_column(JSON_COLUMN, default=list)
    by_status: Mapped[Rows] = mapped_column(JSON_COLUMN, default=list)
    office_kinds: Mapped[Codes] = mapped_column(JSON_COLUMN, default=list)
    only_with_help: Mapped[Codes] = mapped_column(JSON_COLUMN, default=list)
    legal_basis: Mapped[Rows] = mapped_column(JSON_COLUMN, default=list)
    see_also: Mapped[Codes] = mapped_column(JSON_COLUMN, default=list)
    confidence: Mapped[str | None] = mapped_column(String(40))
