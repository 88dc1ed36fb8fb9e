"""A pathway: steps in order, each with the weeks it is meant for and what it points at."""

from __future__ import annotations

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from services_app.content.columns import Codes, Rows, item_key
from services_app.content.item import Item
from services_app.db import JSON_COLUMN


class Pathway(Item):
    """A pathway, as typed columns."""

    __tablename__ = "pathways"
    __mapper_args__ = {"polymorphic_identity": "pathways"}  # noqa: RUF012  SQLAlchemy reads it

    id: Mapped[int] = item_key()
    topic: Mapped[str] = mapped_column(String(40))
    position: Mapped[int] = mapped_column(Integer, default=50)
    audiences: Mapped[Codes] = mapped_column(JSON_COLUMN, default=list)
    steps: Mapped[Rows] = mapped_column(JSON_COLUMN, default=list)
    only_with_help: Mapped[Codes] = mapped_column(JSON_COLUMN, default=list)
