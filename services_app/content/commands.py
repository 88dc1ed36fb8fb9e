"""What changes content: save a record, open a town, fill from seed. None of them commits."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, inspect, select, update
from sqlalchemy.orm import Session, selectinload

from services_app.content.item import (
    ACTS,
    SAME,
    Actor,
    Generation,
    Item,
    ItemCode,
    Revision,
    Seen,
    now_utc,
)
from services_app.content.names import folded_names
from services_app.content.pictures import with_sizes
from services_app.content.record import (
    Values,
    facts_schema,
    json_columns,
    load_record,
    snapshot,
    with_uuids,
)
from services_app.content.seen import italian_day, see, seen_rows, shown_at
from services_app.content.shelf import read_shelf
from services_app.content.texts import set_texts
from services_app.content.type import ContentType, codes_at
from services_app.errors import N_, Conflict, Invalid
from services_app.places.atlas import Atlas, read_atlas
from services_app.places.model import Place

COMMON = (
    "slug", "organisation", "state", "risk", "sensitive", "source_lang", "verified_on",
    "verified_by", "publish_at", "expires_on", "mediators_until", "sample", "sources",
)  # fmt: skip


def save_record(
    session: Session,
    kind: ContentType,
    raw: Values,
    *,
    by: Actor,
    atlas: Atlas | None = None,
    at: datetime | None = None,
    expected: int | None = None,
    act: str | None = None,
) -> Item:
    """Create or replace an item from a raw record; raises Invalid with dotted paths.

    The item is found by uid, or by slug for a record without one. `expected` is the version that
    the editor saw: Conflict is raised when another is stored, or none any more.
    """
    loaded = with_sizes(session, load_record(kind, raw))
    shelf = read_shelf(session, kind, [loaded], to_change=True)
    values, place = shelf.settled(kind, loaded)
    item = shelf.items.get(values["uid"])
    if expected is not None and (item is None or item.version != expected):
        raise Conflict(values["uid"], item.version if item else None)
    act = act or ("edited" if item else "created")
    item = item or new_item(kind, values["uid"])
    with recorded(session, kind, item, act, by=by, at=at, atlas=atlas):
        shelf.rename(session, item, values["slug"])
        fill_item(kind, item, values, place)
        session.add(item)
    return item


def unsaved_item(session: Session, kind: ContentType, raw: Values) -> Item:
    """Make the item that a raw record means, to look at only: no session knows it."""
    loaded = with_sizes(session, load_record(kind, raw))
    values = with_uuids(kind.name, loaded["slug"], loaded)
    place = session.scalar(select(Place).where(Place.code == values["place"]))
    if place is None:
        raise Invalid({"place": [N_("There is no such place.")]})
    item = new_item(kind, values["uid"])
    fill_item(kind, item, values, place)
    return item


def new_item(kind: ContentType, uid: Any) -> Item:
    """Make an item with nothing in it yet; no session knows it."""
    item = kind.model(uid=uid, kind=kind.name, review_every_days=kind.review_every_days, version=0)
    item.texts, item.codes = [], []
    return item


def fill_item(kind: ContentType, item: Item, values: Values, place: Place) -> None:
    """Make an item what loaded values with their UUIDs say, with all that follows from them."""
    _set_facts(kind, item, values, place)
    set_texts(item, values["texts"])
    _set_codes(kind, item)


@contextmanager
def recorded(
    session: Session,
    kind: ContentType,
    item: Item,
    act: str,
    *,
    by: Actor,
    at: datetime | None = None,
    atlas: Atlas | None = None,
) -> Iterator[None]:
    """Make what is done to an item one act: version, revision, who sees it, generation.

    The item is new, or was read by `stored_item`; `at` is now unless told.
    """
    assert act in ACTS, act  # noqa: S101  a mistake of ours, never of an operator
    at = at or now_utc()
    before = snapshot(kind, item) if inspect(item).persistent else None
    yield
    count_up(item, at)
    note_news(item, act, before, at)
    session.flush()
    place = session.get_one(Place, item.place_id)
    see(session, kind, item, place, atlas or read_atlas(session), today=italian_day(at))
    session.add(Revision(**revision_of(kind, item, act, by=by, at=at, before=before)))
    raise_generation(session, "content")


def count_up(item: Item, at: datetime) -> None:
    """Give an item the version and the time of what was just done to it."""
    item.version += 1
    item.updated_at = at
    item.created_at = item.created_at or at


def note_news(item: Item, act: str, before: Values | None, at: datetime) -> None:
    """Note when readers had something new of an item, after an act; drafts are nobody's news."""
    was_public, is_public = (before or {}).get("state") == "published", item.state == "published"
    if is_public and not (was_public and act in SAME):
        item.changed_at = at
    elif was_public and not is_public:
        begins = shown_at(item)
        was_seen = begins is None or begins <= at
        item.changed_at = at if item.state == "archived" and was_seen else None


def revision_of(
    kind: ContentType,
    item: Item,
    act: str,
    *,
    by: Actor,
    at: datetime,
    before: Values | None,
) -> Values:
    """Give the columns of the revision for an act, done to an item that counted it already."""
    return {
        "item_uid": item.uid, "kind": kind.name, "version": item.version, "act": act,
        "actor": by.name, "actor_id": by.id, "at": at, "before": before,
        "after": snapshot(kind, item),
    }  # fmt: skip


def stored_item(
    session: Session, kind: ContentType, uid: Any, *, to_change: bool = True
) -> Item | None:
    """Read an item with its texts and codes; nobody else changes one that is to be changed."""
    query = (
        select(kind.model)
        .where(kind.model.uid == uid)
        .options(selectinload(kind.model.texts), selectinload(kind.model.codes))
        .execution_options(populate_existing=True)
    )
    return session.scalar(query.with_for_update(of=Item.__table__) if to_change else query)


def open_place(session: Session, place: Place, types: Sequence[ContentType]) -> None:
    """Write anew what an open town sees (after opening it or changing its radius)."""
    atlas = read_atlas(session)
    town = atlas.by_code[place.code]
    published = select(Item.id).where(Item.state == "published")
    session.execute(delete(Seen).where(Seen.place_id == place.id, Seen.item_id.in_(published)))
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
    # Counted by the database: two writers at once must not reach the same number.
    raised = session.execute(
        update(Generation)
        .where(Generation.name == name)
        .values(number=Generation.number + 1)
        .returning(Generation.number)
    ).all()
    if not raised:
        session.add(Generation(name=name, number=1))
        session.flush()


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
    item.folded = folded_names(kind, item.face, place.name)
    item.neutral_code = _neutral_code(item) if item.sensitive else None


def _neutral_code(item: Item) -> str:
    digest = hashlib.sha256(item.uid.bytes).digest()
    return base64.b32encode(digest).decode().lower()[:6]


def _set_codes(kind: ContentType, item: Item) -> None:
    wanted = {(facet, str(code)) for facet, path in kind.facets for code in codes_at(item, path)}
    stored = {(row.facet, row.code): row for row in item.codes}
    for key in stored.keys() - wanted:
        item.codes.remove(stored[key])
    for facet, code in sorted(wanted - stored.keys()):
        item.codes.append(ItemCode(facet=facet, code=code))
