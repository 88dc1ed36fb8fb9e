"""The address part of an item for which nobody wrote one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services_app.content.record import facts_schema
from services_app.content.type import ContentType
from services_app.places.model import Place
from services_app.words import slugify

LONGEST = 100  # leaves room for the number that tells it from others


def wanted_slug(kind: ContentType, record: Mapping[str, Any], place: Place | None) -> str:
    """Make a slug of the title or label that readers will see; another item may have it.

    The facts of the checked record are JSON. A title without Latin letters makes no address.
    """
    lang = record.get("source_lang") or "it"
    title = record["texts"].get(lang, {}).get("title", "") if kind.titled_by_words else ""
    return _of(title) or _of(_label(kind, record["facts"], place)) or kind.name


def _of(words: str) -> str:
    return slugify(words)[:LONGEST].strip("-")


def _label(kind: ContentType, facts: Mapping[str, Any], place: Place | None) -> str:
    keys = {name: each.data_key or name for name, each in facts_schema(kind).fields.items()}
    face = {name: facts.get(keys[name]) for name in kind.face}
    face["town"] = place.name if place and place.level == "municipality" else None
    return kind.label(face, "it")
