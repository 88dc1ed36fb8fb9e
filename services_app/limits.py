"""How often somebody unknown may do a thing: counted by a hash that nobody can turn back."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Literal

from sqlalchemy import Date, Integer, LargeBinary, String, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from services_app.content.item import UtcDateTime
from services_app.db import Base
from services_app.errors import TooMany


class SenderCount(Base):
    """How often a thing was done in a span of time from a network, or by all; gone the next day.

    A network is a hash under the key of the day: once the key is gone, nobody can try addresses.
    """

    __tablename__ = "sender_count"

    source: Mapped[str] = mapped_column(String(32), primary_key=True)
    since: Mapped[datetime] = mapped_column(UtcDateTime, primary_key=True)
    count: Mapped[int] = mapped_column(Integer)


class SenderKey(Base):
    """The random key of a day, which all workers share."""

    __tablename__ = "sender_key"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    key: Mapped[bytes] = mapped_column(LargeBinary(32))


@dataclass(frozen=True)
class Limit:
    """How often `what` may be done: from one network in a span, and in all in an hour (or ever)."""

    what: str
    from_a_network: int
    span: Literal["day", "hour"]
    in_all_an_hour: int | None = None


def count_one(session: Session, limit: Limit, address: str | None, now: datetime) -> None:
    """Count one more from a network address; raises TooMany, which undoes the count.

    An address that is not known (a local socket) counts towards the limit of all only.
    """
    forget_counts(session, now)
    network = network_of(address)
    if network:
        key = _insert(session, SenderKey).values(day=_day(now), key=secrets.token_bytes(32))
        session.execute(key.on_conflict_do_nothing())
        source = _hashed(_kept_key(session, now) or b"", limit, network)
        if _one_more(session, source, _since(limit.span, now)) > limit.from_a_network:
            raise TooMany(f"{limit.what} of a network")
    if limit.in_all_an_hour is not None:
        counted = _one_more(session, f"all {limit.what}", _since("hour", now))
        if counted > limit.in_all_an_hour:
            raise TooMany(f"{limit.what} in all")


def is_used_up(session: Session, limit: Limit, address: str | None, now: datetime) -> bool:
    """Tell whether a network has done so often all that it may; counts nothing."""
    network = network_of(address)
    key = _kept_key(session, now) if network else None
    if key is None:
        return False
    counted = session.scalar(
        select(SenderCount.count).where(
            SenderCount.source == _hashed(key, limit, network),
            SenderCount.since == _since(limit.span, now),
        )
    )
    return (counted or 0) >= limit.from_a_network


def forget_counts(session: Session, now: datetime) -> None:
    """Drop the counts and keys of former days."""
    session.execute(delete(SenderCount).where(SenderCount.since < _since("day", now)))
    session.execute(delete(SenderKey).where(SenderKey.day < _day(now)))


def network_of(address: str | None) -> str:
    """Give an IPv4 address, or the 64 bits of an IPv6 one that its owner cannot change at will."""
    try:
        found = ip_address(address or "")
    except ValueError:
        return ""
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ip_network((found.packed, 64), strict=False))
    return str(found)


def _day(now: datetime) -> date:
    return now.astimezone(UTC).date()


def _since(span: Literal["day", "hour"], now: datetime) -> datetime:
    hour = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    return hour if span == "hour" else hour.replace(hour=0)


def _kept_key(session: Session, now: datetime) -> bytes | None:
    return session.scalar(select(SenderKey.key).where(SenderKey.day == _day(now)))


def _hashed(key: bytes, limit: Limit, network: str) -> str:
    # With what is counted in it, nobody can tell that the same network did two different things.
    words = f"{limit.what} {network}".encode()
    return hmac.new(key, words, hashlib.sha256).hexdigest()[:32]


def _one_more(session: Session, source: str, since: datetime) -> int:
    """Add one in a single statement, so that no two workers read the same number."""
    first = _insert(session, SenderCount).values(source=source, since=since, count=1)
    added = first.on_conflict_do_update(
        index_elements=["source", "since"], set_={"count": SenderCount.count + 1}
    ).returning(SenderCount.count)
    return session.execute(added).scalar_one()


def _insert(
    session: Session, model: type[SenderCount] | type[SenderKey]
) -> postgresql.Insert | sqlite.Insert:
    # Both databases know ON CONFLICT, each by an insert of its own.
    here = session.get_bind().dialect.name
    return sqlite.insert(model) if here == "sqlite" else postgresql.insert(model)
