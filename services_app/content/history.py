"""What was done to an item, act by act: what changed in it, and the way back."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services_app.content.commands import save_record
from services_app.content.item import Actor, Item, Revision
from services_app.content.record import OUTSIDE_RECORDS, Values
from services_app.content.staleness import pieces
from services_app.content.type import ContentType
from services_app.errors import N_, Invalid
from services_app.places.atlas import Atlas

Json = Any  # a JSON value of any shape
WORDS = re.compile(r"\S+\s*|^\s+")
LAST_ACTS = 50  # so many tell since when a translation is behind


@dataclass(frozen=True)
class Change:
    """One thing that differs: `path` such as facts.phones, texts.it.title or texts.it.blocks.step.

    Of lists of rows, `before` and `after` hold the rows that differ only. `segments` tells of
    words what stayed and what did not: ("equal" | "delete" | "insert", words) in reading order.
    """

    path: str
    before: Json
    after: Json
    segments: tuple[tuple[str, str], ...] = ()


def revisions(session: Session, uid: uuid.UUID) -> list[Revision]:
    """List the history of an item, newest first."""
    found = select(Revision).where(Revision.item_uid == uid).order_by(Revision.id.desc())
    return list(session.scalars(found))


def record_at(session: Session, uid: uuid.UUID, version: int) -> Values | None:
    """Give the record that an item was at a version, None where nothing is known of it."""
    after = session.scalar(
        select(Revision.after)
        .where(Revision.item_uid == uid, Revision.version == version, Revision.act != "answered")
        .order_by(Revision.id.desc())
        .limit(1)
    )
    return _record(after) if after else None


def stale_since(session: Session, item: Item, lang: str) -> dict[str, datetime]:
    """Tell since when pieces of a translation have been behind their source, by their names.

    Only the last acts are looked at: what was so before them is left out.
    """
    rows = session.execute(
        select(Revision.at, Revision.after)
        .where(Revision.item_uid == item.uid, Revision.act != "answered")
        .order_by(Revision.id.desc())
        .limit(LAST_ACTS)
    ).all()
    since: dict[str, datetime] = {}
    left: dict[str, str] | None = None
    for at, after in rows:
        texts = (after or {}).get("texts", {})
        source, own = texts.get(item.source_lang), texts.get(lang)
        found = pieces(source, own, item.risk) if source and own else []
        states = {piece.name: piece.state for piece in found if piece.state}
        left = states if left is None else left
        left = {name: state for name, state in left.items() if states.get(name) == state}
        since |= dict.fromkeys(left, at)
    before_them = left if left and len(rows) == LAST_ACTS else {}
    return {name: at for name, at in since.items() if name not in before_them}


def restore(
    session: Session,
    kind: ContentType,
    revision: Revision,
    *,
    by: Actor,
    at: datetime,
    atlas: Atlas | None = None,
    expected: int | None = None,
) -> Item:
    """Make an item what it was after an act; raises Invalid where that is no longer possible.

    Signatures from before "the law changed" do not come back, nor does the mark go.
    """
    if revision.after is None or revision.act == "answered":
        raise Invalid({"revision": [N_("Nothing is known of this version.")]})
    record = _record(revision.after)
    changed_since = session.scalar(
        select(Revision.id).where(
            Revision.item_uid == revision.item_uid,
            Revision.id > revision.id,
            Revision.act == "law_changed",
        ).limit(1)
    )  # fmt: skip
    if changed_since:
        unsigned = {"reviewed_on": None, "reviewed_by": None}
        record["texts"] = {lang: text | unsigned for lang, text in record["texts"].items()}
    return save_record(
        session, kind, record, by=by, at=at, atlas=atlas, expected=expected, act="restored"
    )


def changes(before: Values | None, after: Values | None) -> list[Change]:
    """List what differs between two records, by field and language; what is the same is left out.

    None stands for no record at all. What is common to all types comes first, then facts, then
    words, each by name: PostgreSQL does not keep the order in which a record was written.
    """
    return list(_changes(before or {}, after or {}))


def _record(after: Values) -> Values:
    return {name: value for name, value in after.items() if name not in OUTSIDE_RECORDS}


def _changes(before: Values, after: Values) -> Iterator[Change]:
    common = [
        {name: value for name, value in record.items() if name not in ("facts", "texts")}
        for record in (before, after)
    ]
    yield from _of_fields("", *common)
    yield from _of_fields("facts.", before.get("facts") or {}, after.get("facts") or {})
    old, new = before.get("texts") or {}, after.get("texts") or {}
    for lang in sorted({*new, *old}):
        yield from _of_text(f"texts.{lang}.", old.get(lang) or {}, new.get(lang) or {})


def _of_fields(prefix: str, before: Values, after: Values) -> Iterator[Change]:
    for name in sorted({*after, *before}):
        yield from _of_value(f"{prefix}{name}", before.get(name), after.get(name))


def _of_value(path: str, before: Json, after: Json) -> Iterator[Change]:
    if before == after or (_is_empty(before) and _is_empty(after)):
        return
    if _are_rows(before or []) and _are_rows(after or []):
        old, new = _by_id(before or []), _by_id(after or [])
        gone = [row for key, row in old.items() if new.get(key) != row]
        come = [row for key, row in new.items() if old.get(key) != row]
        if gone or come:  # else the same rows in another order: the whole lists are shown
            before, after = gone, come
    yield Change(path, before, after)


def _of_text(prefix: str, before: Values, after: Values) -> Iterator[Change]:
    for name in ("title", "summary"):
        yield from _of_words(f"{prefix}{name}", before.get(name) or "", after.get(name) or "")
    old, new = _by_id(before.get("blocks") or []), _by_id(after.get("blocks") or [])
    for key in (*new, *(key for key in old if key not in new)):
        block, other = new.get(key) or {}, old.get(key) or {}
        path = f"{prefix}blocks.{(block or other)['part']}"
        yield from _of_words(path, other.get("text") or "", block.get("text") or "")
        if block and other:
            rest = [{k: v for k, v in each.items() if k != "text"} for each in (other, block)]
            yield from _of_fields(f"{path}.", *rest)
    stayed = [key for key in new if key in old], [key for key in old if key in new]
    if stayed[0] != stayed[1]:
        was, now = ([each["part"] for each in blocks.values()] for blocks in (old, new))
        yield Change(f"{prefix}blocks", was, now)
    for name in ("title_rev", "summary_rev") if before and after else ():
        yield from _of_value(f"{prefix}{name}", before.get(name, 1), after.get(name, 1))
    for name in ("origin", "reviewed_on", "reviewed_by"):
        yield from _of_value(f"{prefix}{name}", before.get(name), after.get(name))


def _of_words(path: str, before: str, after: str) -> Iterator[Change]:
    if before != after:
        yield Change(path, before, after, tuple(_segments(before, after)))


def _segments(before: str, after: str) -> Iterator[tuple[str, str]]:
    old, new = WORDS.findall(before), WORDS.findall(after)
    for op, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new).get_opcodes():
        if op == "equal":
            yield "equal", "".join(old[old_from:old_to])
            continue
        if old_to > old_from:
            yield "delete", "".join(old[old_from:old_to])
        if new_to > new_from:
            yield "insert", "".join(new[new_from:new_to])


def _is_empty(value: Json) -> bool:
    return value is None or value in ("", [], {})


def _are_rows(value: Json) -> bool:
    return isinstance(value, list) and all(
        isinstance(row, Mapping) and "id" in row for row in value
    )


def _by_id(rows: Sequence[Mapping[str, Json]]) -> dict[str, Mapping[str, Json]]:
    return {str(row["id"]): row for row in rows}
