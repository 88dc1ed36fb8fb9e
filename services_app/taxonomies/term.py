"""What a closed list of codes is: a Taxonomy of Terms, each with a label to translate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Message:
    """A label in English with the context under which catalogues translate it."""

    context: str
    text: str

    def __str__(self) -> str:
        return self.text


def NC_(context: str, text: str) -> Message:
    """Mark a label of a taxonomy for extraction, with its context."""
    return Message(context, text)


@dataclass(frozen=True)
class Term:
    """One code: `label` for readers, `desk` the Italian word that an office uses, `notes` facts."""

    code: str
    label: Message
    desk: str = ""
    notes: Mapping[str, object] = field(default_factory=dict)


class Taxonomy(Mapping[str, Term]):
    """A closed list of codes in the order in which people should see them."""

    def __init__(self, name: str, *terms: Term) -> None:
        self.name = name
        self._terms = {term.code: term for term in terms}
        if len(self._terms) != len(terms):
            raise ValueError(f"taxonomy {name} has a code twice")

    def __getitem__(self, code: str) -> Term:
        return self._terms[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._terms)

    def __len__(self) -> int:
        return len(self._terms)

    def __hash__(self) -> int:
        return hash(self.name)


def term(code: str, label: Message, desk: str = "", **notes: object) -> Term:
    """Write a Term on one line."""
    return Term(code, label, desk, notes)
