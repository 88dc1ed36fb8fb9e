"""Real records made bad: what a rule must catch, and how to put it before a reader."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from services_app.content.commands import save_record
from services_app.content.faults import ERROR, Case, Known, faults_of, read_known
from services_app.content.item import Actor, Item, Seen
from services_app.content.record import load_record, record_of, with_uuids
from services_app.content.type import ContentType
from services_app.places.model import Place
from services_app.web.store import Store
from tests.conftest import NOON
from tests.pages import Page

Open = Callable[..., Page]
Values = dict[str, Any]
TESTER = Actor("test")
ON_SQLITE = pytest.mark.parametrize("app", ["sqlite"], indirect=True)


def real(store: Store, kind: str, slug: str) -> Values:
    """Give a stored item as a record that a test may change; its uid stays."""
    of = store.types[kind]
    with store.database.transaction() as session:
        item = session.scalars(select(of.model).where(of.model.slug == slug)).one()
        session.refresh(item, ["texts"])
        record: Values = json.loads(json.dumps(record_of(of, item)))
    return record


def put(store: Store, kind: str, record: Values) -> Item:
    """Save a record as an operator would."""
    with store.database.transaction() as session:
        return save_record(session, store.types[kind], record, by=TESTER)


def another(store: Store, kind: str, like: str, slug: str) -> Values:
    """Give a copy of a stored item under another slug, to be saved as a new one."""
    return real(store, kind, like) | {"uid": None, "slug": slug}


def broken(store: Store, kind: str, record: Values, code: str | None = "abc234") -> set[str]:
    """Name the rules that a record breaks, without saving it."""
    of = store.types[kind]
    found = faults_of(Case(of, as_stored(of, record), code), known_to(store))
    return {fault.rule for fault in found if fault.level == ERROR}


def known_to(store: Store) -> Known:
    """Read what the rules know of everything that is stored."""
    with store.database.reading() as session:
        return read_known(session, NOON.date())


def as_stored(kind: ContentType, record: Values) -> Values:
    """Give a record the row ids that saving would give it."""
    loaded = with_uuids(kind.name, record["slug"], load_record(kind, record))
    blocks = {lang: text["blocks"] for lang, text in loaded["texts"].items()}
    facts = json.loads(json.dumps(kind.schema().dump(loaded["facts"])))
    texts = {lang: text | {"blocks": blocks[lang]} for lang, text in record["texts"].items()}
    return record | {"facts": facts, "texts": texts}


def write(record: Values, lang: str, words: str, part: str | None = None) -> Values:
    """Put words into the first block of a text (of a part), or into a new text."""
    text = record["texts"].setdefault(
        lang, {"title": "", "summary": "", "blocks": [], "origin": "machine",
               "reviewed_on": None, "reviewed_by": None},
    )  # fmt: skip
    for block in text["blocks"]:
        if part is None or block["part"] == part:
            block["text"] = words
            return record
    text["blocks"].append({"id": "planted", "part": part or "what", "text": words})
    return record


def town_of(store: Store, item: Item) -> str:
    """Name a town that sees an item."""
    with store.database.reading() as session:
        slug = session.scalar(
            select(Place.slug).join(Seen, Seen.place_id == Place.id).where(Seen.item_id == item.id)
        )
    assert slug, f"no town sees {item.slug}"
    return slug


def published(store: Store, kind: str) -> list[Item]:
    """List the published items of a type that some open town sees."""
    of = store.types[kind]
    with store.database.reading() as session:
        return list(
            session.scalars(
                select(of.model)
                .where(of.model.state == "published", of.model.id.in_(select(Seen.item_id)))
                .order_by(of.model.id)
            )
        )


def address(store: Store, item: Item, lang: str = "en") -> str:
    """Give the address of an item's page in a town that sees it."""
    town = town_of(store, item)
    if item.sensitive:
        return f"/{lang}/x/{item.neutral_code}?at={town}"
    return f"/{lang}/{town}/{item.kind}/{item.slug}"
