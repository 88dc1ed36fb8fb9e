"""Accounts as Flask-Security reads and writes them: short readings, one transaction each act."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import g, session
from flask_security import UserDatastore, UserMixin
from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from services_app.accounts.commands import required_roles
from services_app.accounts.ended import has_ended
from services_app.accounts.model import Passkey, Role, User
from services_app.console.notices import tell_owner
from services_app.web.store import store


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
        with store().database.reading() as reading:
            user = reading.scalar(select(User).where(getattr(User, name) == value))
            if user is not None and has_ended(reading, session.get("id")):
                return None
            if user is not None:
                roles = {grant.role for grant in user.grants}
                user.needs_second_factor = bool(roles & required_roles(reading))
            return user

    def find_webauthn(self, credential_id: bytes) -> Passkey | None:
        """Find a passkey by what the browser calls it."""
        with store().database.reading() as reading:
            return reading.scalar(select(Passkey).where(Passkey.credential_id == credential_id))

    def mf_delete_recovery_code(self, user: Any, idx: int) -> bool:
        """Use a recovery code up; False where somebody else just did."""
        code = user.mf_recovery_codes[idx]
        with store().database.transaction() as writing:
            row = writing.get(User, user.id, with_for_update=True)
            codes = list(row.mf_recovery_codes or ()) if row else []
            if row is None or code not in codes:
                return False
            row.mf_recovery_codes = [each for each in codes if each != code]
        return True

    def create_webauthn(self, user: UserMixin, *facts: Any, **named: Any) -> None:
        """Keep a new passkey."""
        if facts:
            raise TypeError("facts of a passkey are named")
        self.put(Passkey(user_id=user.id, lastuse_datetime=store().clock(), **named))

    def put(self, model: Any) -> Any:
        """Note that this has changed."""
        changed = g.setdefault("changed_accounts", [])
        model = getattr(model, "_get_current_object", lambda: model)()  # of a proxy
        if not any(each is model for each in changed):
            changed.append(model)
        return model

    def delete(self, model: Any) -> None:
        """Note that this is to go."""
        g.setdefault("deleted_accounts", []).append(model)

    def commit(self) -> None:
        """Do what the library calls so."""
        self.write()

    def write(self) -> None:
        """Write what was noted, in one transaction."""
        changed, deleted = g.pop("changed_accounts", []), g.pop("deleted_accounts", [])
        if not changed and not deleted:
            return
        told = [(_owner(each), change) for each in changed for change in _changes(each)]
        with store().database.transaction() as writing:
            for model in changed:
                _write(writing, model)
            for model in deleted:
                row = writing.get(type(model), model.id)
                if row is not None:
                    writing.delete(row)
                    if isinstance(row, Passkey):
                        told.append((row.user_id, "passkey removed"))
        for account_id, change in told:
            tell_owner(account_id, change)


def detached(email: str) -> User:
    """Read an account as Flask-Security wants it; its operator knows that it is there."""
    with store().database.reading() as reading:
        return reading.scalars(select(User).where(User.email == email)).one()


def _write(writing: Session, model: Any) -> None:  # Any: a row of either table
    state = inspect(model)
    if state.transient:
        writing.add(model)
        return
    row = writing.get(type(model), model.id)
    # Only what changed: an account that was closed meanwhile is not opened again.
    for each in state.mapper.column_attrs:
        if row is not None and state.attrs[each.key].history.has_changes():
            setattr(row, each.key, getattr(model, each.key))


def _owner(model: Any) -> int:  # Any: a row of either table
    owner: int = model.user_id if isinstance(model, Passkey) else model.id
    return owner


def _changes(model: Any) -> Iterator[str]:  # Any: a row of either table
    """Name what an owner is told of; the library's signals miss a first set-up at log-in."""
    state = inspect(model)
    if isinstance(model, Passkey):
        if state.transient:
            yield "passkey added"
        return
    if state.attrs.tf_totp_secret.history.has_changes():
        yield "code on" if model.tf_totp_secret else "code off"
    if state.attrs.mf_recovery_codes.history.has_changes():
        yield "recovery codes"
