"""Files sent for import, kept until they are applied or a day has passed."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Integer, LargeBinary, String, delete
from sqlalchemy.orm import Mapped, Session, mapped_column

from services_app.content.item import UtcDateTime
from services_app.db import Base

KEPT = timedelta(days=1)


class ImportFile(Base):
    """A file that somebody may import: the store keeps it, since any machine may be asked next."""

    __tablename__ = "import_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    owner_id: Mapped[int] = mapped_column(Integer)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


def take_file(session: Session, number: int) -> bool:
    """Remove a file that is about to be applied; False where somebody was faster."""
    taken = delete(ImportFile).where(ImportFile.id == number).returning(ImportFile.id)
    return session.scalar(taken) is not None


def forget_files(session: Session, now: datetime) -> None:
    """Remove the files that nobody applied in time."""
    session.execute(delete(ImportFile).where(ImportFile.created_at < now - KEPT))
