"""The words of items as they are really served to a reader of a language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from services_app.content.item import Item, Text
from services_app.content.staleness import still_said
from services_app.locales import chain

ITEM = Item.__table__
FIELDS: tuple[Any, ...] = (
    Text.title,
    Text.summary,
    Text.origin,
    Text.reviewed_on,
    Text.reviewed_by,
    Text.stale,
)


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
    is_outdated: bool  # its source has changed since
    body: Sequence[Mapping[str, Any]] = ()
    others: Sequence[Words] = ()  # what else there is in the reader's chain, best first

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


def words_in(
    session: Session, ids: Iterable[int], langs: Iterable[str], *, body: bool
) -> dict[str, dict[int, Words]]:
    """Choose for each item the best text for readers of each language, in one query.

    {language: {item id: words}}; items without text are absent.
    """
    langs = list(langs)
    wanted = {each for lang in langs for each in chain(lang)}
    if body:
        found = texts_of(session, ids, wanted)
    else:
        found = {}
        rows = session.execute(
            select(Text.item_id, Text.lang, *FIELDS).where(
                Text.item_id.in_(list(ids)), Text.lang.in_(wanted)
            )
        )
        for item_id, own_lang, *rest in rows:
            found.setdefault(item_id, {})[own_lang] = Words(own_lang, own_lang, *rest)
    return {lang: _best(found, lang) for lang in langs}


def _best(found: Mapping[int, Mapping[str, Words]], lang: str) -> dict[int, Words]:
    best = {item_id: best_words(texts, lang) for item_id, texts in found.items()}
    return {item_id: words for item_id, words in best.items() if words}


def texts_of(
    session: Session, ids: Iterable[int], langs: Iterable[str] | None = None
) -> dict[int, dict[str, Words]]:
    """Read whole words of items, in these languages or in all: {item id: {language: words}}.

    What the source says no more is not among them.
    """
    query = (
        select(Text.item_id, Text.lang, ITEM.c.source_lang, *FIELDS, Text.body)
        .join(ITEM, ITEM.c.id == Text.item_id)
        .where(Text.item_id.in_(list(ids)))
        .order_by(Text.lang)
    )
    if langs is not None:
        langs = list(langs)
        query = query.where(or_(Text.lang.in_(langs), Text.lang == ITEM.c.source_lang))
    found: dict[int, dict[str, Words]] = {}
    sources: dict[int, str] = {}
    for item_id, lang, source_lang, *rest in session.execute(query):
        found.setdefault(item_id, {})[lang] = Words(lang, lang, *rest)
        sources[item_id] = source_lang
    return {
        item_id: {
            lang: words
            for lang, words in as_read(texts, sources[item_id]).items()
            if langs is None or lang in langs
        }
        for item_id, texts in found.items()
    }


def as_read(texts: Mapping[str, Words], source_lang: str) -> dict[str, Words]:
    """Leave out of the translations what their source says no more."""
    source = texts.get(source_lang)
    if source is None:
        return dict(texts)
    return {
        lang: replace(words, body=still_said(words.body, source.body))
        for lang, words in texts.items()
    }


def best_words(texts: Mapping[str, Words], lang: str) -> Words | None:
    """Choose among the texts of an item the one for a reader of `lang`, with its fallbacks."""
    usable = [texts[each] for each in chain(lang) if each in texts]
    if not usable:
        return None
    return replace(usable[0], wanted=lang, others=tuple(usable[1:]))
