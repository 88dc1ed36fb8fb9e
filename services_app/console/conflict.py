"""Two people edited at once: the second sees both, field by field, and chooses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import render_template
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from services_app.console.keeping import keep_token
from services_app.console.saving import Edit
from services_app.console.scope import title_of
from services_app.content.history import record_at
from services_app.content.item import Item
from services_app.content.labels import PARTS, field_label
from services_app.content.record import record_of
from services_app.content.type import ContentType
from services_app.web.forms import record as form
from services_app.web.forms.values import Values


@dataclass(frozen=True)
class Clash:
    """A field that both changed."""

    unit: str
    label: str
    mine: list[str]
    theirs: list[str]


def conflict_page(session: Session, edit: Edit, item: Item) -> str:
    """Show what both changed; what only one of them changed is taken over by itself."""
    stored = record_of(edit.kind, item)
    base_record = record_at(session, item.uid, edit.version)
    theirs = form.written(edit.kind, stored)
    base = form.written(edit.kind, base_record) if base_record else theirs
    merged, clashes = merge(edit.kind, base, edit.values, theirs)
    return render_template(
        "console/conflict.html", of=edit.kind, item=item, title=title_of(edit.kind, item),
        clashes=clashes, values=list(merged.items(multi=True)), version=item.version,
        keep=keep_token(edit.kind.name, item.uid),
    )  # fmt: skip


def merge(
    kind: ContentType, base: Values, mine: Values, theirs: Values
) -> tuple[Values, list[Clash]]:
    """Merge three ways by field; where both changed, mine stands until it is chosen."""
    found, clashes = mine, []
    for unit in units(base, mine, theirs):
        old, own, other = (_of(values, unit) for values in (base, mine, theirs))
        if own == other or other == old:
            continue
        if own == old:
            found = with_unit(found, unit, theirs)
        else:
            clashes.append(Clash(unit, _label(unit), _said(own), _said(other)))
    return found, clashes


def chosen(sent: Values, theirs: Values, takes: Iterable[str]) -> Values:
    """Give what was typed with the fields for which "theirs" was chosen taken from theirs."""
    for unit in takes:
        sent = with_unit(sent, unit, theirs)
    return sent


def units(*all_values: Values) -> list[str]:
    """List the fields that forms speak of: facts.phones is one, whatever stands below it."""
    names = (name for values in all_values for name in values if name != "version")
    return list(dict.fromkeys(_unit(name) for name in names))


def with_unit(values: Values, unit: str, source: Values) -> Values:
    """Give the values with one field taken from others."""
    kept = [pair for pair in values.items(multi=True) if _unit(pair[0]) != unit]
    return MultiDict([*kept, *_of(source, unit)])


def _unit(name: str) -> str:
    parts = name.split(".")
    return ".".join(parts[:2]) if parts[0] in ("facts", "text") else parts[0]


def _of(values: Values, unit: str) -> list[tuple[str, str]]:
    # Browsers end lines in their own way: that is no change.
    pairs = ((name, value.replace("\r\n", "\n")) for name, value in values.items(multi=True))
    return sorted(pair for pair in pairs if _unit(pair[0]) == unit and pair[1].strip())


def said_part(name: str) -> str:
    """Name a piece of the words of a record: its title, its summary or a part."""
    return str(_(PARTS[name] if name in PARTS else field_label(name)))


def _label(unit: str) -> str:
    name = unit.rpartition(".")[2]
    return said_part(name) if unit.startswith("text.") else str(_(field_label(name)))


def _said(pairs: list[tuple[str, str]]) -> list[str]:
    return [value for name, value in pairs if not name.endswith(".id")] or ["–"]
