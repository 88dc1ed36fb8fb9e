"""Counted attempts: a few for one account or address in a while, then none until it is over."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import case, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from services_app.accounts.model import Attempt

WINDOW = timedelta(minutes=15)
# An office of several people shares one address, so that may err more often than one account.
LIMITS: Mapping[str, int] = {"account": 10, "second": 10, "address": 50, "mail": 3}


def key_of(secret: str, kind: str, who: str, now: datetime) -> str:
    """Hide an account or an address behind a hash that nobody can work out after its day.

    It begins with its kind, so that its limit is known.
    """
    words = f"{now.date().isoformat()} {kind} {who.strip().lower()}"
    return f"{kind}:{hmac.digest(secret.encode(), words.encode(), hashlib.sha256).hex()[:48]}"


def blocked_until(session: Session, keys: Collection[str], now: datetime) -> datetime | None:
    """Tell until when these may not try again, None where they may."""
    rows = session.execute(
        select(Attempt.key, Attempt.count, Attempt.until).where(
            Attempt.key.in_(keys), Attempt.until > now
        )
    )
    return max((until for key, done, until in rows if done >= _limit(key)), default=None)


def count(session: Session, keys: Collection[str], now: datetime) -> bool:
    """Count an attempt before it is looked at; False where others were faster and it is too many.

    What has had its time is deleted on the way.
    """
    session.execute(delete(Attempt).where(Attempt.until <= now))
    within = True
    for key in sorted(keys):  # always in one order, or two workers would wait for each other
        within &= _count_one(session, key, now) <= _limit(key)
    return within


def give_back(session: Session, keys: Collection[str]) -> None:
    """Take back an attempt that was right."""
    session.execute(
        update(Attempt)
        .where(Attempt.key.in_(keys), Attempt.count > 0)
        .values(count=Attempt.count - 1)
    )


def _count_one(session: Session, key: str, now: datetime) -> int:
    dialect = session.get_bind().dialect.name
    insert: Any = {"sqlite": sqlite, "postgresql": postgresql}[dialect].insert  # Any: of either
    over = Attempt.until <= now
    statement = (
        insert(Attempt)
        .values(key=key, count=1, until=now + WINDOW)
        .on_conflict_do_update(
            index_elements=[Attempt.key],
            set_={
                "count": case((over, 1), else_=Attempt.count + 1),
                "until": case((over, now + WINDOW), else_=Attempt.until),
            },
        )
        .returning(Attempt.count)
    )
    return int(session.execute(statement).scalar_one())


def _limit(key: str) -> int:
    return LIMITS[key.partition(":")[0]]
