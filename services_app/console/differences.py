"""What differs between two records, said field by field and language by language."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from marshmallow import fields
from werkzeug.datastructures import MultiDict

from services_app.content.fields.base import DAYS
from services_app.content.fields.record import Record
from services_app.content.history import Change, changes
from services_app.content.labels import CHOICES, PARTS, field_label
from services_app.content.record import Values, facts_schema
from services_app.content.type import ContentType
from services_app.web.filters import day, euro, language_name, long_time, weekday
from services_app.web.forms.inputs import Form, Lists
from services_app.web.forms.schemas import keys

NOTHING = "–"
# What stands beside words for the program alone.
OF_BLOCKS = ("rev", "of")
Field = fields.Field[Any]


@dataclass(frozen=True)
class Difference:
    """One thing that differs, in the operator's words; `is_clash`: somebody else changed it too.

    `segments` tells of words what stayed and what did not, as content/history.py does.
    """

    label: str
    before: str
    after: str
    segments: tuple[tuple[str, str], ...] = ()
    is_clash: bool = False


@dataclass(frozen=True)
class Sayer:
    """Says the fields and values of records of a type; `lists` name items, places, languages."""

    kind: ContentType
    lists: Lists

    def differences(
        self, before: Values | None, after: Values | None, clashes: Collection[str] = ()
    ) -> list[Difference]:
        """List what differs; `clashes` are names of fields as forms speak of them."""
        record = after or before or {}
        found = [
            self._difference(change, unit_of(self.kind, record, change.path) in clashes)
            for change in changes(before, after)
            if change.path.rpartition(".")[2] not in OF_BLOCKS
        ]
        # One moment written in two zones, or codes in another order, read the same.
        return [each for each in found if each.segments or each.before != each.after]

    def _difference(self, change: Change, is_clash: bool) -> Difference:
        field = self._field(change.path)
        before, after = (self.value(each, field) for each in (change.before, change.after))
        return Difference(said_path(change.path), before, after, change.segments, is_clash)

    def _field(self, path: str) -> Field | None:
        first, _dot, rest = path.partition(".")
        if first == "facts":
            return dict(keys(facts_schema(self.kind))).get(rest)
        return dict(keys(Record())).get(first) if first != "texts" else None

    def value(self, value: Any, field: Field | None = None) -> str:  # Any: JSON of any shape
        """Write a value of a record on one line, without the ids of rows."""
        if value is None or value in ("", [], {}):
            return NOTHING
        if isinstance(value, Mapping):
            return ", ".join(self._pairs(value, field))
        if isinstance(value, list):
            return self._list(value, field)
        if isinstance(value, bool):
            return str(_("Yes") if value else _("No"))
        return self._one(value, field)

    def _list(self, value: list[Any], field: Field | None) -> str:  # Any: as above
        if field is not None and self._choices(field):
            return "; ".join(sorted(self._one(each, field) for each in value))
        inner = field.inner if isinstance(field, fields.List) else None
        if inner is None and len(value) == 2 and all(":" in each for each in value):
            return f"{value[0]}–{value[1]}"  # hours
        return "; ".join(self.value(each, inner) for each in value)

    def _choices(self, field: Field) -> dict[str, str]:
        return dict(Form(self.kind, MultiDict(), {}, self.lists).listed(field) or ())

    def _pairs(self, row: Mapping[str, Any], field: Field | None) -> Iterator[str]:
        inner = dict(keys(field.schema)) if isinstance(field, fields.Nested) else {}
        for key, value in row.items():
            if key != "id" and value not in (None, [], ""):
                label = weekday(key) if key in DAYS else _(field_label(key))
                yield f"{label}: {self.value(value, inner.get(key))}"

    def _one(self, value: Any, field: Field | None) -> str:  # Any: a number or a text
        if field is not None:
            choices = self._choices(field)
            if value in choices:
                return choices[value]
            if "euros" in field.metadata and isinstance(value, int):
                return euro(value)
        if isinstance(field, fields.AwareDateTime):
            return long_time(value)
        if isinstance(field, fields.Date):
            return day(value)
        return str(_(CHOICES[value])) if value in CHOICES else str(value)


def unit_of(kind: ContentType, record: Mapping[str, Any], path: str) -> str:
    """Give the field of the form that stands for a path: words of rows stand with their rows."""
    first, *rest = path.split(".")
    if first != "texts":
        return ".".join([first, *rest[:1]])
    if rest[0] != record.get("source_lang"):
        return path
    name = rest[2] if rest[1] == "blocks" and len(rest) > 2 else rest[1]
    rows = next((part.rows for part in kind.parts if part.name == name), "")
    return f"facts.{rows}" if rows else f"text.{name}"


def said_path(path: str) -> str:
    """Name what changed: a field, or a part of the words of a language."""
    parts = path.split(".")
    if parts[0] == "texts" and len(parts) > 2:
        name = parts[3] if parts[2] == "blocks" and len(parts) > 3 else parts[2]
        label = _(PARTS[name]) if name in PARTS else _(field_label(name))
        return f"{label} · {language_name(parts[1])}"
    return str(_(field_label(parts[-1] if parts[0] != "facts" else parts[1])))
