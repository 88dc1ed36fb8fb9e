"""The words of a record in a form: a paragraph is a block, and keeps its id when it is edited."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from services_app.content.staleness import FIELDS
from services_app.content.type import ContentType, Part
from services_app.web.forms.values import Values, row_numbers

Block = dict[str, Any]  # {id, part, text, rev, of}
SMALL = "text.small"  # ticked: a correction that makes no translation stale


def write_text(
    kind: ContentType, facts: Mapping[str, Any], text: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    """Yield the names and texts of a form that stand for the words of one language."""
    yield "text.title", text.get("title", "")
    yield "text.summary", text.get("summary", "")
    blocks = text.get("blocks", ())
    for part in kind.parts:
        own = [block for block in blocks if block["part"] == part.name]
        if not part.rows:
            if own:
                yield f"text.{part.name}", "\n\n".join(block["text"] for block in own)
            continue
        for number, row in enumerate(facts.get(part.rows) or ()):
            words = [block["text"] for block in own if _of(block) == row["id"]]
            if words:
                yield f"facts.{part.rows}.{number}.words.{part.name}", "\n\n".join(words)


def read_text(
    kind: ContentType, values: Values, stored: Mapping[str, Any], newest: Mapping[str, int]
) -> dict[str, Any]:
    """Give the words that were typed, with the ids of the blocks that stay and their revisions.

    `newest` are the highest revisions in any language: words that change rise above them, unless
    the form calls it a small correction.
    """
    rise = _Rise(newest, is_small=bool(values.get(SMALL)))
    blocks: list[Block] = []
    for part in kind.parts:
        old = [block for block in stored.get("blocks", ()) if block["part"] == part.name]
        if part.rows:
            blocks += _of_rows(part, values, old, rise)
        else:
            blocks += _paragraphs(part.name, values.get(f"text.{part.name}", ""), old, rise)
    typed = {
        "title": values.get("text.title", "").strip(),
        "summary": _clean(values.get("text.summary", "")),
    }
    revs = {}
    for name, words in typed.items():
        rev = rise.rev(name, stored.get(f"{name}_rev", 0), stored.get(name, "") != words)
        revs[f"{name}_rev"] = max(rev, 1)
    return {**typed, "blocks": blocks, **revs}


def without_gone(
    text: Mapping[str, Any], before: Mapping[str, Any], after: Mapping[str, Any]
) -> dict[str, Any]:
    """Give the words of another language without those whose source was taken away."""
    left = {name: "" for name in FIELDS if before.get(name) and not after[name]}
    gone = {block["id"] for block in before.get("blocks", ())}
    gone -= {block["id"] for block in after["blocks"]}
    blocks = [block for block in text["blocks"] if block["id"] not in gone]
    return {**text, **left, "blocks": blocks}


@dataclass(frozen=True)
class _Rise:
    """By how much the revision of changed words rises."""

    newest: Mapping[str, int]
    is_small: bool

    def rev(self, name: str, rev: int, changed: bool) -> int:
        """Give the revision of a piece after the edit."""
        if not changed or self.is_small:
            return rev
        return max(rev, self.newest.get(name, 0)) + 1


def _of_rows(part: Part, values: Values, old: Sequence[Block], rise: _Rise) -> Iterator[Block]:
    by_row = {_of(block): block for block in reversed(old)}
    for number in row_numbers(values, f"facts.{part.rows}"):
        name = f"facts.{part.rows}.{number}"
        typed, row_id = _clean(values.get(f"{name}.words.{part.name}", "")), values[f"{name}.id"]
        if typed:
            block = by_row.get(row_id) or _new(part.name, row_id)
            yield _worded(block, typed, rise)


def _paragraphs(part: str, typed: str, old: Sequence[Block], rise: _Rise) -> list[Block]:
    new = [words for words in _clean(typed).split("\n\n") if words.strip()]
    blocks: list[Block] = []
    matcher = SequenceMatcher(None, [block["text"] for block in old], new, autojunk=False)
    for _, start, end, new_start, new_end in matcher.get_opcodes():
        for place, words in enumerate(new[new_start:new_end]):
            known = start + place < end
            block = old[start + place] if known else _new(part, None)
            blocks.append(_worded(block, words.strip(), rise))
    return blocks


def _worded(block: Block, words: str, rise: _Rise) -> Block:
    changed = block["text"] is not None and block["text"] != words
    rev = rise.rev(f"block.{block['id']}", block["rev"], changed)
    return {**block, "text": words, "rev": rev}


def _new(part: str, of: str | None) -> Block:
    return {"id": str(uuid.uuid4()), "part": part, "text": None, "rev": 1, "of": of}


def _of(block: Mapping[str, Any]) -> str:
    return str(block.get("of") or block["id"])


def _clean(typed: str) -> str:
    """Fold the line ends of browsers, and more than one empty line."""
    lines = [line.rstrip() for line in typed.replace("\r\n", "\n").strip().split("\n")]
    text = "\n".join(lines)
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text
