"""Invented items: marked, the same each time, and as if each had been saved by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from services_app.content.commands import save_record, stored_item
from services_app.content.item import Actor, Item, Seen, Text
from services_app.content.record import record_of
from services_app.demo import PREFIX, SHARES, Demo, next_number
from services_app.web.store import Store
from tests.conftest import NOON
from tests.pages import Page


def invented(session: Session) -> list[Item]:
    """List the invented items in the order of their numbers."""
    rows = select(Item).where(Item.slug.startswith(PREFIX)).order_by(Item.slug)
    return list(session.scalars(rows.options(selectinload(Item.texts))))


def write(store: Store, session: Session, count: int) -> Demo:
    """Add invented items as the command does."""
    demo = Demo(store.types, NOON, next_number(session))
    demo.write(session, count)
    return demo


def snapshot(session: Session, item: Item) -> dict[str, Any]:
    """Read what a command derives from the facts of an item; a sample is no news."""
    columns = [column for column in Seen.__table__.columns if column.name != "changed_at"]
    seen = session.execute(select(*columns).where(Seen.item_id == item.id).order_by(Seen.place_id))
    return {
        "face": item.face,
        "folded": item.folded,
        "codes": {(row.facet, row.code) for row in item.codes},
        "texts": {text.lang: text.folded for text in item.texts},
        "seen": [tuple(row) for row in seen],
    }


def test_demo_items_are_samples_of_five_types_in_every_open_town(
    store: Store, session: Session
) -> None:
    write(store, session, 600)
    items = invented(session)
    assert len(items) == 600
    assert all(item.sample and item.state == "published" for item in items)
    assert set(Counter(item.kind for item in items)) == set(SHARES)
    towns = {town.code for town in store.atlas().towns}
    assert {item.place_code for item in items} == towns
    assert sum(bool(item.texts) for item in items) == 200


def test_demo_item_is_as_if_saved_by_hand(store: Store, session: Session) -> None:
    write(store, session, 60)
    for name in SHARES:
        kind = store.types[name]
        uid = next(item.uid for item in invented(session) if item.kind == name and item.texts)
        item = stored_item(session, kind, uid)
        assert item is not None
        before = snapshot(session, item)
        save_record(session, kind, record_of(kind, item), by=Actor("test"))
        assert snapshot(session, item) == before, name


def test_demo_items_are_the_same_each_time(on_sqlite: Flask) -> None:
    store: Store = on_sqlite.extensions["store"]
    written = []
    with store.database.transaction() as session:
        for _ in range(2):
            with session.begin_nested() as attempt:
                write(store, session, 40)
                written.append([record_of(store.types[i.kind], i) for i in full(store, session)])
                attempt.rollback()
    assert len(written[0]) == 40
    assert written[0] == written[1]


def full(store: Store, session: Session) -> list[Any]:
    """List the invented items with all their facts."""
    found = (stored_item(session, store.types[i.kind], i.uid) for i in invented(session))
    return [item for item in found if item is not None]


def test_demo_items_join_what_is_there(store: Store, session: Session) -> None:
    seeded = session.scalar(select(func.count()).select_from(Item))
    write(store, session, 30)
    write(store, session, 30)
    numbers = [int(item.slug.removeprefix(PREFIX)) for item in invented(session)]
    assert numbers == list(range(1, 61))
    assert session.scalar(select(func.count()).select_from(Item)) == (seeded or 0) + 60


def test_demo_items_name_nobody_and_cannot_be_called(on_sqlite: Flask) -> None:
    store: Store = on_sqlite.extensions["store"]
    with store.database.transaction() as session:
        write(store, session, 100)
        for item in full(store, session):
            names = {getattr(item, name, None) for name in ("employer", "provider", "organiser")}
            names |= {getattr(item, name, None) for name in ("name", "zone")}
            assert all(name.startswith("Esempio ") for name in names if name)
            assert [item.phones, item.email, item.website] == [[], None, None]
        words = session.scalars(select(Text).join(Item).where(Item.slug.startswith(PREFIX)))
        assert all("esempio inventato" in text.body[0]["text"] for text in words)


def test_demo_command_tells_how_far_it_is(on_sqlite: Flask, monkeypatch: Any) -> None:
    monkeypatch.setattr("services_app.demo.BATCH", 10)
    with on_sqlite.app_context():
        answer = on_sqlite.test_cli_runner().invoke(args=["demo-data", "25"])
    assert answer.exit_code == 0, answer.output
    assert answer.output.splitlines() == [f"{done} of 25 invented items" for done in (10, 20, 25)]


def test_demo_items_have_pages_that_say_so(
    store: Store, session: Session, page: Callable[..., Page]
) -> None:
    write(store, session, 60)
    slugs = {town.code: town.slug for town in store.atlas().towns}
    now = store.moment()
    for name in SHARES:
        kind = store.types[name]
        shown = [item for item in full(store, session) if item.kind == name]
        item = next(
            each for each in shown
            if not (ends := kind.hide_on(each)) or ends > now.today
        )  # fmt: skip
        session.flush()
        opened = page(f"/en/{slugs[item.place_code]}/{name}/{item.slug}")
        assert "Example, not a real offer" in opened.text
