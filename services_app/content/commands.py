"""What changes content: save a record, open a town, fill from seed. None of them commits."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, delete, insert, select
from sqlalchemy.orm import Session, selectinload

from services_app.content.item import (
    Actor,
    Generation,
    Item,
    ItemCode,
    Revision,
    Seen,
    Text,
    now_utc,
)
from services_app.content.record import (
    Values,
    facts_schema,
    json_columns,
    load_record,
    record_of,
    with_uuids,
)
from services_app.content.seen import see_all, seen_rows
from services_app.content.shelf import read_shelf
from services_app.content.type import ContentType
from services_app.errors import Invalid
from services_app.places.atlas import Atlas, read_atlas
from services_app.places.model import Place
from services_app.words import tokens

COMMON = (
    "slug", "organisation", "state", "risk", "sensitive", "source_lang", "verified_on",
    "verified_by", "publish_at", "expires_on", "sample", "sources",
)  # fmt: skip


def save_record(
    session: Session,
    kind: ContentType,
    raw: Values,
    *,
    by: Actor,
    atlas: Atlas | None = None,
    at: datetime | None = None,
) -> Item:
    """Create or replace an item from a raw record; raises Invalid with dotted paths.

    The item is found by uid, or by slug for a record without one. Its facets, folded words,
    the towns that see it and a revision are written with it.
    """
    return save_records(session, kind, [raw], by=by, atlas=atlas, at=at)[0]


def save_records(
    session: Session,
    kind: ContentType,
    raws: Sequence[Values],
    *,
    by: Actor,
    atlas: Atlas | None = None,
    at: datetime | None = None,
) -> list[Item]:
    """Save records one after the other as `save_record` does, by a few statements for all."""
    loaded = [load_record(kind, raw) for raw in raws]
    shelf, at = read_shelf(session, kind, loaded), at or now_utc()
    saved, acts = [], []
    for each in loaded:
        values = with_uuids(kind.name, each["slug"], each | {"uid": shelf.uid_of(each)})
        place = shelf.places.get(values["place"])
        if place is None:
            raise Invalid({"place": ["There is no such place."]})
        item = shelf.items.get(values["uid"])
        before = record_of(kind, item) if item else None
        item = item or _new_item(kind, values)
        shelf.rename(session, item, values["slug"])
        _set_facts(kind, item, values, place)
        _set_texts(item, values["texts"])
        _set_codes(kind, item)
        item.version += 1
        item.updated_at = at
        item.created_at = item.created_at or at
        session.add(item)
        saved.append((item, place))
        act, after = "edited" if before else "created", record_of(kind, item)
        acts.append(
            {"item_uid": item.uid, "act": act, "actor": by.name, "before": before, "after": after}
        )
    session.flush()
    see_all(session, kind, saved, atlas or read_atlas(session))
    session.execute(insert(cast(Table, Revision.__table__)), acts)
    raise_generation(session, "content")
    return [item for item, _ in saved]


def _new_item(kind: ContentType, values: Values) -> Item:
    item = kind.model(
        uid=values["uid"], kind=kind.name, review_every_days=kind.review_every_days, version=0
    )
    item.texts, item.codes = [], []
    return item


def stored_item(session: Session, kind: ContentType, uid: Any) -> Item | None:
    """Read an item for changing, with its texts and codes."""
    return session.scalar(
        select(kind.model)
        .where(kind.model.uid == uid)
        .options(selectinload(kind.model.texts), selectinload(kind.model.codes))
    )


def open_place(session: Session, place: Place, types: Sequence[ContentType]) -> None:
    """Write anew what an open town sees (after opening it or changing its radius)."""
    atlas = read_atlas(session)
    town = atlas.by_code[place.code]
    session.execute(delete(Seen).where(Seen.place_id == place.id))
    for kind in types:
        rows = session.execute(
            select(kind.model, Place).join(Place, Place.id == kind.model.place_id)
        )
        seen = [row for each, own in rows for row in seen_rows(kind, each, own, [town])]
        if seen:
            session.execute(insert(Seen), seen)
    raise_generation(session, "places")
    raise_generation(session, "content")


def raise_generation(session: Session, name: str) -> None:
    """Note that what `name` stands for has changed."""
    generation = session.get(Generation, name)
    if generation is None:
        session.add(Generation(name=name, number=1))
    else:
        generation.number += 1


def _set_facts(kind: ContentType, item: Item, values: Values, place: Place) -> None:
    for name in COMMON:
        setattr(item, name, values[name])
    item.place_id, item.place_code = place.id, place.code
    schema = facts_schema(kind)
    as_json = schema.dump(values["facts"])
    stored_as_json = json_columns(kind.model)
    for name, field in schema.fields.items():
        key = field.data_key or name
        json_value = as_json.get(key)
        setattr(item, name, json_value if name in stored_as_json else values["facts"].get(name))
    keys = {name: field.data_key or name for name, field in schema.fields.items()}
    item.face = {name: as_json.get(keys[name]) for name in kind.face} | {
        "town": place.name if place.level == "municipality" else None,
        "patron_day": place.patron_day,
    }
    names = (value for value in item.face.values() if isinstance(value, str))
    item.folded = f" {' '.join(tokens(' '.join((*names, place.name)), limit=60))} "
    item.neutral_code = _neutral_code(item) if item.sensitive else None


def _neutral_code(item: Item) -> str:
    digest = hashlib.sha256(item.uid.bytes).digest()
    return base64.b32encode(digest).decode().lower()[:6]


def _set_texts(item: Item, texts: dict[str, Values]) -> None:
    stored = {text.lang: text for text in item.texts}
    for lang, values in texts.items():
        text = stored.get(lang) or Text(lang=lang)
        if lang not in stored:
            item.texts.append(text)
        text.title, text.summary = values["title"], values["summary"]
        text.body, text.origin = values["blocks"], values["origin"]
        text.reviewed_on, text.reviewed_by = values["reviewed_on"], values["reviewed_by"]
        words = " ".join((text.title, text.summary, *(block["text"] for block in text.body)))
        text.folded = " ".join(dict.fromkeys(tokens(words, limit=4000)))
    for lang in stored.keys() - texts.keys():
        item.texts.remove(stored[lang])


def _set_codes(kind: ContentType, item: Item) -> None:
    wanted = set()
    for facet, fact in kind.facets:
        value = getattr(item, fact)
        codes = value if isinstance(value, list) else [value]
        wanted |= {(facet, str(code)) for code in codes if code is not None}
    stored = {(row.facet, row.code): row for row in item.codes}
    for key in stored.keys() - wanted:
        item.codes.remove(stored[key])
    for facet, code in sorted(wanted - stored.keys()):
        item.codes.append(ItemCode(facet=facet, code=code))
