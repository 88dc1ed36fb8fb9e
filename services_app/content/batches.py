"""Save many records of a type as one act, by a few statements for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import cast

from sqlalchemy import Table, insert
from sqlalchemy.orm import Session

from services_app.content.commands import (
    count_up,
    fill_item,
    new_item,
    note_news,
    raise_generation,
    revision_of,
)
from services_app.content.item import ACTS, Actor, Item, Revision, now_utc
from services_app.content.pictures import with_sizes
from services_app.content.record import Values, load_record, snapshot
from services_app.content.seen import italian_day, see_all
from services_app.content.shelf import read_shelf
from services_app.content.type import ContentType
from services_app.places.atlas import Atlas, read_atlas
from services_app.places.model import Place


def save_records(
    session: Session,
    kind: ContentType,
    raws: Sequence[Values],
    *,
    act: str,
    by: Actor,
    atlas: Atlas | None = None,
    at: datetime | None = None,
) -> list[Item]:
    """Create or replace items one after the other, as `save_record` does with each.

    Raises Invalid for the first record that cannot be saved.
    """
    assert act in ACTS, act  # noqa: S101  a mistake of ours, never of an operator
    loaded = [with_sizes(session, load_record(kind, raw)) for raw in raws]
    shelf, at = read_shelf(session, kind, loaded, to_change=True), at or now_utc()
    saved: dict[Item, Place] = {}
    revisions: list[Values] = []
    for each in loaded:
        values, place = shelf.settled(kind, each)
        stored = shelf.items.get(values["uid"])
        before = snapshot(kind, stored) if stored else None
        item = stored or new_item(kind, values["uid"])
        shelf.rename(session, item, values["slug"])
        fill_item(kind, item, values, place)
        count_up(item, at)
        note_news(item, act, before, at)
        session.add(item)
        saved[item] = place
        revisions.append(revision_of(kind, item, act, by=by, at=at, before=before))
    if not saved:
        return []
    session.flush()
    see_all(session, kind, saved, atlas or read_atlas(session), today=italian_day(at))
    session.execute(insert(cast(Table, Revision.__table__)), revisions)
    raise_generation(session, "content")
    return list(saved)
