"""Pictures of items: stored once, with words, never of protected places, forgotten in the end."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import delete, event, func, select
from sqlalchemy.orm import Session

from services_app.content.faults import content_faults
from services_app.content.imaging import prepare_picture
from services_app.content.pictures import (
    Picture,
    PictureVariant,
    forget_unused_pictures,
    picture_body,
    store_picture,
)
from services_app.content.record import load_record, record_of
from services_app.errors import Invalid
from services_app.taxonomies.homes import HOUSING_KINDS
from services_app.taxonomies.offices import OFFICE_KINDS
from services_app.taxonomies.orientation import ORGANISATION_KINDS
from tests.conftest import NOON
from tests.pictures import alt_block, drawn, kept, photographed, pictured, saved_as
from tests.records import KINDS, TESTER, TYPES, Raw, job, saved, seeded

WITH_PICTURES = ["offices", "housing", "courses", "events", "organisations"]
PROTECTED = [
    (name, code)
    for name, kinds in (
        ("offices", OFFICE_KINDS), ("housing", HOUSING_KINDS), ("organisations", ORGANISATION_KINDS)
    )
    for code, term in kinds.items()
    if term.notes.get("no_place")
]  # fmt: skip
NOWHERE = "0" * 64
ALWAYS = timedelta(days=-1)  # older than tomorrow: every picture there is


def problems(kind: str, record: Raw) -> dict[str, list[str]]:
    """Name what is wrong with a record, without a database."""
    with pytest.raises(Invalid) as refused:
        load_record(TYPES[kind], record)
    return refused.value.problems


def one_of(kind: str, picture: str) -> Raw:
    """Give a record of the starting content with a picture and its words."""
    record = next(raw for raw in seeded(kind) if not raw.get("sensitive"))
    lang = record.get("source_lang", "it")
    text = record["texts"].get(lang, {})
    words = text | {"blocks": [*text.get("blocks", []), alt_block("Una porta verde")]}
    return record | {
        "facts": record["facts"] | {"pictures": [{"id": "p1", "picture": picture}]},
        "texts": record["texts"] | {lang: words},
    }


@pytest.mark.parametrize("kind", WITH_PICTURES)
def test_types_of_things_and_houses_keep_pictures_with_their_size(
    kind: str, session: Session
) -> None:
    picture = kept(session)
    item = saved(session, kind, one_of(kind, picture))
    session.expire_all()
    stored = session.scalars(
        select(TYPES[kind].model).where(TYPES[kind].model.uid == item.uid)
    ).one()
    session.refresh(stored, ["texts"])
    (row,) = record_of(TYPES[kind], stored)["facts"]["pictures"]
    assert (row["picture"], row["width"], row["height"]) == (picture, 720, 480)
    again = saved(session, kind, record_of(TYPES[kind], stored))
    assert record_of(TYPES[kind], again)["facts"]["pictures"] == [row]


def test_jobs_and_the_types_made_of_words_have_nowhere_to_keep_a_picture() -> None:
    assert {kind for kind in KINDS if "pictures" in TYPES[kind].schema().fields} == {*WITH_PICTURES}
    record = job(pictures=[{"id": "p1", "picture": NOWHERE}])
    assert "facts.pictures" in problems("jobs", record)
    for kind in WITH_PICTURES:
        assert "picture" in {part.name for part in TYPES[kind].parts}


@pytest.mark.parametrize(("kind", "code"), PROTECTED)
@pytest.mark.parametrize("state", ["draft", "published"])
def test_no_picture_of_a_place_where_people_live_or_hide(kind: str, code: str, state: str) -> None:
    record = one_of(kind, NOWHERE) | {"state": state}
    record["facts"] = record["facts"] | {"kind": code, "address": None, "lat": None, "lon": None}
    record["facts"] = {name: record["facts"][name] for name in record["facts"]
                       if (TYPES[kind].schema().fields.keys() | {"kind"}) & {name}}  # fmt: skip
    found = problems(kind, record)
    assert found["facts.pictures"] == ["A protected place has no pictures."]


def test_a_sensitive_item_has_no_picture() -> None:
    record = pictured(NOWHERE, it="Una porta") | {"sensitive": True}
    assert problems("offices", record) == {"facts.pictures": ["A sensitive item has no pictures."]}


@pytest.mark.parametrize("picture", ["", "abc", "A" * 64, f"{NOWHERE}\n", "../../etc/passwd", 7])
def test_what_cannot_be_the_name_of_a_picture_is_refused(picture: str) -> None:
    record = pictured(picture, it="Una porta")
    assert "facts.pictures.0.picture" in problems("offices", record)


def test_rows_have_their_own_ids_and_are_few() -> None:
    twice = pictured(NOWHERE, it="Una porta")
    twice["facts"]["pictures"] *= 2
    assert "facts.pictures" in problems("offices", twice)
    many = pictured(NOWHERE, it="Una porta")
    many["facts"]["pictures"] = [{"id": f"p{n}", "picture": NOWHERE} for n in range(7)]
    assert "facts.pictures" in problems("offices", many)


def test_an_unknown_picture_is_refused_by_its_row(session: Session) -> None:
    record = pictured(kept(session), it="Una porta")
    record["facts"]["pictures"].append({"id": "p2", "picture": NOWHERE})
    record["texts"]["it"]["blocks"].append(alt_block("Un'altra", "p2"))
    with pytest.raises(Invalid) as refused:
        saved(session, "offices", record)
    assert list(refused.value.problems) == ["facts.pictures.1.picture"]


@pytest.mark.parametrize(
    "texts",
    [
        {},
        {"en": {"blocks": [alt_block("A door")]}},
        {"it": {"blocks": [alt_block("Una porta", "p9")]}},
        {"it": {"blocks": [alt_block(" \n ")]}},
        {"it": {"blocks": [alt_block("Una porta") | {"part": "what"}]}},
    ],
)
def test_a_published_picture_says_what_it_shows_in_the_first_language(texts: Raw) -> None:
    record = pictured(NOWHERE) | {"texts": texts}
    assert list(problems("offices", record)) == ["facts.pictures.0"]
    for state in ("draft", "review", "archived"):
        load_record(TYPES["offices"], record | {"state": state})


def test_the_words_of_a_picture_may_bear_its_id() -> None:
    block = {"id": "p1", "part": "picture", "text": "Una porta"}
    load_record(TYPES["offices"], pictured(NOWHERE) | {"texts": {"it": {"blocks": [block]}}})


def test_the_check_of_content_finds_a_published_picture_without_words(session: Session) -> None:
    item = saved(session, "offices", pictured(kept(session), it="Una porta"))
    session.refresh(item, ["texts"])
    item.texts[0].body = []
    session.flush()
    found = [
        fault for fault in content_faults(session, [TYPES["offices"]], NOON.date())
        if fault.slug == item.slug and fault.rule == "schema"
    ]  # fmt: skip
    assert [fault.where for fault in found] == ["facts.pictures.0"]


def count(session: Session, model: type[Picture] | type[PictureVariant]) -> int:
    """Count rows."""
    return session.scalar(select(func.count()).select_from(model)) or 0


def test_the_same_picture_is_stored_once(session: Session) -> None:
    prepared = prepare_picture(photographed())
    names = {store_picture(session, prepared, by=TESTER) for _ in range(3)}
    names.add(kept(session, saved_as(drawn(), quality=95)))
    assert names == {prepared.sha256}
    assert count(session, Picture) == 1
    assert count(session, PictureVariant) == 4
    for each in prepared.variants:
        assert picture_body(session, prepared.sha256, each.width, each.ending) == each.body
    assert picture_body(session, prepared.sha256, 361, "webp") is None
    assert session.get_one(Picture, prepared.sha256).stored_by == TESTER.name


def test_the_same_picture_sent_twice_at_once_is_stored_once(postgresql_app: Flask) -> None:
    database = postgresql_app.extensions["store"].database
    prepared = prepare_picture(saved_as(drawn(20, 10), "PNG"))
    both = Barrier(2, timeout=20)

    def send() -> str:
        with database.transaction() as session:
            event.listen(session, "before_flush", lambda *_: both.wait(), once=True)
            return store_picture(session, prepared, by=TESTER)

    try:
        with ThreadPoolExecutor(2) as threads:
            sent = [threads.submit(send) for _ in range(2)]
        assert {each.result() for each in sent} == {prepared.sha256}
        with database.reading() as session:
            assert (count(session, Picture), count(session, PictureVariant)) == (1, 2)
    finally:
        with database.transaction() as session:
            session.execute(delete(Picture))


def test_pictures_that_nothing_names_are_forgotten_after_a_while(session: Session) -> None:
    used = kept(session)
    unused = kept(session, saved_as(drawn(50, 50), "PNG"))
    saved(session, "offices", pictured(used, it="Una porta"))
    assert forget_unused_pictures(session, timedelta(days=1)) == 0
    assert forget_unused_pictures(session, ALWAYS) == 1
    assert session.scalars(select(Picture.sha256)).all() == [used]
    assert set(session.scalars(select(PictureVariant.picture))) == {used}
    assert unused != used


def test_a_picture_that_was_taken_off_can_still_be_brought_back(session: Session) -> None:
    used = kept(session)
    with_it = pictured(used, it="Una porta")
    saved(session, "offices", with_it)
    saved(session, "offices", with_it | {"facts": with_it["facts"] | {"pictures": []}})
    assert forget_unused_pictures(session, ALWAYS) == 0
    item = saved(session, "offices", with_it)
    assert item.pictures[0]["picture"] == used  # type: ignore[attr-defined]


def test_a_picture_uploaded_again_counts_as_new(session: Session) -> None:
    name = kept(session)
    session.get_one(Picture, name).created_at = NOON - timedelta(days=999)
    session.flush()
    kept(session)
    assert forget_unused_pictures(session, timedelta(days=1)) == 0
