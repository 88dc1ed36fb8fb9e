"""The tables of accounts: operators, grants, passkeys, events, settings, counted attempts."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from flask_security import RoleMixin, UserMixin, WebAuthnMixin
from sqlalchemy import Boolean, Date, ForeignKey, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services_app.accounts.rights import Grant, Operator
from services_app.content.item import UtcDateTime, now_utc
from services_app.db import JSON_COLUMN, Base


class Role(RoleMixin):
    """What Flask-Security calls a role; ours are granted for a place, so none are stored."""

    def __init__(self, name: str) -> None:
        self.name = name

    def get_permissions(self) -> set[str]:
        """Give none: rights are asked of the operator."""
        return set()


class User(Base, UserMixin):
    """An operator's account; names of columns with a prefix are Flask-Security's.

    Its parent declares plain columns where ours are stricter, hence the ignored types.
    """

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)  # in small letters
    name: Mapped[str] = mapped_column(String(120), default="")
    lang: Mapped[str] = mapped_column(String(20))
    # None until an invitation is taken up: nobody can log in with it.
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(Boolean, default=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now_utc)
    last_login_on: Mapped[date | None] = mapped_column(Date)
    weekly_mail: Mapped[bool] = mapped_column(Boolean, default=False)
    weekly_mail_on: Mapped[date | None] = mapped_column(Date)  # the last one
    # In every session: a new one ends them all.
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    fs_webauthn_user_handle: Mapped[str | None] = mapped_column(  # type: ignore[assignment]
        String(64), unique=True
    )
    tf_primary_method: Mapped[str | None] = mapped_column(String(64))
    tf_totp_secret: Mapped[str | None] = mapped_column(String(255))
    tf_phone_number: ClassVar[None] = None  # type: ignore[misc]  # no codes by SMS
    # The step of the last code that was taken: none is good twice.
    totp_counter: Mapped[int | None] = mapped_column(Integer)
    mf_recovery_codes: Mapped[list[str] | None] = mapped_column(JSON_COLUMN)

    grants: Mapped[list[GrantRow]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by="GrantRow.id"
    )
    webauthn: Mapped[list[Passkey]] = relationship(  # type: ignore[assignment]
        cascade="all, delete-orphan",
        lazy="selectin",
        order_by="Passkey.id",
        back_populates="user",
    )

    # Told by whoever reads the account: the setting stands in another table.
    needs_second_factor = False

    def check_tf_required(
        self, tf_setup_methods: list[tuple[str, str]], tf_fresh: bool
    ) -> tuple[bool, list[tuple[str, str]]]:
        """Ask for a second factor where there is one, or where the role needs one."""
        return self.needs_second_factor or bool(tf_setup_methods), tf_setup_methods

    def check_tf_required_setup(self) -> bool:
        """Tell whether the second factor may not be given up."""
        return self.needs_second_factor

    @property
    def roles(self) -> list[Role]:  # type: ignore[override]
        """The roles granted anywhere."""
        return [Role(name) for name in sorted({grant.role for grant in self.grants})]

    def operator(self) -> Operator:
        """Give the account as the console asks for rights."""
        grants = tuple(Grant(row.role, row.organisation, row.place_code) for row in self.grants)
        return Operator(self.id, self.email, self.name, self.lang, grants)


class GrantRow(Base):
    """A role for an organisation (None: any) in a place."""

    __tablename__ = "account_grant"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    role: Mapped[str] = mapped_column(String(20))
    organisation: Mapped[str | None] = mapped_column(String(120))
    place_code: Mapped[str] = mapped_column(String(10), default="it")


class Passkey(Base, WebAuthnMixin):
    """A public key of a telephone or a stick that logs its owner in."""

    __tablename__ = "passkey"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    user: Mapped[User] = relationship(back_populates="webauthn")
    credential_id: Mapped[bytes] = mapped_column(LargeBinary(1024), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(Integer, default=0)
    transports: Mapped[list[str] | None] = mapped_column(JSON_COLUMN)
    backup_state: Mapped[bool] = mapped_column(Boolean)
    device_type: Mapped[str] = mapped_column(String(64))
    extensions: Mapped[str | None] = mapped_column(String(255))
    lastuse_datetime: Mapped[datetime] = mapped_column(UtcDateTime)
    name: Mapped[str] = mapped_column(String(64))
    usage: Mapped[str] = mapped_column(String(64))

    def get_user_mapping(self) -> dict[str, Any]:
        """Tell how the owner is found."""
        return {"id": self.user_id}


class AccountEvent(Base):
    """An act on an account, append-only; the account may be gone."""

    __tablename__ = "account_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int | None] = mapped_column(Integer, index=True)  # None: of all
    act: Mapped[str] = mapped_column(String(30))
    actor: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now_utc)
    details: Mapped[dict[str, Any] | None] = mapped_column(JSON_COLUMN)


class Setting(Base):
    """What an administrator sets on a page instead of in the environment."""

    __tablename__ = "setting"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[Any] = mapped_column(JSON_COLUMN)


class Attempt(Base):
    """Counted attempts; `key` is a keyed hash of an account or an address, and goes soon."""

    __tablename__ = "attempt"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    count: Mapped[int] = mapped_column(Integer, default=0)
    until: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class EndedSession(Base):
    """A session that was logged out of before its time; `key` is a hash of its name."""

    __tablename__ = "ended_session"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    until: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
