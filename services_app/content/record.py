"""An item as a plain record and back: the format of seed, import, export and API."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from marshmallow import Schema, ValidationError, fields
from sqlalchemy import JSON, inspect

from services_app.content.fields.pictures import picture_problems
from services_app.content.fields.record import Record
from services_app.content.item import Item, Text
from services_app.content.type import ContentType
from services_app.errors import N_, Invalid, Reason

# Names made from this are the same on every installation, so a seed can be told from an edit.
NAMESPACE = uuid.UUID("6d2f3d0a-6c1e-5b3a-9b8e-2f5c7f0f4c11")
_UUID = re.compile(r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")

Values = dict[str, Any]  # JSON values of a record


@cache
def record_schema(kind: ContentType) -> type[Schema]:
    """Make the schema of whole records of a type: the common part with its facts."""
    name = f"{kind.schema.__name__.removesuffix('Schema')}Record"
    return type(name, (Record,), {"facts": fields.Nested(kind.schema, required=True)})


@cache
def _loader(kind: ContentType) -> Schema:
    # An instance copies every field: made once, not for each of 20,000 rows.
    return record_schema(kind)()


@cache
def facts_schema(kind: ContentType) -> Schema:
    """Give the schema of the facts of a type, made once; nobody changes it."""
    return kind.schema()


def kind_taxonomy(kind: ContentType) -> str | None:
    """Name the taxonomy of the facet `kind` of a type, as its facts say it; None without one."""
    path = dict(kind.facets).get("kind")
    return str(facts_schema(kind).fields[path].metadata["taxonomy"]) if path else None


def load_record(kind: ContentType, raw: Mapping[str, Any]) -> Values:
    """Check a raw record and give it back loaded; raises Invalid with dotted paths."""
    try:
        loaded: Values = _loader(kind).load(raw)
    except ValidationError as error:
        raise Invalid(dotted(error.messages_dict)) from error
    if loaded["mediators_until"] and not kind.is_offer:
        raise Invalid({"mediators_until": [N_("Only offers are shown to mediators first.")]})
    parts = {part.name for part in kind.parts}
    for lang, text in loaded["texts"].items():
        for number, block in enumerate(text["blocks"]):
            if block["part"] not in parts:
                raise Invalid(
                    {f"texts.{lang}.blocks.{number}.part": [N_("This type has no such part.")]}
                )
    problems = picture_problems(loaded)
    if problems:
        raise Invalid(problems)
    return loaded


def plain_record(kind: ContentType, raw: Mapping[str, Any]) -> Values:
    """Give a raw record as it will be once stored: whole, as JSON values; raises Invalid."""
    loaded = load_record(kind, raw)
    whole: Values = record_schema(kind)().dump(with_uuids(kind.name, loaded["slug"], loaded))
    return whole


def dotted(messages: Mapping[Any, Any], prefix: str = "") -> dict[str, list[Reason]]:
    """Flatten nested messages to {"steps.2.text": [...]}."""
    flat: dict[str, list[Reason]] = {}
    for key, value in messages.items():
        path = f"{prefix}{key}"
        if isinstance(value, Mapping):
            flat |= dotted(value, f"{path}.")
        else:
            flat[path] = value if isinstance(value, list) else [value]
    return flat


def with_uuids(kind: str, slug: str, loaded: Values) -> Values:
    """Turn the short ids of rows and blocks into UUIDs that stay the same at every load."""

    def known(short: str) -> str:
        if _UUID.fullmatch(short):
            return short
        return str(uuid.uuid5(NAMESPACE, f"{kind}/{slug}/{short}"))

    def walk(value: Any) -> Any:  # Any: JSON of any shape
        if isinstance(value, list):
            return [walk(each) for each in value]
        if not isinstance(value, dict):
            return value
        value = {key: walk(each) for key, each in value.items()}
        if "id" in value:
            value["id"] = known(value["id"])
        if "branches" in value and all(isinstance(each, str) for each in value["branches"]):
            value["branches"] = [known(each) for each in value["branches"]]
        return value

    texts = {}
    for lang, text in loaded["texts"].items():
        blocks = []
        for block in text["blocks"]:
            of = block.get("of") or block["id"].removesuffix("-where")
            blocks.append(block | {"id": known(block["id"]), "of": known(of)})
        texts[lang] = text | {"blocks": blocks}
    return loaded | {
        "facts": walk(loaded["facts"]),
        "sources": walk(loaded["sources"]),
        "texts": texts,
        "uid": loaded["uid"] or uuid.uuid5(NAMESPACE, f"{kind}/{slug}"),
    }


@cache
def json_columns(model: type[Item]) -> frozenset[str]:
    """Name the columns of a model that hold JSON."""
    return frozenset(
        column.key for column in inspect(model).columns if isinstance(column.type, JSON)
    )


def facts_of(kind: ContentType, item: Item) -> Values:
    """Give the facts of an item as JSON values, in the order of the schema."""
    return {
        field.data_key or name: _plain(getattr(item, name))
        for name, field in facts_schema(kind).fields.items()
    }


def stored_form(kind: ContentType, values: Values) -> Values:
    """Give loaded values with their UUIDs as the record that saving them will leave."""
    schema, as_stored = facts_schema(kind), json_columns(kind.model)
    as_json = schema.dump(values["facts"])
    facts = {}
    for name, field in schema.fields.items():
        key = field.data_key or name
        facts[key] = as_json.get(key) if name in as_stored else _plain(values["facts"].get(name))
    texts = {
        lang: {name: _plain(value) for name, value in text.items()}
        for lang, text in values["texts"].items()
    }
    common = {name: _plain(value) for name, value in values.items()}
    return common | {"uid": str(values["uid"]), "facts": facts, "texts": texts}


def record_of(kind: ContentType, item: Item) -> Values:
    """Give a whole item with its texts as a record; its texts must be loaded."""
    return {
        "uid": str(item.uid),
        "slug": item.slug,
        "place": item.place_code,
        "organisation": item.organisation,
        "state": item.state,
        "risk": item.risk,
        "sensitive": item.sensitive,
        "source_lang": item.source_lang,
        "verified_on": _plain(item.verified_on),
        "verified_by": item.verified_by,
        "publish_at": _plain(item.publish_at),
        "expires_on": _plain(item.expires_on),
        "mediators_until": _plain(item.mediators_until),
        "sample": item.sample,
        "sources": item.sources,
        "facts": facts_of(kind, item),
        "texts": {text.lang: text_record(text) for text in item.texts},
    }


OUTSIDE_RECORDS = ("law_changed_on",)  # in the history, but set by an act of its own only


def snapshot(kind: ContentType, item: Item) -> Values:
    """Give an item as its history keeps it: the record, and what no form may set."""
    return record_of(kind, item) | {"law_changed_on": _plain(item.law_changed_on)}


def text_record(text: Text) -> Values:
    """Give the words of one language as a record."""
    return {
        "title": text.title,
        "summary": text.summary,
        "blocks": text.body,
        "title_rev": text.title_rev,
        "summary_rev": text.summary_rev,
        "origin": text.origin,
        "reviewed_on": _plain(text.reviewed_on),
        "reviewed_by": text.reviewed_by,
    }


def _plain(value: Any) -> Any:  # Any: a typed column's value and its JSON form
    if isinstance(value, datetime):  # UTC, as it will be read back
        value = value.astimezone(UTC)
    return value.isoformat() if isinstance(value, date | datetime) else value
