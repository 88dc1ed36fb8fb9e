"""Saving a record: it comes back as it went in, with its history, and wholly or not at all."""

from __future__ import annotations

import copy
import json
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from marshmallow import ValidationError
from sqlalchemy import String, func, inspect, select
from sqlalchemy.orm import Session, selectinload

from services_app.config import ROOT
from services_app.content.commands import save_record, stored_item
from services_app.content.fields.record import TextRecord
from services_app.content.guides.schema import MOST_BRANCHES
from services_app.content.item import Generation, Item, ItemCode, Redirect, Revision, Text
from services_app.content.record import load_record, record_of, record_schema, with_uuids
from services_app.errors import Invalid
from services_app.places.atlas import read_atlas
from services_app.web.store import Store
from tests.records import KINDS, TESTER, TYPES, Raw, guide, job, office, saved, seeded, words


def reread(session: Session, kind: str, uid: Any) -> Raw:
    """Read an item anew from the database, as a record that went through JSON."""
    session.flush()
    session.expunge_all()
    item = stored_item(session, TYPES[kind], uid)
    assert item is not None
    return json_of(item)


def json_of(item: Item) -> Raw:
    """Give an item as a record that went through JSON."""
    record: Raw = json.loads(json.dumps(record_of(TYPES[item.kind], item)))
    return record


def revisions(session: Session, item: Item) -> list[Revision]:
    """List the history of an item, oldest first."""
    found = select(Revision).where(Revision.item_uid == item.uid).order_by(Revision.id)
    return list(session.scalars(found))


def all_of(session: Session, kind: str) -> dict[str, Raw]:
    """Read all items of a type anew from the database, as records by their slugs."""
    session.flush()
    session.expunge_all()
    model = TYPES[kind].model
    query = select(model).options(selectinload(model.texts), selectinload(model.codes))
    return {item.slug: json_of(item) for item in session.scalars(query)}


@pytest.mark.parametrize("kind", KINDS)
def test_every_record_of_the_seed_comes_back_equal_and_can_be_saved_again(
    kind: str, session: Session
) -> None:
    stored = all_of(session, kind)
    assert stored.keys() == {raw["slug"] for raw in seeded(kind)}
    atlas = read_atlas(session)
    for record in stored.values():
        save_record(session, TYPES[kind], record, by=TESTER, atlas=atlas)
    assert all_of(session, kind) == stored


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_that_a_seed_record_says_is_lost_and_its_ids_are_the_same_at_every_load(
    kind: str, session: Session
) -> None:
    stored = all_of(session, kind)
    for raw in seeded(kind):
        said = with_uuids(kind, raw["slug"], load_record(TYPES[kind], raw))
        assert load_record(TYPES[kind], stored[raw["slug"]]) == said


def test_a_time_with_another_zone_comes_back_as_the_same_instant_and_stays(
    session: Session,
) -> None:
    item = saved(session, "jobs", job() | {"publish_at": "2026-11-24T12:00:00+01:00"})
    history = revisions(session, item)
    assert history[0].after is not None
    assert history[0].after["publish_at"] == "2026-11-24T11:00:00+00:00"
    assert reread(session, "jobs", item.uid)["publish_at"] == "2026-11-24T11:00:00+00:00"


def test_each_save_raises_the_version_and_the_generation(session: Session) -> None:
    before = session.get_one(Generation, "content").number
    assert saved(session, "jobs", job()).version == 1
    assert saved(session, "jobs", job(pay_cents=950)).version == 2
    assert session.get_one(Generation, "content").number == before + 2


def test_each_save_leaves_what_was_before_and_after_with_its_actor(session: Session) -> None:
    item = saved(session, "jobs", job(pay_cents=900))
    saved(session, "jobs", job(pay_cents=950))
    created, edited = revisions(session, item)
    assert (created.act, edited.act) == ("created", "edited")
    assert created.before is None
    assert edited.before == created.after
    assert edited.before is not None
    assert edited.after is not None
    assert (edited.before["facts"]["pay_cents"], edited.after["facts"]["pay_cents"]) == (900, 950)
    assert {created.actor, edited.actor} == {"tester"}


