"""Who is due a weekly letter: each who wished it, at most one in seven days."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from services_app.accounts.model import User

EVERY = timedelta(days=7)


def awaiting_letter(session: Session, today: date) -> list[User]:
    """List the open accounts that wish a weekly letter and got none in the last seven days."""
    query = select(User).where(User.active, User.weekly_mail, _is_due(today))
    return list(session.scalars(query.order_by(User.id)))


def take_turn(session: Session, user: User, today: date) -> bool:
    """Note today as the day of the letter; False where another run was faster.

    To be done before sending: a run that is killed in between then sends no second letter.
    """
    turn = (
        update(User)
        .where(User.id == user.id, User.active, User.weekly_mail, _is_due(today))
        .values(weekly_mail_on=today)
        .returning(User.id)
        .execution_options(synchronize_session=False)
    )
    return session.scalar(turn) is not None


def give_turn_back(session: Session, user: User) -> None:
    """Put back the day that `user` was read with: the letter did not go out."""
    session.execute(
        update(User)
        .where(User.id == user.id)
        .values(weekly_mail_on=user.weekly_mail_on)
        .execution_options(synchronize_session=False)
    )


def _is_due(today: date) -> ColumnElement[bool]:
    return or_(User.weekly_mail_on.is_(None), User.weekly_mail_on <= today - EVERY)
