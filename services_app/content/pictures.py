"""Pictures in the database: store one, read a variant, forget what nothing names any more."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    cast,
    delete,
    exists,
    not_,
    or_,
    select,
)
from sqlalchemy import Text as LongText
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from services_app.content.imaging import Prepared
from services_app.content.item import Actor, Revision, UtcDateTime, now_utc
from services_app.content.proposal import Proposal
from services_app.db import Base
from services_app.errors import N_, Invalid

# Records are kept here too; a picture that one of them names can be shown again.
NAMED_IN: tuple[Any, ...] = (Revision.before, Revision.after, Proposal.values)


class Picture(Base):
    """A picture that somebody uploaded; size of its largest variant, type of the file sent."""

    __tablename__ = "picture"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    width: Mapped[int] = mapped_column(Integer)
    height: Mapped[int] = mapped_column(Integer)
    media_type: Mapped[str] = mapped_column(String(20))
    stored_by: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now_utc)


class PictureVariant(Base):
    """One file of a picture; `ending` is avif or webp."""

    __tablename__ = "picture_variant"

    picture: Mapped[str] = mapped_column(
        ForeignKey("picture.sha256", ondelete="CASCADE"), primary_key=True
    )
    width: Mapped[int] = mapped_column(Integer, primary_key=True)
    ending: Mapped[str] = mapped_column(String(4), primary_key=True)
    body: Mapped[bytes] = mapped_column(LargeBinary)


def store_picture(session: Session, prepared: Prepared, *, by: Actor) -> str:
    """Keep a prepared picture, once however often it comes; give its sha256.

    One that is there already counts as new again, so that it is not forgotten before it is used.
    """
    stored = session.get(Picture, prepared.sha256)
    if stored is not None:
        stored.created_at = now_utc()
        return stored.sha256
    picture = Picture(
        sha256=prepared.sha256,
        width=prepared.width,
        height=prepared.height,
        media_type=prepared.media_type,
        stored_by=by.name,
    )
    files = [
        PictureVariant(
            picture=prepared.sha256, width=each.width, ending=each.ending, body=each.body
        )
        for each in prepared.variants
    ]
    # A button touched twice sends the same picture twice at once: the other one has stored it.
    with suppress(IntegrityError), session.begin_nested():
        session.add(picture)
        session.flush()
        session.add_all(files)
    return prepared.sha256


def picture_body(session: Session, sha256: str, width: int, ending: str) -> bytes | None:
    """Read one file of a picture; None where there is none."""
    return session.scalar(
        select(PictureVariant.body).where(
            PictureVariant.picture == sha256,
            PictureVariant.width == width,
            PictureVariant.ending == ending,
        )
    )


def with_sizes(session: Session, record: dict[str, Any]) -> dict[str, Any]:
    """Give the pictures of a loaded record the size of what is stored: pages need not look.

    Raises Invalid for a picture that is not stored.
    """
    rows = record["facts"].get("pictures")
    if not rows:
        return record
    named = Picture.sha256.in_({row["picture"] for row in rows})
    stored = {each.sha256: each for each in session.scalars(select(Picture).where(named))}
    unknown = {
        f"facts.pictures.{number}.picture": [N_("There is no such picture: upload it again.")]
        for number, row in enumerate(rows)
        if row["picture"] not in stored
    }
    if unknown:
        raise Invalid(unknown)
    sized = [
        row | {"width": stored[row["picture"]].width, "height": stored[row["picture"]].height}
        for row in rows
    ]
    return record | {"facts": record["facts"] | {"pictures": sized}}


def forget_unused_pictures(session: Session, older_than: timedelta) -> int:
    """Remove pictures that came longer ago and that no revision names; say how many.

    Every save writes a revision, so what an item shows, or showed and may show again, stays.
    """
    named = (
        exists().where(cast(column, LongText).contains(Picture.sha256)).correlate(Picture)
        for column in NAMED_IN
    )
    unused = select(Picture.sha256).where(
        Picture.created_at < now_utc() - older_than, not_(or_(*named))
    )
    names = list(session.scalars(unused))
    session.execute(delete(Picture).where(Picture.sha256.in_(names)))
    return len(names)
