"""Which pieces of a translation are behind their source: outdated, missing or withdrawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services_app.content.type import CORE_PARTS

OUTDATED, MISSING, WITHDRAWN = "outdated", "missing", "withdrawn"
FIELDS = ("title", "summary")
Words = Mapping[str, Any]  # the words of one language as a record has them
Block = Mapping[str, Any]


@dataclass(frozen=True)
class Piece:
    """A title, a summary or a block of the source beside its translation.

    `name` is title, summary or block.<id>; `block` is the block with its place in the text, of the
    translation where the source has none. A rev is 0 where there are no words. `wanted` is false
    for what the translation need not have yet.
    """

    name: str
    part: str
    source: str
    words: str
    source_rev: int
    rev: int
    block: Block | None = None
    wanted: bool = True

    @property
    def state(self) -> str:
        """Tell what it lacks: OUTDATED, MISSING, WITHDRAWN, or nothing."""
        if not self.source_rev:
            return WITHDRAWN
        if not self.rev:
            return MISSING if self.wanted else ""
        return OUTDATED if self.rev < self.source_rev else ""


def pieces(source: Words, own: Words | None, risk: str) -> list[Piece]:
    """Put each piece of the source beside its translation; last what the source has no more.

    A dangerous subject may be translated in its safety core alone (`core_only`): the rest is then
    not wanted, since readers would not see it before the whole text is signed.
    """
    own = own or {}
    there, here = _said(source), _said(own)
    core_alone = core_only(own, risk)
    found = []
    for name in {**there, **here}:
        part, words, rev, block = there.get(name, ("", "", 0, None))
        own_part, own_words, own_rev, own_block = here.get(name, ("", "", 0, None))
        wanted = not core_alone or name in FIELDS or part in CORE_PARTS
        found.append(
            Piece(name, part or own_part, words, own_words, rev, own_rev, block or own_block,
                  wanted)
        )  # fmt: skip
    return found


def core_only(own: Words, risk: str) -> bool:
    """Tell whether a text of a dangerous subject holds its safety core and no other block."""
    parts = {block["part"] for block in own.get("blocks", ())}
    return risk == "high" and "core" in parts and parts <= set(CORE_PARTS)


def is_stale(source: Words | None, own: Words, risk: str) -> bool:
    """Tell whether a translation is behind its source; without a source nothing is."""
    return source is not None and any(piece.state for piece in pieces(source, own, risk))


def still_said(body: Sequence[Block], source: Sequence[Block]) -> list[Block]:
    """Leave out the blocks of a translation that the source has no more: nobody reads them."""
    there = {block["id"] for block in source if block["text"].strip()}
    return [block for block in body if block["id"] in there]


def newest_revs(texts: Iterable[Words]) -> dict[str, int]:
    """Give the highest rev that each piece has in any language, by the name of the piece.

    A source whose words change rises above it: else a translation that was made from words which
    went and came back, or from another source language, would look newer than its source.
    """
    newest: dict[str, int] = {}
    for text in texts:
        revs = {name: text.get(f"{name}_rev", 1) for name in FIELDS}
        revs |= {f"block.{block['id']}": block.get("rev", 1) for block in text.get("blocks", ())}
        newest |= {name: max(rev, newest.get(name, 0)) for name, rev in revs.items()}
    return newest


def _said(text: Words) -> dict[str, tuple[str, str, int, Block | None]]:
    """Map the name of each piece that has words to its part, words, rev and block."""
    said: dict[str, tuple[str, str, int, Block | None]] = {
        name: (name, text[name], text.get(f"{name}_rev", 1), None)
        for name in FIELDS
        if text.get(name)
    }
    for block in text.get("blocks", ()):
        if block["text"].strip():
            rev = block.get("rev", 1)
            said[f"block.{block['id']}"] = block["part"], block["text"], rev, block
    return said
