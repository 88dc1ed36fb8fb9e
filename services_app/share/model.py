"""What is kept of a bundle: what is in it and how long, never who made or opened it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Date, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from services_app.db import JSON_COLUMN, Base

MOST_ITEMS = 20
NOTE_LENGTH = 280
DAYS = (7, 30, 90)  # how long a bundle may last


class Bundle(Base):
    """A list that is handed over: `items` are rows {uid, version}, `sentences` codes.

    From `expires_on` on it is shown no more; one that was taken back expired that day and holds
    no items. Of the key that takes it back only a hash is kept. `note` are words of staff, in the
    language `note_lang`; `note_by` is the name of their organisation and of nobody in it.
    """

    __tablename__ = "bundle"

    code: Mapped[str] = mapped_column(String(20), primary_key=True)
    key_hash: Mapped[str] = mapped_column(String(64))
    items: Mapped[list[dict[str, Any]]] = mapped_column(JSON_COLUMN)
    sentences: Mapped[list[str]] = mapped_column(JSON_COLUMN)
    lang: Mapped[str] = mapped_column(String(12))
    second_lang: Mapped[str | None] = mapped_column(String(12))
    place_code: Mapped[str] = mapped_column(String(6))
    created_on: Mapped[date] = mapped_column(Date)
    expires_on: Mapped[date] = mapped_column(Date, index=True)
    note: Mapped[str | None] = mapped_column(Text)
    note_lang: Mapped[str | None] = mapped_column(String(12))
    note_by: Mapped[str | None] = mapped_column(String(200))

    def is_over(self, today: date) -> bool:
        """Tell whether its time is over, or it was taken back."""
        return self.expires_on <= today

    @property
    def last_day(self) -> date:
        """The last day on which it is shown."""
        return self.expires_on - timedelta(days=1)
