"""A whole record in a form: what all items have, the facts of the type, the words of the source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from werkzeug.datastructures import MultiDict

from services_app.content.fields.record import Record
from services_app.content.staleness import newest_revs
from services_app.content.type import ContentType
from services_app.errors import Reason
from services_app.web.forms import schemas
from services_app.web.forms.text import read_text, without_gone, write_text
from services_app.web.forms.values import Pairs, Values

# What a person may set in the form; the rest of a record is set by acts of their own.
COMMON = (
    "place", "organisation", "source_lang", "slug", "risk", "sensitive", "publish_at",
    "mediators_until", "expires_on", "sources",
)  # fmt: skip
RawRecord = dict[str, Any]  # JSON values, not checked yet


def common_schema() -> Record:
    """Make the schema of the common part as far as a form shows it."""
    known = Record().fields
    return Record(only=[name for name in COMMON if name in known])


def written(kind: ContentType, record: Mapping[str, Any]) -> Values:
    """Write a record as the texts of a form."""
    facts = record.get("facts", {})
    text = record.get("texts", {}).get(record.get("source_lang", "it"), {})
    pairs: Pairs = [
        *schemas.write(common_schema(), record),
        *schemas.write(kind.schema(), facts, "facts"),
        *write_text(kind, facts, text),
    ]
    return MultiDict(pairs)


def blank(kind: ContentType) -> RawRecord:
    """Give the record that an empty form shows."""
    return {**schemas.defaults(common_schema()), "facts": schemas.defaults(kind.schema()),
            "texts": {}}  # fmt: skip


def tidied(kind: ContentType, values: Values) -> Values:
    """Drop empty rows and number the others, so that messages name the rows that are shown."""
    values = schemas.tidied(common_schema(), values)
    return schemas.tidied(kind.schema(), values, "facts")


def read(kind: ContentType, values: Values, stored: Mapping[str, Any]) -> RawRecord:
    """Give the record that tidied values mean, on top of the stored one (or a blank one)."""
    record = {**stored, **schemas.read(common_schema(), values)}
    record["facts"] = schemas.read(kind.schema(), values, "facts")
    lang = record.get("source_lang") or "it"
    texts = dict(stored.get("texts", {}))
    before = texts.get(lang, {})
    text = read_text(kind, values, before, newest_revs(texts.values()))
    for other in texts.keys() - {lang}:
        texts[other] = without_gone(texts[other], before, text)
        if not _has_words(texts[other]):
            del texts[other]
    if before and _same(before, text):
        texts[lang] = before
    elif _has_words(text):
        # New words are a person's, and nobody has signed them off yet.
        texts[lang] = {**text, "origin": "human", "reviewed_on": None, "reviewed_by": None}
    else:
        texts.pop(lang, None)
    record["texts"] = texts
    return record


def shown_problems(
    kind: ContentType, record: Mapping[str, Any], problems: Mapping[str, Sequence[Reason]]
) -> dict[str, list[Reason]]:
    """Name each problem by the input that shows it; paths of records are dotted."""
    lang = record.get("source_lang") or "it"
    found: dict[str, list[Reason]] = {}
    for path, messages in problems.items():
        parts = path.split(".")
        name = path
        if parts[0] == "texts" and parts[1:2] == [lang]:
            name = _text_input(kind, record, parts[2:])
        elif parts[0] != "texts":
            name, messages = _fact_input(kind, record, parts, messages)
        found.setdefault(name, []).extend(messages)
    return found


def _fact_input(
    kind: ContentType, record: Mapping[str, Any], parts: Sequence[str], reasons: Sequence[Reason]
) -> tuple[str, Sequence[Reason]]:
    """Name the input of a path of facts, and say what is wrong as it is typed there."""
    if parts[0] == "facts":
        own, widget = schemas.shown_at(kind.schema(), parts[1:])
        names = ["facts", *own]
    else:
        names, widget = schemas.shown_at(common_schema(), parts)
    value: Any = record
    for part in names:
        if isinstance(value, list):
            value = value[int(part)] if part.isdigit() and int(part) < len(value) else None
        else:
            value = value.get(part) if isinstance(value, Mapping) else None
    return ".".join(names), widget.said(value, reasons) if widget else reasons


def _text_input(kind: ContentType, record: Mapping[str, Any], parts: Sequence[str]) -> str:
    """Name the input of a path below texts.<lang>, such as blocks.3.text."""
    if parts[:1] != ["blocks"] or len(parts) < 2 or not parts[1].isdigit():
        return f"text.{parts[0]}" if parts else "text.title"
    lang = record.get("source_lang") or "it"
    block = record["texts"][lang]["blocks"][int(parts[1])]
    part = next(each for each in kind.parts if each.name == block["part"])
    if not part.rows:
        return f"text.{part.name}"
    rows = record["facts"].get(part.rows) or []
    number = next((n for n, row in enumerate(rows) if row.get("id") == block["of"]), 0)
    return f"facts.{part.rows}.{number}.words.{part.name}"


def _has_words(text: Mapping[str, Any]) -> bool:
    return bool(text["title"] or text["summary"] or text["blocks"])


def _same(before: Mapping[str, Any], text: Mapping[str, Any]) -> bool:
    by_id = [{block["id"]: block for block in each["blocks"]} for each in (before, text)]
    return by_id[0] == by_id[1] and all(before[name] == text[name] for name in ("title", "summary"))
