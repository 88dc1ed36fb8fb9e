"""What a rule looks at and gives back: a published record, what exists around it, a Fault."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from services_app.content.pay_floors import PayFloor
from services_app.content.record import Values
from services_app.content.type import ContentType
from services_app.errors import Reason

ERROR, WARNING = "error", "warning"
_SENTENCE_END = re.compile(r"(?<=[.!?؟۔।])\s+|\n+")


@dataclass(frozen=True, order=True)
class Fault:
    """Something that readers must not meet; `where` is a dotted path into the record.

    It is printed in English; the console says its message in the operator's language.
    """

    level: str
    rule: str
    kind: str
    slug: str
    where: str
    message: Reason

    def __str__(self) -> str:
        place = f"{self.kind}/{self.slug}" if self.slug else self.kind
        return f"{self.level}: {self.rule}: {place}: {self.where}: {self.message}"


@dataclass(frozen=True)
class Known:
    """What a record is held against: what it may point at, and the lowest pays.

    That is the state of each (type, slug), and the codes of places.
    """

    states: Mapping[tuple[str, str], str]
    places: Collection[str]
    today: date
    floors: Sequence[PayFloor] = ()


@dataclass(frozen=True)
class Phrase:
    """Words of a text, with where they stand."""

    where: str
    lang: str
    text: str
    block: Mapping[str, Any] | None = None

    def sentences(self) -> list[str]:
        """Split the words into sentences, in any of our scripts."""
        return [part for part in _SENTENCE_END.split(self.text) if part.strip()]


@dataclass(frozen=True)
class Case:
    """A published item as its record, with the address that readers see of it."""

    kind: ContentType
    record: Values
    neutral_code: str | None = None

    @property
    def facts(self) -> Values:
        """The facts of the type's schema."""
        facts: Values = self.record["facts"]
        return facts

    @property
    def texts(self) -> dict[str, Values]:
        """The words by language."""
        texts: dict[str, Values] = self.record["texts"]
        return texts

    def rows(self, name: str) -> list[tuple[int, Values]]:
        """List the rows of a fact with their numbers, none where it is no list of rows."""
        value = self.facts.get(name)
        if not isinstance(value, list):
            return []
        return [(number, row) for number, row in enumerate(value) if isinstance(row, dict)]

    def titles(self) -> Iterator[Phrase]:
        """Yield each title and summary that is not empty."""
        for lang, text in self.texts.items():
            for name in ("title", "summary"):
                if text[name]:
                    yield Phrase(f"texts.{lang}.{name}", lang, text[name])

    def phrases(self) -> Iterator[Phrase]:
        """Yield all words: titles, summaries, blocks."""
        yield from self.titles()
        for lang, text in self.texts.items():
            for number, block in enumerate(text["blocks"]):
                where = f"texts.{lang}.blocks.{number}.text"
                yield Phrase(where, lang, block["text"], block)

    def printed(self) -> Iterator[Phrase]:
        """Yield all words of the texts and the proper words of the facts."""
        yield from self.phrases()
        for name, value in self.facts.items():
            if isinstance(value, str):
                yield Phrase(f"facts.{name}", "", value)

    def error(self, rule: str, where: str, message: Reason) -> Fault:
        """Make a fault that must be mended before readers see the item."""
        return Fault(ERROR, rule, self.kind.name, self.record["slug"], where, message)

    def warning(self, rule: str, where: str, message: Reason) -> Fault:
        """Make a fault that somebody should look at."""
        return Fault(WARNING, rule, self.kind.name, self.record["slug"], where, message)


Rule = Callable[[Case, Known], Iterator[Fault]]