def test_a_text_that_the_record_no_longer_has_is_gone_and_the_others_keep_their_row(
    session: Session,
) -> None:
    both = {"it": words("Uno"), "ar": words("واحد")}
    item = saved(session, "guides", guide() | {"texts": both})
    kept = session.scalar(select(Text.id).where(Text.item_id == item.id, Text.lang == "it"))
    saved(session, "guides", guide() | {"texts": {"it": words("Due")}})
    rows = session.execute(select(Text.id, Text.title).where(Text.item_id == item.id))
    assert [tuple(row) for row in rows] == [(kept, "Due")]


def test_codes_follow_the_facts(session: Session) -> None:
    item = saved(session, "jobs", job(occupation="pruner"))
    saved(session, "jobs", job(occupation="cook_helper"))
    codes = select(ItemCode.code).where(ItemCode.item_id == item.id, ItemCode.facet == "occupation")
    assert session.scalars(codes).all() == ["cook_helper"]


def renamed(session: Session, slug: str, to: str) -> Item:
    """Save a job under a slug and give it another."""
    item = saved(session, "jobs", job(slug))
    return saved(session, "jobs", job(to) | {"uid": str(item.uid)})


def test_an_old_slug_leads_to_the_item_that_had_it(session: Session) -> None:
    item = renamed(session, "old", "new")
    assert item.slug == "new"
    assert session.get_one(Redirect, ("jobs", "old")).item_id == item.id


def test_a_slug_may_be_taken_back_by_its_own_item(session: Session) -> None:
    item = renamed(session, "old", "new")
    saved(session, "jobs", job("old") | {"uid": str(item.uid)})
    assert item.slug == "old"
    assert session.get(Redirect, ("jobs", "old")) is None
    assert session.get_one(Redirect, ("jobs", "new")).item_id == item.id


@pytest.mark.parametrize("slug", ["taken", "old"])
def test_a_slug_of_another_item_now_or_once_is_refused(session: Session, slug: str) -> None:
    saved(session, "jobs", job("taken"))
    renamed(session, "old", "new")
    with pytest.raises(Invalid) as refused:
        saved(session, "jobs", job(slug) | {"uid": str(uuid.uuid4())})
    assert list(refused.value.problems) == ["slug"]


def test_a_record_without_uid_never_overwrites_an_item_that_was_renamed(session: Session) -> None:
    item = renamed(session, "old", "new")
    with pytest.raises(Invalid):
        saved(session, "jobs", job("old", pay_cents=1))
    assert reread(session, "jobs", item.uid)["facts"]["pay_cents"] == 900


def test_a_record_without_uid_is_the_item_of_its_slug(session: Session) -> None:
    own = str(uuid.uuid4())
    saved(session, "jobs", job("mine") | {"uid": own})
    assert str(saved(session, "jobs", job("mine", pay_cents=950)).uid) == own


def test_the_same_slug_may_stand_in_two_types(session: Session) -> None:
    saved(session, "jobs", job("twice"))
    saved(session, "offices", office("twice"))


def test_a_guide_has_no_more_branches_than_the_style_sheet_swaps(session: Session) -> None:
    rows = [{"id": f"paper-{number}"} for number in range(MOST_BRANCHES + 1)]
    saved(session, "guides", guide(branches=rows[:-1]))
    with pytest.raises(Invalid) as refused:
        saved(session, "guides", guide(branches=rows))
    assert list(refused.value.problems) == ["facts.branches"]
    style = (ROOT / "services_app" / "static" / "style.css").read_text("utf-8")
    assert f".b{MOST_BRANCHES}:checked" in style
    assert f".b{MOST_BRANCHES + 1}:checked" not in style


