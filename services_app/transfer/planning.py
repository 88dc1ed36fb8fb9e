"""What an import would do, row by row, before anything is written."""

from __future__ import annotations

import json
import uuid
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from sqlalchemy import select
from sqlalchemy.orm import Session

from services_app.content.item import Actor, Item, Redirect
from services_app.content.record import Values
from services_app.content.shelf import read_shelf
from services_app.content.type import ContentType
from services_app.transfer.judging import FAULTY, Allowed, Judge, Judged
from services_app.transfer.problem import Problem
from services_app.transfer.reading import Draft, Rows
from services_app.transfer.steps import Progress, Steps, finished

BATCH = 500


@dataclass(frozen=True, slots=True)
class PlanRow:
    """What becomes of one row; `changes` are dotted paths, `version` is the stored one."""

    line: int
    status: str
    uid: uuid.UUID | None
    slug: str
    version: int
    changes: tuple[str, ...]
    problems: tuple[Problem, ...]
    packed: bytes  # the whole record to save, packed: 20,000 of them stay in memory

    @property
    def record(self) -> Values:
        """The record to save."""
        record: Values = json.loads(zlib.decompress(self.packed))
        return record


@dataclass
class Plan:
    """All rows of a file as they would be saved; `problems` are those of the file as a whole."""

    kind: ContentType
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    rows: list[PlanRow] = field(default_factory=list)

    @property
    def counts(self) -> Mapping[str, int]:
        """How many rows are new, changed, unchanged, faulty."""
        return Counter(row.status for row in self.rows)

    @property
    def ready(self) -> bool:
        """Whether it can be applied: nothing is faulty."""
        return not self.problems and not self.counts[FAULTY]

    @property
    def faults(self) -> Iterator[Problem]:
        """All reasons against it, those of the file first."""
        yield from self.problems
        for row in self.rows:
            yield from row.problems

    @property
    def mark(self) -> str:
        """A short name of all that it would do: the same file plans the same on the same store."""
        digest = 0
        for row in self.rows:
            told = f"{row.line}{row.status}{row.uid}{row.version}".encode() + row.packed
            digest = zlib.crc32(told, digest)
        return f"{len(self.rows)}-{digest:08x}"


def plan_import(
    session: Session,
    kind: ContentType,
    rows: Rows,
    *,
    by: Actor,
    progress: Progress | None = None,
    allowed: Allowed | None = None,
) -> Plan:
    """Say what importing these rows would do; nothing is written. Raises Invalid for a file.

    A row is the item of its uid, else of its slug. `allowed` gives the reason why the actor may
    not turn the record before (None: there is none) into the one after.
    """
    return finished(planning(session, kind, rows, by=by, allowed=allowed), progress)


def planning(
    session: Session, kind: ContentType, rows: Rows, *, by: Actor, allowed: Allowed | None = None
) -> Steps[Plan]:
    """Do what `plan_import` does, step by step."""
    judge = Judge(session, kind, taken=_taken(session, kind), by=by, allowed=allowed)
    plan = Plan(kind, rows.problems, rows.notes)
    done = 0
    for batch in batched(rows, BATCH):
        shelf = read_shelf(session, kind, [_keys(draft) for draft in batch])
        for draft in batch:
            plan.rows.append(_packed(draft, judge.judged(draft, shelf)))
        done += len(batch)
        yield done, max(done, rows.expected)
    yield done, done
    return plan


def batched(rows: Iterable[Draft], size: int) -> Iterator[list[Draft]]:
    """Cut rows into lists of at most `size`."""
    left = iter(rows)
    while batch := list(islice(left, size)):
        yield batch


def _taken(session: Session, kind: ContentType) -> set[str]:
    taken = set(session.scalars(select(Item.slug).where(Item.kind == kind.name)))
    return taken | set(session.scalars(select(Redirect.slug).where(Redirect.kind == kind.name)))


def _keys(draft: Draft) -> Values:
    """Give what a row names; what is of another shape names nothing, and its schema says so."""
    said = {name: draft.patch.get(name) for name in ("uid", "slug", "place")}
    keys: Values = {name: value if _can_be(value) else None for name, value in said.items()}
    return keys | {"uid": uid_in(keys["uid"])}


def _can_be(value: object) -> bool:
    # Databases cannot even look for a NUL, or for half of a character.
    return isinstance(value, str) and value.isprintable()


def uid_in(text: object) -> uuid.UUID | None:
    """Read a uid, None for what is none."""
    try:
        return uuid.UUID(text) if isinstance(text, str) else None
    except ValueError:
        return None


def _packed(draft: Draft, judged: Judged) -> PlanRow:
    packed = b""
    if judged.record is not None:
        packed = zlib.compress(json.dumps(judged.record).encode(), 1)
    return PlanRow(
        draft.line,
        judged.status,
        judged.uid,
        judged.slug,
        judged.version,
        judged.changes,
        tuple(judged.problems),
        packed,
    )
