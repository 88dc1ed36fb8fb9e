"""What changes accounts, each act with its event. None of them commits."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import select
from sqlalchemy.orm import Session

from services_app.accounts.model import AccountEvent, GrantRow, Setting, User
from services_app.accounts.rights import ROLES, Grant
from services_app.content.item import Actor
from services_app.errors import N_, Invalid
from services_app.places.model import Place

SECOND_FACTOR = "second_factor_roles"
# The closed list of what happens to an account.
EVENTS = frozenset(
    {
        "invited", "added", "granted", "deactivated", "activated", "reset", "password",
        "required", "sessions ended",
    }
)  # fmt: skip


def add_account(
    session: Session,
    email: str,
    grants: Iterable[Grant],
    *,
    name: str = "",
    lang: str = "it",
    password: str | None = None,
    by: Actor,
) -> User:
    """Make an account; `password` is a hash, or None for one that is invited."""
    address = _address(email)
    if find_account(session, address):
        raise Invalid({"email": [N_("There is an account with this address already.")]})
    user = User(
        email=address,
        name=name,
        lang=lang,
        password=password,
        active=True,
        fs_uniquifier=uuid.uuid4().hex,
    )
    session.add(user)
    session.flush()
    note(session, user, "added" if password else "invited", by)
    set_grants(session, user, grants, by=by)
    return user


def find_account(session: Session, email: str) -> User | None:
    """Find an account by its address, whatever the case."""
    return session.scalar(select(User).where(User.email == email.strip().lower()))


def set_grants(session: Session, user: User, grants: Iterable[Grant], *, by: Actor) -> None:
    """Replace what an account may do; raises Invalid for a role or place that does not exist."""
    wanted = list(dict.fromkeys(grants))
    for grant in wanted:
        _check(session, grant)
    user.grants = [
        GrantRow(role=each.role, organisation=each.organisation, place_code=each.place)
        for each in wanted
    ]
    note(session, user, "granted", by, {"grants": [asdict(each) for each in wanted]})


def set_password(session: Session, user: User, password: str, *, by: Actor) -> None:
    """Give an account a new password (a hash); its links and sessions end with the old one."""
    user.password = password
    end_sessions(user)
    note(session, user, "password", by)


def end_sessions(user: User) -> None:
    """Log an account out everywhere."""
    user.fs_uniquifier = uuid.uuid4().hex


def set_active(session: Session, user: User, active: bool, *, by: Actor) -> None:
    """Open or close an account; closing ends its sessions."""
    user.active = active
    end_sessions(user)
    note(session, user, "activated" if active else "deactivated", by)


def required_roles(session: Session) -> frozenset[str]:
    """Name the roles that need a second factor."""
    row = session.get(Setting, SECOND_FACTOR)
    return frozenset(row.value if row else ())


def require_second_factor(session: Session, roles: Iterable[str], *, by: Actor) -> None:
    """Set which roles need a second factor from their next log-in on."""
    wanted = sorted(set(roles) & set(ROLES))
    row = session.get(Setting, SECOND_FACTOR)
    if row is None:
        session.add(Setting(name=SECOND_FACTOR, value=wanted))
    else:
        row.value = wanted
    details = {"roles": wanted}
    session.add(AccountEvent(account_id=None, act="required", actor=by.name, details=details))


def note(
    session: Session, user: User, act: str, by: Actor, details: dict[str, Any] | None = None
) -> None:
    """Write an event; there is no way to change one."""
    if act not in EVENTS:
        raise ValueError(f"there is no event {act!r}")
    session.add(AccountEvent(account_id=user.id, act=act, actor=by.name, details=details))


def _address(email: str) -> str:
    try:
        found = validate_email(email, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        raise Invalid({"email": [N_("This is not an e-mail address.")]}) from None
    return found.normalized.lower()


def _check(session: Session, grant: Grant) -> None:
    if grant.role not in ROLES:
        raise Invalid({"role": [N_("There is no such role.")]})
    if session.scalar(select(Place.id).where(Place.code == grant.place)) is None:
        raise Invalid({"place": [N_("There is no such place.")]})
    if grant.role == "contributor" and not grant.organisation:
        raise Invalid({"organisation": [N_("A contributor needs an organisation.")]})
