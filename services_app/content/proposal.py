"""Changes not yet approved, and drafts that save themselves: what a form sent, word for word."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ColumnElement, Integer, String, Uuid, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from services_app.content.fields.base import PLACE_PATTERN, SLUG_PATTERN
from services_app.content.item import Actor, UtcDateTime
from services_app.content.type import ContentType
from services_app.db import Base
from services_app.errors import N_, Invalid

OPEN = ("draft", "returned")  # what its author still writes
MAX_BYTES = 400_000
LONGEST = 120  # of a slug
Pairs = Sequence[tuple[str, str]]


class Proposal(Base):
    """What an author wants an item to be, or a new one where `item_uid` is null.

    `values` is a list of [name, value] exactly as the form sent them: plain JSON, which keeps
    on PostgreSQL what its JSONB refuses. `state` is draft, submitted, returned, applied or dropped.
    """

    __tablename__ = "proposal"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    item_uid: Mapped[uuid.UUID | None] = mapped_column(Uuid, index=True)
    base_version: Mapped[int | None] = mapped_column(Integer)
    author_id: Mapped[int] = mapped_column(Integer, index=True)
    author_name: Mapped[str] = mapped_column(String(200))
    organisation: Mapped[str | None] = mapped_column(String(LONGEST))
    place_code: Mapped[str | None] = mapped_column(String(6))
    values: Mapped[list[list[str]]] = mapped_column(JSON, default=list)
    state: Mapped[str] = mapped_column(String(12), default="draft", index=True)
    note: Mapped[str] = mapped_column(String(2000), default="")
    answered_by: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)


def keep_draft(
    session: Session,
    *,
    by: Actor,
    kind: ContentType | str,
    item_uid: uuid.UUID | None,
    base_version: int | None,
    values: Pairs,
    organisation: str | None = None,
    place_code: str | None = None,
    at: datetime,
) -> Proposal:
    """Keep what an author typed so far, over what they kept before about the same item.

    New things of a type share one draft an author: of two begun at once, the one typed last is
    kept. A proposal that was handed in stays as it is: a new draft begins beside it.
    """
    if by.id is None:
        raise Invalid({"author": [N_("Only a person with an account keeps drafts.")]})
    pairs = _checked(values)
    name = kind if isinstance(kind, str) else kind.name
    draft = own_draft(session, by.id, name, item_uid)
    if draft is None:
        draft = Proposal(kind=name, item_uid=item_uid, author_id=by.id, state="draft", note="")
        draft.created_at = at
        session.add(draft)
    draft.author_name = by.name
    draft.organisation = _as(SLUG_PATTERN, organisation)
    draft.place_code = _as(PLACE_PATTERN, place_code)
    draft.base_version, draft.values, draft.updated_at = base_version, pairs, at
    session.flush()
    return draft


def submit(session: Session, proposal: Proposal, *, by: Actor, at: datetime) -> Proposal:
    """Hand a draft in for approval; raises Invalid for another's or one not open."""
    if proposal.author_id != by.id:
        raise Invalid({"author": [N_("Somebody else wrote this.")]})
    return _go(session, proposal, "submitted", OPEN, at=at)


def return_proposal(
    session: Session, proposal: Proposal, note: str, *, by: Actor, at: datetime
) -> Proposal:
    """Give a proposal back to its author with what is to be changed."""
    if not note.strip():
        raise Invalid({"note": [N_("Say what is to be changed.")]})
    if len(note) > 2000 or "\0" in note:
        raise Invalid({"note": [N_("This is too long.")]})
    proposal = _go(session, proposal, "returned", ("submitted",), at=at)
    proposal.note, proposal.answered_by = note, by.name
    session.flush()
    return proposal


def mark_applied(session: Session, proposal: Proposal, *, by: Actor, at: datetime) -> Proposal:
    """Note that the record was saved as proposed."""
    proposal = _go(session, proposal, "applied", ("submitted", *OPEN), at=at)
    proposal.answered_by = by.name
    session.flush()
    return proposal


def drop(session: Session, proposal: Proposal, *, by: Actor, at: datetime) -> Proposal:
    """Put a proposal away without applying it."""
    proposal = _go(session, proposal, "dropped", ("submitted", *OPEN), at=at)
    proposal.answered_by = by.name
    session.flush()
    return proposal


def own_draft(
    session: Session, author_id: int, kind: ContentType | str, item_uid: uuid.UUID | None
) -> Proposal | None:
    """Find what an author was last writing about an item, or about a new one."""
    name = kind if isinstance(kind, str) else kind.name
    return session.scalar(
        select(Proposal)
        .where(
            Proposal.author_id == author_id,
            Proposal.kind == name,
            Proposal.item_uid == item_uid if item_uid else Proposal.item_uid.is_(None),
            Proposal.state.in_(OPEN),
        )
        .order_by(Proposal.updated_at.desc(), Proposal.id.desc())
        .limit(1)
    )


def waiting(
    session: Session, *, within: ColumnElement[bool] | None = None, limit: int = 200
) -> list[Proposal]:
    """List the proposals that wait for approval, longest first; `within` speaks of Proposal."""
    query = select(Proposal).where(Proposal.state == "submitted")
    if within is not None:
        query = query.where(within)
    return list(session.scalars(query.order_by(Proposal.updated_at, Proposal.id).limit(limit)))


def proposals_of(session: Session, item_uid: uuid.UUID) -> list[Proposal]:
    """List all proposals about an item, newest first."""
    found = select(Proposal).where(Proposal.item_uid == item_uid)
    return list(session.scalars(found.order_by(Proposal.id.desc())))


def _go(
    session: Session, proposal: Proposal, state: str, before: tuple[str, ...], *, at: datetime
) -> Proposal:
    if proposal.state not in before:
        raise Invalid({"state": [N_("This cannot be done from the state that it is in.")]})
    proposal.state, proposal.updated_at = state, at
    session.flush()
    return proposal


def _as(pattern: str, typed: str | None) -> str | None:
    """Give what was typed if it can be meant; the values keep it word for word anyway."""
    fits = typed and len(typed) <= LONGEST and re.fullmatch(pattern, typed)
    return typed if fits else None


def _checked(values: Any) -> list[list[str]]:  # Any: whatever the form sent
    pairs = [[name, value] for name, value in values]
    if not all(isinstance(each, str) for pair in pairs for each in pair):
        raise Invalid({"values": [N_("A form sends words only.")]})
    if len(json.dumps(pairs, ensure_ascii=False).encode("utf-8", "replace")) > MAX_BYTES:
        raise Invalid({"values": [N_("This is too long.")]})
    return pairs
