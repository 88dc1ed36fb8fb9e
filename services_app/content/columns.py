"""Columns that models of several types share."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Date, Float, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from services_app.db import JSON_COLUMN

Rows = list[dict[str, Any]]  # rows of facts, validated by the type's schema
Codes = list[str]
Week = dict[str, list[list[str]]]


def item_key() -> Mapped[int]:
    """Make the primary key of a type's own table: the item's id."""
    return mapped_column(ForeignKey("item.id", ondelete="CASCADE"), primary_key=True)


class HasPointColumns:
    """Latitude and longitude in WGS 84 degrees."""

    lat: Mapped[float | None] = mapped_column(Float)
    lon: Mapped[float | None] = mapped_column(Float)


class HasContactColumns:
    """Telephones, e-mail and site."""

    phones: Mapped[Rows] = mapped_column(JSON_COLUMN, default=list)
    email: Mapped[str | None] = mapped_column(String(254))
    website: Mapped[str | None] = mapped_column(String(500))


class HasPictureColumns:
    """Rows that name stored pictures, in order."""

    pictures: Mapped[Rows] = mapped_column(JSON_COLUMN, default=list, server_default="[]")


class HasOfferColumns(HasContactColumns):
    """The way to apply, and who checked the one who offers."""

    contact_way: Mapped[str] = mapped_column(String(20))
    contact_office: Mapped[str | None] = mapped_column(String(120))
    checked_on: Mapped[date | None] = mapped_column(Date)
    checked_by: Mapped[str | None] = mapped_column(String(200))
