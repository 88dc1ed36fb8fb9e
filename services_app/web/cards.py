"""An item as templates and the API see it: label, words really served, address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from services_app.content.queries import FaceRow
from services_app.content.type import ContentType
from services_app.content.wording import Words, words_in
from services_app.places.atlas import Town
from services_app.web.addresses import item_path


@dataclass(frozen=True)
class Card:
    """An item in a list; `title_lang` is the language that the title is really in."""

    kind: ContentType
    row: FaceRow
    words: Words | None
    lang: str
    town: Town

    @property
    def facts(self) -> Mapping[str, Any]:
        """The facts that the type shows on a card."""
        return self.row.face

    @property
    def title(self) -> str:
        """The text's title where the type has one, else the label made of codes or names."""
        if self._has_title and self.words:
            return self.words.title
        return self.kind.label(self.row.face, self.lang)

    @property
    def title_lang(self) -> str:
        """The language of the title, for the `lang` and `dir` of its element."""
        if self._has_title and self.words:
            return self.words.lang
        return self.kind.label_lang or self.lang

    @property
    def href(self) -> str:
        """The address of the item's page in this town."""
        return item_path(self.lang, self.town.slug, self.row)

    @property
    def hue(self) -> str:
        """The colour by which people who read little find their way."""
        return self.kind.hue_of(self.row.face) if self.kind.hue_of else self.kind.hue

    @property
    def _has_title(self) -> bool:
        # A sensitive item shows its neutral title, never a name that tells the topic (rule 2).
        titled = self.kind.titled_by_words or self.row.sensitive
        return bool(titled and self.words and self.words.title)


def cards(
    session: Session,
    types: Mapping[str, ContentType],
    rows: Sequence[FaceRow],
    lang: str,
    town: Town,
) -> list[Card]:
    """Give rows their words in one query (none for an empty list)."""
    return cards_in(session, types, rows, [lang], town)[lang]


def cards_in(
    session: Session,
    types: Mapping[str, ContentType],
    rows: Sequence[FaceRow],
    langs: Iterable[str],
    town: Town,
) -> dict[str, list[Card]]:
    """Give rows their words in several languages, in one query: {language: cards}."""
    langs = list(langs)
    ids = [row.id for row in rows]
    words = words_in(session, ids, langs, body=False) if rows else {lang: {} for lang in langs}
    return {
        lang: [Card(types[row.kind], row, words[lang].get(row.id), lang, town) for row in rows]
        for lang in langs
    }
