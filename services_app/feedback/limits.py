"""How many reports are taken: counted for a day by a hash that nobody can turn back."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import UTC, datetime
from ipaddress import IPv6Address, ip_address, ip_network

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from services_app.errors import TooMany
from services_app.feedback.model import ReportCount, ReportKey

FROM_AN_ADDRESS_A_DAY = 10
IN_ALL_AN_HOUR = 200
ALL = "all"


def count_report(session: Session, address: str | None, now: datetime) -> None:
    """Count one more report from a network address; raises TooMany, which undoes the count.

    An address that is not known (a local socket) counts towards the limit of all only.
    """
    hour = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    day = hour.replace(hour=0)
    forget_counts(session, now)
    network = _network(address)
    if network and _one_more(session, _hashed(session, network, day), day) > FROM_AN_ADDRESS_A_DAY:
        raise TooMany("reports of an address")
    if _one_more(session, ALL, hour) > IN_ALL_AN_HOUR:
        raise TooMany("reports in all")


def forget_counts(session: Session, now: datetime) -> None:
    """Drop the counts and keys of former days."""
    day = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    session.execute(delete(ReportCount).where(ReportCount.since < day))
    session.execute(delete(ReportKey).where(ReportKey.day < day.date()))


def _network(address: str | None) -> str:
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


def _hashed(session: Session, network: str, day: datetime) -> str:
    key = _insert(session, ReportKey).values(day=day.date(), key=secrets.token_bytes(32))
    session.execute(key.on_conflict_do_nothing())
    kept = session.scalars(select(ReportKey.key).where(ReportKey.day == day.date())).one()
    return hmac.new(kept, network.encode(), hashlib.sha256).hexdigest()[:32]


def _one_more(session: Session, source: str, since: datetime) -> int:
    """Add one in a single statement, so that no two workers read the same number."""
    first = _insert(session, ReportCount).values(source=source, since=since, count=1)
    added = first.on_conflict_do_update(
        index_elements=["source", "since"], set_={"count": ReportCount.count + 1}
    ).returning(ReportCount.count)
    return session.execute(added).scalar_one()


def _insert(
    session: Session, model: type[ReportCount] | type[ReportKey]
) -> postgresql.Insert | sqlite.Insert:
    # Both databases know ON CONFLICT, each by an insert of its own.
    here = session.get_bind().dialect.name
    return sqlite.insert(model) if here == "sqlite" else postgresql.insert(model)
