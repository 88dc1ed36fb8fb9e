"""A room or home to rent"""

from __future__ import annotations

from datetime import date

from sqlalchemy import Boolean, Date, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from services_app.content.columns import (
    Codes,
    HasOfferColumns,
    HasPictureColumns,
    HasPointColumns,
    item_key,
)
from services_app.content.item import Item
from services_app.db import JSON_COLUMN


class Home(HasPointColumns, HasOfferColumns, HasPictureColumns, Item):
    """A room or home to rent, as typed columns."""

    __tablename__ = "housing"
    __mapper_args__ = {"polymorphic_identity": "housing"}  # noqa: RUF012  SQLAlchemy reads it

    id: Mapped[int] = item_key()
    kind_of_home: Mapped[str] = mapped_column(String(40))
    landlord_kind: Mapped[str] = mapped_column(String(40))
    rent_cents: Mapped[int] = mapped_column(Integer)
    includes: Mapped[Codes] = mapped_column(JSON_COLUMN, default=list)
    costs_apart_cents: Mapped[int | None] = mapped_column(Integer)
    deposit_months: Mapped[int | None] = mapped_column(Integer)
    agency_fee_cents: Mapped[int | None] = mapped_column(Integer)
    contract: Mapped[str] = mapped_column(String(40))
    contract_registered: Mapped[str] = mapped_column(String(40))
    residence_possible: Mapped[str] = mapped_column(String(40))
    suitable_for_family_permit: Mapped[str] = mapped_column(String(40))
    free_from: Mapped[date | None] = mapped_column(Date)
    minimum_stay_months: Mapped[int | None] = mapped_column(Integer)
    size_m2: Mapped[int | None] = mapped_column(Integer)
    rooms: Mapped[int | None] = mapped_column(Integer)
    bathrooms: Mapped[int | None] = mapped_column(Integer)
    beds: Mapped[int | None] = mapped_column(Integer)
    persons_max: Mapped[int | None] = mapped_column(Integer)
    children_welcome: Mapped[bool | None] = mapped_column(Boolean)
    furnished: Mapped[str] = mapped_column(String(40))
    floor: Mapped[int | None] = mapped_column(Integer)
    lift: Mapped[bool | None] = mapped_column(Boolean)
    step_free: Mapped[str] = mapped_column(String(40))
    energy_class: Mapped[str | None] = mapped_column(String(2))
    documents: Mapped[Codes] = mapped_column(JSON_COLUMN, default=list)
    zone: Mapped[str | None] = mapped_column(String(120))
    tied_to_job: Mapped[bool] = mapped_column(Boolean, default=False)
