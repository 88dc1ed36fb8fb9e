"""An item on its own page: the words that may be shown, its marks, what is related to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy.orm import Session

from services_app.content.item import Item
from services_app.content.queries import FaceRow, Moment, Shown
from services_app.content.type import CORE_PARTS, ContentType
from services_app.content.wording import Words, words_in
from services_app.places.atlas import Town
from services_app.web.addresses import item_path
from services_app.web.cards import Card
from services_app.web.media import ShownPicture, shown_pictures


@dataclass(frozen=True)
class Page:
    """An item on its own page, with what is related to it; `home` has its canonical address."""

    kind: ContentType
    shown: Shown
    words: Words | None
    lang: str
    town: Town
    home: Town
    moment: Moment
    related: Sequence[Card] = field(default=())
    core: bool = False  # beside it stands a text of which only the core may be shown
    unsigned: bool = False  # beside it stands a text that no office signed

    @property
    def item(self) -> Any:  # Any: the type's own model; templates read its columns by name
        """The row with all its facts."""
        return self.shown.item

    @property
    def title(self) -> str:
        """As on the card."""
        return self._card.title

    @property
    def title_lang(self) -> str:
        """As on the card."""
        return self._card.title_lang

    @property
    def href(self) -> str:
        """The address of this page in this town."""
        return self._card.href

    @property
    def wrong(self) -> str:
        """The address at which a reader says that something is wrong here."""
        return self._about("/wrong")

    @property
    def thanks(self) -> str:
        """The address that thanks for it."""
        return self._about("/thanks")

    def sheet(self, size: str) -> str:
        """Give the address of this page as a sheet of paper."""
        path = self._about("/sheet.pdf")
        return f"{path}{'&' if '?' in path else '?'}size={size}"

    @property
    def canonical(self) -> str:
        """The one address of the item, without anything that differs between readers or towns."""
        return item_path(self.lang, self.home.slug, self._card.row).partition("?")[0]

    @property
    def hue(self) -> str:
        """As on the card."""
        return self._card.hue

    @property
    def early(self) -> bool:
        """Tell that only who got the link from a mediator reads this so far."""
        return bool(self.item.is_early(self.moment.today))

    @property
    def core_only(self) -> bool:
        """Tell that only the safety core may be shown (rule 3).

        That is so for a high-risk item whose text no person has reviewed in the language
        served, or whose source changed since, and for an overdue one in every language. After
        "the law changed" it is so for every item that has a core, until its source text is signed
        again.
        """
        if self.core:
            return True
        if self.item.law_changed_on is not None and (
            self.item.risk == "high" or (self.words and self.words.part("core"))
        ):
            return True
        if self.item.risk != "high":
            return False
        if self.words is None or not self.signed or self.item.is_overdue(self.moment.today):
            return True
        # A core that was signed alone is still no whole text.
        return all(block["part"] in CORE_PARTS for block in self.words.body)

    @property
    def signed(self) -> bool:
        """Tell that a named office signed this text in this language: the green mark.

        What was signed before the source changed is no longer what the office would sign.
        """
        words = self.words
        if words is None or self.unsigned:
            return False
        return bool(words.reviewed_on and words.reviewed_by and not words.is_outdated)

    @property
    def blocks(self) -> list[Mapping[str, Any]]:
        """All blocks that may be shown, in order."""
        body = self.words.body if self.words else ()
        return [block for block in body if not self.core_only or block["part"] in CORE_PARTS]

    def part(self, name: str) -> list[Mapping[str, Any]]:
        """List the blocks of a part, none where only the safety core may show."""
        return [block for block in self.blocks if block["part"] == name]

    def about(self, name: str, row_id: str) -> str:
        """Give the words of a part that belong to a row of facts."""
        return self.words.of(name, row_id) if self.words else ""

    @property
    def pictures(self) -> list[ShownPicture]:
        """List the pictures to show; none beside a safety core."""
        return [] if self.core_only else list(shown_pictures(self.item, self.words))

    def related_to(self, kind: str) -> list[Card]:
        """List the related items of one type."""
        return [card for card in self.related if card.row.kind == kind]

    def _about(self, then: str) -> str:
        return item_path(self.lang, self.town.slug, self._card.row, then)

    @property
    def _card(self) -> Card:
        return Card(self.kind, face_row(self.shown), self.words, self.lang, self.town)


def face_row(shown: Shown) -> FaceRow:
    """Give the face of a whole item."""
    item: Item = shown.item
    return FaceRow(
        id=item.id,
        uid=item.uid,
        kind=item.kind,
        slug=item.slug,
        neutral_code=item.neutral_code,
        sensitive=item.sensitive,
        risk=item.risk,
        sample=item.sample,
        face=item.face,
        verified_on=item.verified_on,
        verified_by=item.verified_by,
        review_every_days=item.review_every_days,
        expires_on=item.expires_on,
        place_id=item.place_id,
        place_code=item.place_code,
        updated_at=item.updated_at,
        km=shown.km,
        km_about=shown.km_about,
        competent=shown.competent,
    )


def page_of(
    session: Session,
    types: Mapping[str, ContentType],
    shown: Shown,
    rows: Iterable[FaceRow],
    lang: str,
    *,
    town: Town,
    moment: Moment,
) -> Page:
    """Give an item and its related rows their words, in one query."""
    pages = pages_of(session, types, shown, rows, [lang], town=town, moment=moment)
    return pages[lang]


def pages_of(
    session: Session,
    types: Mapping[str, ContentType],
    shown: Shown,
    rows: Iterable[FaceRow],
    langs: Sequence[str],
    *,
    town: Town,
    moment: Moment,
    home: Town | None = None,
) -> dict[str, Page]:
    """Do the same in several languages that are read together: {language: page}.

    `home` is the town of the canonical address, if that is not the one in which it is shown.
    """
    several = {shown.item.id: (shown, list(rows))}
    pages = pages_of_many(session, types, several, langs, town=town, home=home, moment=moment)
    return pages[shown.item.id]


def pages_of_many(
    session: Session,
    types: Mapping[str, ContentType],
    several: Mapping[int, tuple[Shown, Sequence[FaceRow]]],
    langs: Sequence[str],
    *,
    town: Town,
    moment: Moment,
    home: Town | None = None,
) -> dict[int, dict[str, Page]]:
    """Give several items and their related rows their words, in one query.

    Gives {item id: {language: page}}. The languages of an item are read together, and show no
    more than the least of them may (rules 3 and 10): all their safety core if one may show no
    more, and no green mark if one is not signed.
    """
    ids = {row.id for _, rows in several.values() for row in rows} | several.keys()
    words = words_in(session, ids, langs, body=True) if ids else {}

    def page(shown: Shown, rows: Sequence[FaceRow], lang: str) -> Page:
        own = words[lang]
        related = [Card(types[row.kind], row, own.get(row.id), lang, town) for row in rows]
        kind, item = types[shown.item.kind], shown.item
        return Page(kind, shown, own.get(item.id), lang, town, home or town, moment, related)

    return {
        item_id: _together({lang: page(shown, rows, lang) for lang in langs})
        for item_id, (shown, rows) in several.items()
    }


def _together(pages: Mapping[str, Page]) -> dict[str, Page]:
    core = any(page.core_only for page in pages.values())
    unsigned = not all(page.signed for page in pages.values())
    return {
        lang: replace(page, core=core and not page.core_only, unsigned=unsigned)
        for lang, page in pages.items()
    }
