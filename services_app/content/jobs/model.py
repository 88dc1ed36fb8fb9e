"""A job offer"""

from __future__ import annotations

from datetime import date

from sqlalchemy import Boolean, Date, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from services_app.content.columns import Codes, HasOfferColumns, item_key
from services_app.content.item import Item
from services_app.db import JSON_COLUMN


class Job(HasOfferColumns, Item):
    """A job offer, as typed columns."""

    __tablename__ = "jobs"
    __mapper_args__ = {"polymorphic_identity": "jobs"}  # noqa: RUF012  SQLAlchemy reads it

    id: Mapped[int] = item_key()
    occupation: Mapped[str] = mapped_column(String(40))
    employer: Mapped[str] = mapped_column(String(200))
    employer_kind: Mapped[str] = mapped_column(String(40))
    contract: Mapped[str] = mapped_column(String(40))
    working_time: Mapped[str] = mapped_column(String(40))
    hours_week: Mapped[int | None] = mapped_column(Integer)
    hours_week_until: Mapped[int | None] = mapped_column(Integer)
    shifts: Mapped[Codes] = mapped_column(JSON_COLUMN, default=list)
    pay_cents: Mapped[int] = mapped_column(Integer)
    pay_until_cents: Mapped[int | None] = mapped_column(Integer)
    pay_unit: Mapped[str] = mapped_column(String(40))
    pay_gross: Mapped[bool] = mapped_column(Boolean)
    collective_agreement: Mapped[str | None] = mapped_column(String(200))
    positions: Mapped[int | None] = mapped_column(Integer)
    starts_on: Mapped[date | None] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)
    duration_months: Mapped[int | None] = mapped_column(Integer)
    italian_level: Mapped[str] = mapped_column(String(40))
    driving_licence: Mapped[str] = mapped_column(String(40))
    experience: Mapped[str] = mapped_column(String(40))
    asylum_seekers_may_apply: Mapped[bool | None] = mapped_column(Boolean)
    lodging: Mapped[str] = mapped_column(String(40))
    lodging_cents: Mapped[int | None] = mapped_column(Integer)
    meals: Mapped[bool] = mapped_column(Boolean, default=False)
    transport: Mapped[str] = mapped_column(String(40))
