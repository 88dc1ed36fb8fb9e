"""The words of items as they are really served to a reader of a language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services_app.content.item import Text
from services_app.locales import chain


@dataclass(frozen=True)
class Words:
    """A text as it is really served: `lang` may differ from the one wanted."""

    lang: str
    wanted: str
    title: str
    summary: str
    origin: str
    reviewed_on: date | None
    reviewed_by: str | None
    body: Sequence[Mapping[str, Any]] = ()

    @property
    def is_fallback(self) -> bool:
        """Tell that the text is not in the language asked for."""
        return self.lang != self.wanted

    def part(self, name: str) -> list[Mapping[str, Any]]:
        """List the blocks of a part in order."""
        return [block for block in self.body if block["part"] == name]

    def of(self, name: str, row_id: str) -> str:
        """Give the words of a part for a row of facts, or an empty string."""
        for block in self.body:
            if block["part"] == name and block.get("of", block["id"]) == row_id:
                return str(block["text"])
        return ""


def words_of(session: Session, ids: Iterable[int], lang: str, *, body: bool) -> dict[int, Words]:
    """Choose for each item the best text for a reader of `lang`; items without text are absent."""
    wanted = chain(lang)
    columns: list[Any] = [
        Text.item_id, Text.lang, Text.title, Text.summary, Text.origin, Text.reviewed_on,
        Text.reviewed_by,
    ]  # fmt: skip
    if body:
        columns.append(Text.body)
    rows = session.execute(
        select(*columns).where(Text.item_id.in_(list(ids)), Text.lang.in_(wanted))
    )
    best: dict[int, Words] = {}
    for item_id, own_lang, *rest in rows:
        stored = best.get(item_id)
        if stored is None or wanted.index(own_lang) < wanted.index(stored.lang):
            best[item_id] = Words(own_lang, lang, *rest)
    return best
