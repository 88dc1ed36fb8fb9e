"""Sessions that ended before their time: a cookie cannot be taken back, so they are remembered."""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from services_app.accounts.model import EndedSession


def end_session(session: Session, code: str, until: datetime, now: datetime) -> None:
    """Remember a session as ended until it would have ended by itself."""
    session.execute(delete(EndedSession).where(EndedSession.until <= now))
    session.merge(EndedSession(key=_key(code), until=until))


def has_ended(session: Session, code: str | None) -> bool:
    """Tell whether somebody logged out of this session."""
    return code is not None and session.get(EndedSession, _key(code)) is not None


def _key(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
