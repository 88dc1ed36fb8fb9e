"""The lowest gross pay of each sector and year, as an administrator read it in an agreement."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from marshmallow import ValidationError, fields, validate
from sqlalchemy import Date, Integer, String, UniqueConstraint, Uuid, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from services_app.content.fields.base import (
    EUROS,
    Strict,
    code_of,
    printable,
    proper_words,
    whole_number,
)
from services_app.content.item import Actor, UtcDateTime
from services_app.content.record import Values, dotted
from services_app.content.seen import italian_day
from services_app.db import JSON_COLUMN, Base
from services_app.errors import N_, Conflict, Invalid, NotFound
from services_app.taxonomies.work import SECTORS
from services_app.words import NF_

UNITS = ("hour", "day", "month")  # those of PAY_UNITS in which agreements give a lowest pay
ACTS = ("entered", "changed", "removed")
STANDS_ALREADY = N_("There is a lowest pay for this sector, year and unit already.")


class PayFloor(Base):
    """The lowest gross pay of a sector in a year, for one unit of time.

    `full_time_hours` are those of a week for which the pay of a month is due.
    """

    __tablename__ = "pay_floor"
    __table_args__ = (UniqueConstraint("sector", "year", "unit"),)

    uid: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=uuid.uuid4)
    version: Mapped[int] = mapped_column(Integer, default=0)
    sector: Mapped[str] = mapped_column(String(40))
    year: Mapped[int] = mapped_column(Integer)
    unit: Mapped[str] = mapped_column(String(40))
    amount_cents: Mapped[int] = mapped_column(Integer)
    full_time_hours: Mapped[int | None] = mapped_column(Integer)
    agreement: Mapped[str] = mapped_column(String(200))
    source_title: Mapped[str] = mapped_column(String(300))
    source_url: Mapped[str] = mapped_column(String(500))
    entered_on: Mapped[date] = mapped_column(Date)
    entered_by: Mapped[str] = mapped_column(String(200))


class PayFloorEvent(Base):
    """Before and after of an act on a lowest pay, append-only; the row itself may be gone."""

    __tablename__ = "pay_floor_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    floor_uid: Mapped[uuid.UUID] = mapped_column(Uuid, index=True)
    act: Mapped[str] = mapped_column(String(20))
    actor: Mapped[str] = mapped_column(String(200))
    actor_id: Mapped[int | None] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON_COLUMN)
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON_COLUMN)


def _words(longest: int, label: str) -> fields.String:
    return proper_words(longest, required=True, metadata={"label": label})


class PayFloorSchema(Strict):
    """What an administrator enters."""

    sector = code_of(SECTORS, required=True, metadata={"label": NF_("Sector")})
    year = fields.Integer(required=True, strict=True, validate=validate.Range(2000, 2100))
    unit = fields.String(
        required=True,
        validate=validate.OneOf(UNITS),
        metadata={"label": NF_("Pay is for one"), "names": "pay_units"},
    )
    amount_cents = fields.Integer(
        required=True,
        strict=True,
        validate=validate.Range(1, 100_000_000),
        metadata=EUROS | {"label": NF_("Lowest gross pay"), "hint": NF_("Euros, such as 9,50.")},
    )
    full_time_hours = whole_number(
        48,
        1,
        metadata={
            "label": NF_("Hours of a full-time week"),
            "hint": NF_("For a pay by the month: with them part-time pay can be compared."),
        },
    )
    agreement = _words(200, NF_("Collective agreement (CCNL)"))
    source_title = _words(300, NF_("Source"))
    source_url = fields.Url(
        required=True,
        schemes={"https"},
        validate=[validate.Length(max=500), printable],
        metadata={"label": NF_("Web address of the source")},
    )


def pay_floors(session: Session) -> list[PayFloor]:
    """List every lowest pay, the newest year first, then by sector and unit as forms list them."""
    sectors = list(SECTORS)
    return sorted(
        session.scalars(select(PayFloor)),
        key=lambda each: (-each.year, sectors.index(each.sector), UNITS.index(each.unit)),
    )


def pay_floor_events(session: Session, *, limit: int) -> list[PayFloorEvent]:
    """List what was done to lowest pays, newest first."""
    return list(
        session.scalars(select(PayFloorEvent).order_by(PayFloorEvent.id.desc()).limit(limit))
    )


def stored_floor(session: Session, uid: uuid.UUID, *, expected: int | None = None) -> PayFloor:
    """Read one; raises NotFound, or Conflict where it has another version than `expected`."""
    query = select(PayFloor).where(PayFloor.uid == uid)
    floor = session.scalar(query if expected is None else query.with_for_update())
    if floor is None:
        raise NotFound(f"pay floor {uid}")
    if expected is not None and floor.version != expected:
        raise Conflict(uid, floor.version)
    return floor


def enter_floor(session: Session, raw: Mapping[str, Any], *, by: Actor, at: datetime) -> PayFloor:
    """Enter a lowest pay; raises Invalid."""
    values, floor = _loaded(raw), PayFloor(uid=uuid.uuid4(), version=0)
    with _recorded(session, floor, "entered", by=by, at=at):
        _fill(floor, values, by, at)
        session.add(floor)
    return floor


def change_floor(
    session: Session,
    uid: uuid.UUID,
    raw: Mapping[str, Any],
    *,
    expected: int,
    by: Actor,
    at: datetime,
) -> PayFloor:
    """Change a lowest pay of the version `expected`; raises NotFound, Conflict, Invalid."""
    values, floor = _loaded(raw), stored_floor(session, uid, expected=expected)
    with _recorded(session, floor, "changed", by=by, at=at):
        _fill(floor, values, by, at)
    return floor


def remove_floor(
    session: Session, uid: uuid.UUID, *, expected: int, by: Actor, at: datetime
) -> None:
    """Remove a lowest pay of the version `expected`; raises NotFound, Conflict."""
    floor = stored_floor(session, uid, expected=expected)
    with _recorded(session, floor, "removed", by=by, at=at):
        session.delete(floor)


def _loaded(raw: Mapping[str, Any]) -> Values:
    try:
        loaded: Values = PayFloorSchema().load(raw)
    except ValidationError as error:
        raise Invalid(dotted(error.messages_dict)) from error
    return loaded


def _fill(floor: PayFloor, values: Values, by: Actor, at: datetime) -> None:
    for name, value in values.items():
        setattr(floor, name, value)
    floor.version += 1
    floor.entered_on, floor.entered_by = italian_day(at), by.name


@contextmanager
def _recorded(
    session: Session, floor: PayFloor, act: str, *, by: Actor, at: datetime
) -> Iterator[None]:
    """Write the event of what is done inside; raises Invalid where the row stands twice."""
    assert act in ACTS, act  # noqa: S101  a mistake of ours, never of an operator
    schema = PayFloorSchema()
    before = None if act == "entered" else schema.dump(floor)
    try:
        with session.begin_nested():
            yield
    except IntegrityError:
        raise Invalid({"sector": [STANDS_ALREADY]}) from None
    after = None if act == "removed" else schema.dump(floor)
    session.add(
        PayFloorEvent(floor_uid=floor.uid, act=act, actor=by.name, actor_id=by.id, at=at,
                      before=before, after=after)
    )  # fmt: skip
