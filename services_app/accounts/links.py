"""Links in mails to operators: signed, for a while, for one use."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from itsdangerous import BadData, URLSafeSerializer
from sqlalchemy import select
from sqlalchemy.orm import Session

from services_app.accounts.model import User

GOOD_FOR: Mapping[str, timedelta] = {"invitation": timedelta(days=7), "reset": timedelta(hours=2)}


def link_token(secret: str, purpose: str, user: User, now: datetime) -> str:
    """Make what a link carries: it opens this account until its password or sessions change."""
    until = int((now + GOOD_FOR[purpose]).timestamp())
    return str(_signer(secret).dumps([purpose, user.fs_uniquifier, until]))


def account_of(session: Session, secret: str, token: str, now: datetime) -> User | None:
    """Find the account that a link opens, locked for changing; None where it opens none."""
    try:
        purpose, uniquifier, until = _signer(secret).loads(token)
    except (BadData, ValueError, TypeError):
        return None
    if purpose not in GOOD_FOR or now.timestamp() > until:
        return None
    # Setting a password gives a new uniquifier, and so uses the link up.
    return session.scalar(
        select(User).where(User.fs_uniquifier == uniquifier, User.active).with_for_update()
    )


def _signer(secret: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret, salt="links of accounts")
