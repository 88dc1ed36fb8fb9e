"""The history of an item: what an act changed, in readable pieces, and the way back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from services_app.content import workflow
from services_app.content.history import (
    Change,
    changes,
    record_at,
    restore,
    revisions,
)
from services_app.content.item import Item, Revision
from services_app.content.record import load_record, record_of
from services_app.db import Database
from services_app.errors import Conflict, Invalid
from services_app.migrations import migrate
from tests.content.acting import AT, OFFICE, TODAY, last_act, reread
from tests.records import KINDS, TYPES, Raw, guide, job, kind_of, office, saved, seeded, words

PHONES = [{"id": f"p{each}", "number": f"+39087482222{each}"} for each in (1, 2, 3)]


def blocks(*texts: str) -> list[Raw]:
    """Make blocks of a guide, numbered from 1."""
    return [{"id": f"b{n}", "part": "step", "text": each} for n, each in enumerate(texts, 1)]


def paths(before: Raw | None, after: Raw | None) -> list[str]:
    """Name what differs."""
    return [change.path for change in changes(before, after)]


def json_of(item: Item) -> Raw:
    """Give an item as a record that went through JSON."""
    record: Raw = json.loads(json.dumps(record_of(kind_of(item), item)))
    return record


def test_a_change_is_named_by_field_and_the_rest_is_left_out(session: Session) -> None:
    item = saved(session, "jobs", job(pay_cents=900))
    saved(session, "jobs", job(pay_cents=950) | {"expires_on": "2026-12-31"})
    newest = last_act(session, item)
    assert changes(newest.before, newest.after) == [
        Change("expires_on", None, "2026-12-31"),
        Change("facts.pay_cents", 900, 950),
    ]


def test_rows_are_compared_by_their_id(session: Session) -> None:
    item = saved(session, "offices", office(phones=PHONES))
    one, two, three = item.phones  # type: ignore[attr-defined]  an office has telephones
    moved = [three, two | {"number": "+390874999999"}]
    change = changes({"facts": {"phones": [one, two, three]}}, {"facts": {"phones": moved}})
    assert [(each.path, each.before, each.after) for each in change] == [
        ("facts.phones", [one, two], [moved[1]])
    ]


def test_rows_in_another_order_are_a_change() -> None:
    rows = [{"id": "a"}, {"id": "b"}]
    change = changes({"facts": {"steps": rows}}, {"facts": {"steps": rows[::-1]}})
    assert [(each.path, each.after) for each in change] == [("facts.steps", rows[::-1])]


def test_words_are_compared_word_by_word_in_their_language(session: Session) -> None:
    both = {"it": words("Medico", blocks=blocks("Vai alla ASL oggi.")), "ar": words("طبيب")}
    item = saved(session, "guides", guide() | {"texts": both})
    both["it"]["blocks"] = blocks("Vai subito alla ASL oggi.", "Chiedi la tessera.")
    saved(session, "guides", guide() | {"texts": both})
    newest = last_act(session, item)
    first, second = changes(newest.before, newest.after)
    assert first.path == second.path == "texts.it.blocks.step"
    assert first.segments == (("equal", "Vai "), ("insert", "subito "), ("equal", "alla ASL oggi."))
    assert (second.before, second.after) == ("", "Chiedi la tessera.")


def test_a_block_that_moved_or_got_a_new_rev_is_a_change() -> None:
    def record(*rows: Raw) -> Raw:
        return {"texts": {"it": {"blocks": list(rows)}}}

    one, two = blocks("Uno", "Due")
    assert paths(record(one, two), record(two, one)) == ["texts.it.blocks"]
    assert changes(record(one | {"rev": 1}), record(one | {"rev": 2})) == [
        Change("texts.it.blocks.step.rev", 1, 2)
    ]


def test_a_signature_and_a_text_that_goes_are_changes(session: Session) -> None:
    item = saved(session, "guides", guide() | {"texts": {"it": words("Uno"), "en": words("One")}})
    workflow.sign_text(session, kind_of(item), item, "it", **AT)
    newest = last_act(session, item)
    signature = ["texts.it.reviewed_on", "texts.it.reviewed_by"]
    assert paths(newest.before, newest.after) == signature
    saved(session, "guides", guide() | {"texts": {"it": words("Uno")}})
    newest = last_act(session, item)
    assert paths(newest.before, newest.after) == ["texts.en.title", "texts.en.origin", *signature]


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_differs_from_itself_and_all_that_is_said_from_nothing(kind: str) -> None:
    for raw in seeded(kind)[:5]:
        assert changes(raw, json.loads(json.dumps(raw))) == []
        created = paths(None, raw)
        assert {f"facts.{name}" for name, value in raw["facts"].items() if value} <= set(created)
        assert paths(raw, None) == created


SOME_WORDS = st.lists(st.sampled_from(["uno", "due", " ", "\n", "تلاتة", "  quattro"])).map("".join)


@given(SOME_WORDS | st.text(), SOME_WORDS | st.text())
def test_the_segments_of_a_change_are_both_its_texts(before: str, after: str) -> None:
    found = changes({"texts": {"it": {"title": before}}}, {"texts": {"it": {"title": after}}})
    if before == after:
        assert found == []
        return
    segments = found[0].segments
    assert "".join(text for op, text in segments if op != "insert") == before
    assert "".join(text for op, text in segments if op != "delete") == after


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "a", "b"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(JSON_VALUES, JSON_VALUES)
def test_facts_of_any_shape_can_be_compared(before: Any, after: Any) -> None:
    found = changes({"facts": {"x": before}}, {"facts": {"x": after}})
    empty = (None, "", [], {})
    both_empty = before in empty and after in empty and not isinstance(before or after, bool)
    assert bool(found) == (before != after and not both_empty)


def test_an_item_becomes_again_what_it_was(session: Session) -> None:
    item = saved(session, "guides", guide() | {"texts": {"it": words("Uno", blocks=blocks("A"))}})
    before = json_of(item)
    saved(session, "guides", guide("other-slug") | {"uid": str(item.uid), "place": "070031"})
    created = revisions(session, item.uid)[-1]
    restore(session, kind_of(item), created, **AT)
    assert json_of(reread(session, item)) == before
    newest = last_act(session, item)
    assert (newest.act, newest.version, newest.after) == ("restored", 3, created.after)


def test_an_item_is_not_restored_over_a_change_that_nobody_saw(session: Session) -> None:
    item = saved(session, "jobs", job())
    saved(session, "jobs", job(pay_cents=950))
    with pytest.raises(Conflict):
        restore(session, kind_of(item), revisions(session, item.uid)[-1], expected=1, **AT)


def test_signatures_from_before_the_law_changed_do_not_come_back(session: Session) -> None:
    item = saved(session, "guides", guide() | {"texts": {"it": words("Uno")}})
    workflow.sign_text(session, kind_of(item), item, "it", **AT)
    signed = last_act(session, item)
    workflow.law_changed(session, TYPES, "health", **AT)
    restore(session, kind_of(item), signed, **AT)
    item = reread(session, item)
    assert item.texts[0].reviewed_on is None
    assert item.law_changed_on == TODAY


def test_what_was_never_stored_cannot_be_restored(session: Session) -> None:
    item = saved(session, "jobs", job())
    revision = last_act(session, item)
    revision.after = None
    with pytest.raises(Invalid):
        restore(session, kind_of(item), revision, **AT)


def test_the_record_of_each_version_is_known(session: Session) -> None:
    item = saved(session, "guides", guide() | {"texts": {"it": words("Uno")}})
    first = json_of(item)
    workflow.verify(session, kind_of(item), item, **AT)
    assert record_at(session, item.uid, 1) == first
    second = record_at(session, item.uid, 2)
    assert second is not None
    assert second["verified_on"] == TODAY.isoformat()
    assert load_record(kind_of(item), second)
    assert record_at(session, item.uid, 3) is None


def test_still_right_is_an_act_of_its_own(session: Session) -> None:
    item = saved(session, "jobs", job())
    workflow.verify(session, kind_of(item), item, **AT)
    saved(session, "jobs", job(pay_cents=950))
    workflow.renew(session, kind_of(item), item, **AT)
    acts = [(each.act, each.actor) for each in revisions(session, item.uid)]
    assert [act for act, _ in acts] == ["renewed", "edited", "verified", "created"]
    assert acts[0] == ("renewed", OFFICE.name)


def test_revisions_written_before_they_had_versions_are_numbered(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'old.sqlite3'}")
    migrate(database.engine, "0012")
    with database.engine.execution_options(writes=True).begin() as connection:
        for number, uid in enumerate(("a" * 32, "b" * 32, "a" * 32)):
            at = f"2026-11-0{number + 1} 09:00:00"
            connection.exec_driver_sql(
                "INSERT INTO revision (item_uid, act, actor, at) VALUES (?, 'edited', 'x', ?)",
                (uid, at),
            )
    migrate(database.engine)
    with database.reading() as session:
        found = session.execute(select(Revision.item_uid, Revision.version).order_by(Revision.id))
        assert [(uid.hex[0], version) for uid, version in found] == [("a", 1), ("b", 1), ("a", 2)]
    database.engine.dispose()
