"""Many records saved as one act leave what each of them would have left alone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from services_app.content.batches import save_records
from services_app.content.commands import save_record
from services_app.content.item import Actor, Generation, Revision, Seen
from services_app.db import Base
from services_app.errors import Invalid
from tests.pictures import kept, pictured
from tests.records import TYPES, Raw, job, office, words

BY = Actor("somebody", id=7)
AT = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)  # the first of December in Italy
PUBLISHED = {
    "state": "published",
    "verified_on": "2026-08-01",
    "verified_by": "Ada",
    "mediators_until": "2026-12-24",
}
SIGNED = {"reviewed_on": "2026-10-01", "reviewed_by": "Ada"}


def records(session: Session) -> list[Raw]:
    """Make offers that are new, known already, and renamed."""
    first = {"it": words("Titolo", **SIGNED)}
    save_record(session, TYPES["jobs"], job("known") | {"texts": first}, by=BY, at=AT)
    renamed = save_record(session, TYPES["jobs"], job("old"), by=BY, at=AT)
    return [
        job("fresh") | PUBLISHED,
        job("known", pay_cents=1100) | PUBLISHED | {"texts": {"it": words("Altro", **SIGNED)}},
        job("renamed") | {"uid": str(renamed.uid)},
        job("by-uid") | {"uid": "0b0f6d1e-0000-4000-8000-000000000001"},
    ]


def left(session: Session) -> dict[str, list[str]]:
    """Read all that is stored of the offers, without the keys that a database gives."""
    session.flush()
    session.expunge_all()
    found = {}
    for name in ("jobs", "item", "text", "item_code", "seen", "revision", "redirect"):
        columns = Base.metadata.tables[name].columns
        told = [column for column in columns if column.name not in ("id", "item_id")]
        found[name] = sorted(map(repr, session.execute(select(*told))))
    return found


def test_a_batch_leaves_the_same_as_its_records_one_by_one(session: Session) -> None:
    raws = records(session)
    with session.begin_nested() as once:
        save_records(session, TYPES["jobs"], raws, act="imported", by=BY, at=AT)
        together = left(session)
        once.rollback()
    for raw in raws:
        save_record(session, TYPES["jobs"], raw, act="imported", by=BY, at=AT)
    assert together == left(session)
    acts = session.scalars(select(Revision).where(Revision.act == "imported")).all()
    assert [(each.kind, each.version, each.actor_id, each.at) for each in acts] == [
        ("jobs", version, 7, AT) for version in (1, 2, 2, 1)
    ]


def test_a_batch_raises_the_generation_and_is_seen(session: Session) -> None:
    number = select(Generation.number).where(Generation.name == "content")
    before = session.scalar(number) or 0
    items = save_records(session, TYPES["jobs"], [job() | PUBLISHED], act="imported", by=BY, at=AT)
    assert session.scalar(number) == before + 1
    assert session.scalars(select(Seen).where(Seen.item_id == items[0].id)).all()


def test_pictures_of_a_batch_get_their_size_and_unknown_ones_are_refused(session: Session) -> None:
    record = pictured(kept(session), it="Una porta")
    (item,) = save_records(session, TYPES["offices"], [record], act="imported", by=BY)
    assert item.pictures[0]["width"]  # type: ignore[attr-defined]
    with pytest.raises(Invalid):
        save_records(
            session, TYPES["offices"], [pictured("0" * 64, it="Una porta")], act="imported", by=BY
        )


def test_a_batch_stands_in_lists_as_of_the_time_of_the_act(session: Session) -> None:
    checked = office() | {"verified_on": "2019-12-01", "verified_by": "Ada"}
    at = datetime(2020, 1, 1, tzinfo=UTC)  # the check is fresh: only long after does it sink
    (item,) = save_records(session, TYPES["offices"], [checked], act="imported", by=BY, at=at)
    keys = session.scalars(select(Seen.order_key).where(Seen.item_id == item.id)).all()
    assert {key[0] for key in keys} == {"0"}
