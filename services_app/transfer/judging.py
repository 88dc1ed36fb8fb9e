"""What one row means for the store: new, changed, unchanged or faulty, with its reasons."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from services_app.content.addresses import wanted_slug
from services_app.content.fields.base import NO_MARKUP
from services_app.content.item import Actor, Item
from services_app.content.pictures import with_sizes
from services_app.content.record import (
    NAMESPACE,
    Values,
    facts_schema,
    load_record,
    record_of,
    stored_form,
    with_uuids,
)
from services_app.content.shelf import Shelf
from services_app.content.type import ContentType
from services_app.errors import N_, Invalid, Reason
from services_app.locales import KNOWN
from services_app.transfer.jsons import is_whole, texts_in
from services_app.transfer.merging import merged
from services_app.transfer.problem import Problem, Wrong
from services_app.transfer.reading import Draft
from services_app.transfer.table import columns_by_name

NEW, CHANGED, UNCHANGED, FAULTY = "new", "changed", "unchanged", "faulty"
MAX_REASONS = 10  # a row
_INSIDE = re.compile(r"^(texts\.[^.]+)\.(?:value|key)\b")  # a step of marshmallow's own
UNNAMED = "unnamed"  # the slug with which a row is checked before it gets its own
Allowed = Callable[[Values | None, Values], Reason | None]


@dataclass
class Judged:
    """What becomes of a row; `record` is what to save, None where nothing is to be saved."""

    status: str
    uid: uuid.UUID | None = None
    slug: str = ""
    version: int = 0
    changes: tuple[str, ...] = ()
    problems: list[Problem] = field(default_factory=list)
    record: Values | None = None


class Judge:
    """Looks at the rows of one file in their order, and remembers what they named."""

    def __init__(
        self,
        session: Session,
        kind: ContentType,
        *,
        taken: set[str],
        by: Actor,
        allowed: Allowed | None,
    ) -> None:
        self.session, self.kind, self.taken = session, kind, taken
        self.by, self.allowed = by, allowed
        self.lines: dict[object, int] = {}  # uid or slug -> the line that named it first
        self.given_up: set[str] = set()
        self.pool: dict[str, str] = {}
        self.said: dict[str, Reason] = {}
        columns = columns_by_name(kind, tuple(KNOWN)).values()
        self.headings = {".".join(column.path): column.name for column in columns}

    def judged(self, draft: Draft, shelf: Shelf) -> Judged:
        """Say what becomes of a row."""
        if draft.problems:
            return Judged(FAULTY, problems=draft.problems[:MAX_REASONS])
        if not all(map(is_whole, texts_in(draft.patch))):  # could not even be shown
            return Judged(FAULTY, problems=[Problem(draft.line, "", NO_MARKUP)])
        slug = str(draft.patch.get("slug"))
        try:
            return self._judged(draft, shelf)
        except Wrong as wrong:
            reasons = [Problem(draft.line, "", wrong.reason)]
        except Invalid as invalid:
            reasons = list(self._reasons(draft, invalid.problems))
        return Judged(FAULTY, slug=slug[:120], problems=reasons[:MAX_REASONS])

    def _judged(self, draft: Draft, shelf: Shelf) -> Judged:
        item = stored_for(draft, shelf)
        before = record_of(self.kind, item) if item else None
        whole = merged(before, draft.patch)
        for key, otherwise in (("uid", None), ("slug", UNNAMED)):
            whole[key] = whole.get(key) or (before or {}).get(key, otherwise)
        if item and whole == before:
            self._note(draft.line, item.uid, item.slug)
            return Judged(UNCHANGED, item.uid, item.slug, item.version)
        if before is None:
            whole = self._as_new(whole)
        loaded = with_sizes(self.session, load_record(self.kind, whole))
        if whole["place"] != (before or {}).get("place") and whole["place"] not in shelf.places:
            raise Invalid({"place": [N_("There is no such place.")]})
        if loaded["slug"] == UNNAMED:
            loaded["slug"] = self._proposed(loaded, shelf)
        after = self._settled(draft.line, loaded, item, shelf)
        found = differences(before, after) if before else ()
        changes = tuple(self.pool.setdefault(each, each) for each in found)
        if item and not changes:
            return Judged(UNCHANGED, item.uid, item.slug, item.version)
        refusal = self.allowed(before, after) if self.allowed else None
        if refusal:
            raise Wrong(refusal)
        version = item.version if item else 0
        status = CHANGED if item else NEW
        return Judged(
            status, uuid.UUID(after["uid"]), after["slug"], version, changes, record=after
        )

    def _as_new(self, whole: Values) -> Values:
        """Give a new item what its row may leave out: nobody publishes by saying nothing."""
        organisation = {"organisation": self.by.organisation} if self.by.organisation else {}
        return {"state": "draft"} | organisation | whole

    def _settled(self, line: int, loaded: Values, item: Item | None, shelf: Shelf) -> Values:
        """Tie loaded values to their item, and refuse a key that is another's or named twice."""
        slug = loaded["slug"]
        uid = item.uid if item else shelf.uid_of(loaded)
        uid = uid or uuid.uuid5(NAMESPACE, f"{self.kind.name}/{slug}")
        if slug in self.given_up and (item is None or item.slug != slug):
            raise Invalid({"slug": [N_("This address belongs to something else.")]})
        self._note(line, uid, slug)
        shelf.check_slug(uid, slug)
        if item and item.slug != slug:
            self.given_up.add(item.slug)
        self.taken.add(slug)
        return stored_form(self.kind, with_uuids(self.kind.name, slug, loaded | {"uid": uid}))

    def _note(self, line: int, uid: uuid.UUID, slug: str) -> None:
        for key in (uid, slug):
            first = self.lines.setdefault(key, line)
            if first != line:
                raise Wrong(N_("Line %(line)s is about the same.", line=first))

    def _proposed(self, loaded: Values, shelf: Shelf) -> str:
        """Make a slug of what readers will see, one that nobody has."""
        record = loaded | {"facts": facts_schema(self.kind).dump(loaded["facts"])}
        base = wanted_slug(self.kind, record, shelf.places[loaded["place"]])
        number, slug = 1, base
        while slug in self.taken or slug == UNNAMED:
            number += 1
            slug = f"{base}-{number}"
        return slug

    def _reasons(self, draft: Draft, problems: Mapping[str, Sequence[Reason]]) -> Iterator[Problem]:
        for path, messages in problems.items():
            path = _INSIDE.sub(r"\1", path)
            heading = path if draft.nested else self._heading(path)
            for message in messages:
                # The same reason for 20,000 rows is kept once.
                reason = self.said.setdefault(message, message)
                yield Problem(draft.line, self.pool.setdefault(heading, heading), reason)

    def _heading(self, path: str) -> str:
        """Find the column of a dotted path; what lies deeper in its cell follows the heading."""
        head, rest = path, ""
        while head not in self.headings and "." in head:
            head, _, step = head.rpartition(".")
            rest = f".{step}{rest}"
        return self.headings[head] + rest if head in self.headings else path


def stored_for(draft: Draft, shelf: Shelf) -> Item | None:
    """Find the item that a row is about: by uid, else by slug."""
    uid, slug = draft.patch.get("uid"), draft.patch.get("slug")
    if isinstance(uid, str):
        try:
            return shelf.items.get(uuid.UUID(uid))
        except ValueError:
            return None
    return shelf.owners.get(slug) if isinstance(slug, str) else None


def differences(before: Values, after: Values) -> Iterator[str]:
    """Yield the dotted paths of what differs: facts one by one, words by language and field."""
    for name, value in after.items():
        if name == "facts":
            yield from (
                f"facts.{fact}" for fact, each in value.items() if each != before["facts"].get(fact)
            )
        elif name == "texts":
            for lang in sorted({*value, *before["texts"]}):
                new, old = value.get(lang, {}), before["texts"].get(lang, {})
                names = dict.fromkeys((*new, *old))
                yield from (f"texts.{lang}.{n}" for n in names if new.get(n) != old.get(n))
        elif value != before.get(name):
            yield name