def test_a_uid_of_another_type_is_refused(session: Session) -> None:
    item = saved(session, "jobs", job())
    with pytest.raises(Invalid) as refused:
        saved(session, "offices", office() | {"uid": str(item.uid)})
    assert list(refused.value.problems) == ["uid"]


def test_a_place_that_does_not_exist_is_refused(session: Session) -> None:
    with pytest.raises(Invalid) as refused:
        saved(session, "jobs", job(place="999999"))
    assert list(refused.value.problems) == ["place"]


def test_what_is_wrong_is_said_with_its_dotted_path(session: Session) -> None:
    raw = office(phones=[{"id": "p", "number": "0874 1"}], serves=["Larino"])
    raw["texts"] = {"it": words("x", blocks=[{"id": "b", "part": "nowhere", "text": "x"}])}
    with pytest.raises(Invalid) as refused:
        saved(session, "offices", raw)
    assert set(refused.value.problems) == {"facts.phones.0.number", "facts.serves.0"}
    raw["facts"] = office()["facts"]
    with pytest.raises(Invalid) as refused:
        saved(session, "offices", raw)
    assert set(refused.value.problems) == {"texts.it.blocks.0.part"}


def test_a_transaction_that_fails_at_its_end_leaves_nothing(store: Store) -> None:
    def count() -> list[int | None]:
        with store.database.reading() as session:
            tables = (Item, Text, ItemCode, Revision, Redirect)
            return [session.scalar(select(func.count()).select_from(table)) for table in tables]

    before = count()

    def work() -> None:
        with store.database.transaction() as session:
            saved(session, "guides", guide() | {"texts": {"it": words("Uno")}})
            renamed(session, "old", "new")
            saved(session, "jobs", job(place="999999"))

    with pytest.raises(Invalid):
        work()
    assert count() == before


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of each text in a JSON value."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from leaves(each, (*path, key))
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from leaves(each, (*path, number))
    elif isinstance(value, str):
        yield path


def keeps(kind: str, raw: Raw, spoiled: str) -> bool:
    """Tell whether a raw record is taken with the spoiled value in it."""
    try:
        loaded = load_record(TYPES[kind], raw)
    except Invalid:
        return False
    return json.dumps(spoiled)[1:-1] in json.dumps(loaded, default=str)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("spoiled", ["\0", "\n", "\ud800"])
def test_no_field_takes_what_a_database_cannot_keep_or_a_line_break_in_a_code(
    kind: str, spoiled: str
) -> None:
    raw = max(seeded(kind), key=lambda record: len(set(map(str, record["facts"]))))
    shapes = {tuple("*" if isinstance(step, int) else step for step in p): p for p in leaves(raw)}
    for path in shapes.values():
        if spoiled == "\n" and path[-1] not in ("slug", "place", "source_lang", "organisation"):
            continue
        if path[-1] in ("id", "of") or "branches" in path:
            continue  # turned into UUIDs
        changed = copy.deepcopy(raw)
        inner = changed
        for step in path[:-1]:
            inner = inner[step]
        inner[path[-1]] += spoiled
        assert not keeps(kind, changed, spoiled), path


@pytest.mark.parametrize("kind", KINDS)
def test_no_field_takes_more_than_its_column_holds(kind: str) -> None:
    schemas: list[tuple[Any, Any]] = [
        (TYPES[kind].schema(), TYPES[kind].model),
        (record_schema(TYPES[kind])(), Item),
        (TextRecord(), Text),
    ]
    for schema, model in schemas:
        columns = inspect(model).columns
        for name, field in schema.fields.items():
            column = columns.get(name)
            if column is None or not isinstance(column.type, String) or not column.type.length:
                continue
            size = column.type.length
            for long in (
                "a" * (size + 1),
                f"https://example.org/{'a' * size}",
                f"{'a' * size}@a.it",
            ):
                with pytest.raises(ValidationError):
                    field.deserialize(long)
