"""Accounts as Flask-Security reads and writes them: short readings, one transaction each act."""

from __future__ import annotations

from typing import Any, TypeVar

from flask import g
from flask_security import UserDatastore, UserMixin
from sqlalchemy import ColumnElement, inspect, select
from sqlalchemy.orm import Session

from services_app.accounts.model import Passkey, Role, User
from services_app.db import Base
from services_app.web.store import store

Row = TypeVar("Row", bound=Base)


class Accounts(UserDatastore):
    """Gives out accounts that belong to no session, and writes what changed in them at the end.

    So a log-in holds no lock while it checks a password, and only `db.py` commits.
    """

    def __init__(self) -> None:
        super().__init__(User, Role, Passkey)

    def find_user(self, case_insensitive: bool = False, **wanted: Any) -> User | None:
        """Find an account by one of its columns."""
        (name, value), *_ = wanted.items()
        if name == "email":
            value = str(value).lower()
        return self._first(User, getattr(User, name) == value)

    def find_webauthn(self, credential_id: bytes) -> Passkey | None:
        """Find a passkey by what the browser calls it."""
        return self._first(Passkey, Passkey.credential_id == credential_id)

    def create_webauthn(self, user: UserMixin, *facts: Any, **named: Any) -> None:
        """Keep a new passkey."""
        if facts:
            raise TypeError("facts of a passkey are named")
        self.put(Passkey(user_id=user.id, lastuse_datetime=store().clock(), **named))

    def put(self, model: Any) -> Any:
        """Note that this has changed."""
        changed = g.setdefault("changed_accounts", [])
        if not any(each is model for each in changed):
            changed.append(model)
        return model

    def delete(self, model: Any) -> None:
        """Note that this is to go."""
        g.setdefault("deleted_accounts", []).append(model)

    def commit(self) -> None:
        """Write what was noted, in one transaction."""
        changed, deleted = g.pop("changed_accounts", []), g.pop("deleted_accounts", [])
        if not changed and not deleted:
            return
        with store().database.transaction() as session:
            for model in changed:
                _write(session, model)
            for model in deleted:
                row = session.get(type(model), model.id)
                if row is not None:
                    session.delete(row)

    def _first(self, model: type[Row], where: ColumnElement[bool]) -> Row | None:
        with store().database.reading() as session:
            return session.scalar(select(model).where(where))


def _write(session: Session, model: Any) -> None:  # Any: a row of either table
    state = inspect(model)
    if state.transient:
        session.add(model)
        return
    row = session.get(type(model), model.id)
    # Only what changed: an account that was closed meanwhile is not opened again.
    for each in state.mapper.column_attrs:
        if row is not None and state.attrs[each.key].history.has_changes():
            setattr(row, each.key, getattr(model, each.key))
