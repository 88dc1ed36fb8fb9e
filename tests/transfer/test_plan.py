"""The plan says what an import would do; applying it does just that, or nothing."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services_app.content.item import Actor, Item, Revision
from services_app.errors import N_, Conflict, Invalid, Reason
from services_app.transfer.commands import apply_plan
from services_app.transfer.judging import CHANGED, FAULTY, NEW, UNCHANGED
from tests.pictures import kept, pictured
from tests.records import TESTER, TYPES, guide, job, office, saved, words
from tests.transfer.files import as_json, csv_of, imported, jobs, planned, reasons, row_of, xlsx_of


def stored(session: Session, kind: str, slug: str) -> Any:
    """Read an item anew, with its texts."""
    session.flush()
    session.expunge_all()
    model = TYPES[kind].model
    item = session.scalars(select(model).where(model.slug == slug)).one()
    session.refresh(item, ["texts"])
    return item


def test_rows_are_new_changed_unchanged_or_faulty_and_nothing_is_written(session: Session) -> None:
    saved(session, "jobs", job("one") | {"texts": {}})
    saved(session, "jobs", job("two"))
    count = session.scalar(select(func.count()).select_from(Item))
    plan = planned(
        session,
        jobs(
            {"slug": "one", "pay_euros": "9"},
            {"slug": "two"},
            {"slug": "three"},
            {"slug": "four", "occupation": "king"},
        ),
    )
    assert [row.status for row in plan.rows] == [UNCHANGED, CHANGED, NEW, FAULTY]
    assert plan.rows[1].changes == ("facts.pay_cents",)
    assert [(line, column) for line, column, _ in reasons(plan)] == [(5, "occupation")]
    assert not plan.ready
    assert session.scalar(select(func.count()).select_from(Item)) == count
    assert not session.dirty


def test_an_applied_plan_is_saved_with_its_history_and_plans_as_unchanged(session: Session) -> None:
    saved(session, "jobs", job("two"))
    file = jobs({"slug": "two", "pay_euros": "12"}, {"slug": "three"})
    calls: list[tuple[int, int]] = []
    plan = planned(session, file, progress=lambda *args: calls.append(args))
    assert calls[-1] == (2, 2)
    assert apply_plan(session, plan, by=Actor("somebody"), progress=lambda *a: calls.append(a)) == 2
    assert calls[-1] == (2, 2)
    item = stored(session, "jobs", "two")
    assert (item.pay_cents, item.version) == (1200, 2)
    assert stored(session, "jobs", "three").state == "draft"
    history = session.scalars(select(Revision).where(Revision.item_uid == item.uid)).all()
    assert [(each.act, each.actor) for each in history][-1] == ("imported", "somebody")
    assert planned(session, file).counts == {UNCHANGED: 2}


def test_a_plan_with_a_faulty_row_saves_nothing(session: Session) -> None:
    plan = planned(session, jobs({"slug": "one"}, {"slug": "two", "pay_euros": "many"}))
    with pytest.raises(Invalid):
        apply_plan(session, plan, by=TESTER)
    assert not session.scalars(select(Item).where(Item.slug == "one")).all()


@pytest.mark.parametrize("meanwhile", ["two", "new"])
def test_what_was_changed_or_made_since_the_plan_is_a_conflict(
    meanwhile: str, session: Session
) -> None:
    saved(session, "jobs", job("two"))
    plan = planned(session, jobs({"slug": "two"}, {"slug": "new"}))
    saved(session, "jobs", job(meanwhile, pay_cents=700))
    with pytest.raises(Conflict):
        apply_plan(session, plan, by=TESTER)
    assert stored(session, "jobs", "two").pay_cents != 950


def test_the_same_file_on_the_same_store_has_the_same_mark(session: Session) -> None:
    saved(session, "jobs", job("two"))
    file = jobs({"slug": "two"}, {"slug": "new"})
    mark = planned(session, file).mark
    assert planned(session, file).mark == mark
    saved(session, "jobs", job("two", pay_cents=700))
    assert planned(session, file).mark != mark


def test_a_key_that_stands_twice_is_faulty_whatever_its_form(session: Session) -> None:
    item = saved(session, "jobs", job("one"))
    plan = planned(
        session,
        jobs(
            {"slug": "one"},
            {"slug": "", "uid": str(item.uid)},
            {"slug": "two", "uid": ""},
            {"slug": "two", "uid": ""},
        ),
    )
    assert [row.status for row in plan.rows] == [CHANGED, FAULTY, NEW, FAULTY]
    assert [message for _, _, message in reasons(plan)] == [
        "Line 2 is about the same.",
        "Line 4 is about the same.",
    ]


def test_columns_that_are_not_there_leave_things_as_they_are_and_empty_cells_empty_them(
    session: Session,
) -> None:
    raw = job("one", positions=3, hours_week=20) | {"texts": {"it": words("Titolo", "Sommario")}}
    item = saved(session, "jobs", raw)
    rows = [{"uid": str(item.uid), "positions": "", "title:it": "Nuovo"}]
    plan = planned(session, csv_of(["uid", "positions", "title:it"], rows))
    assert [{*row.changes} for row in plan.rows] == [
        {"facts.positions", "texts.it.title", "texts.it.title_rev"}
    ]
    apply_plan(session, plan, by=TESTER)
    item = stored(session, "jobs", "one")
    assert (item.positions, item.hours_week) == (None, 20)
    assert [(text.title, text.summary) for text in item.texts] == [("Nuovo", "Sommario")]


def test_a_row_without_a_slug_gets_one_from_its_label(session: Session) -> None:
    saved(session, "jobs", job("potatore-larino"))
    plan = planned(session, jobs({"slug": ""}, {"slug": ""}))
    first, second = (row.slug for row in plan.rows)
    assert first.endswith("-larino-2") or first.endswith("-larino")
    assert second != first
    assert imported(session, jobs({"slug": ""}, {"slug": ""})) == 2


def test_a_slug_of_another_item_now_once_or_in_this_file_is_faulty(session: Session) -> None:
    item = saved(session, "jobs", job("old"))
    saved(session, "jobs", job("new") | {"uid": str(item.uid)})
    other = saved(session, "jobs", job("taken"))
    plan = planned(
        session,
        jobs(
            {"slug": "old"},
            {"slug": "taken", "uid": "0b0f6d1e-0000-4000-8000-000000000001"},
            {"slug": "renamed", "uid": str(other.uid)},
            {"slug": "taken", "uid": "0b0f6d1e-0000-4000-8000-000000000002"},
        ),
    )
    assert [row.status for row in plan.rows] == [FAULTY, FAULTY, CHANGED, FAULTY]
    assert {(column, message) for _, column, message in reasons(plan)} == {
        ("slug", "This address belongs to something else.")
    }


def test_a_uid_of_another_type_is_faulty(session: Session) -> None:
    item = saved(session, "offices", office())
    row = row_of(session, jobs({"uid": str(item.uid)}))
    assert [(each.column, each.reason) for each in row.problems] == [
        ("uid", "This belongs to something else.")
    ]


@pytest.mark.parametrize(
    ("cell", "column"),
    [
        ({"place": "999999"}, "place"),
        ({"place": ""}, "place"),
        ({"occupation": "king"}, "occupation"),
        ({"employer": "<b>Ditta</b>"}, "employer"),
        ({"pay_gross": "perhaps"}, "pay_gross"),
        ({"pay_euros": "9,505"}, "pay_euros"),
        ({"pay_euros": "1.234"}, "pay_euros"),
        ({"hours_week": "38,5"}, "hours_week"),
        ({"starts_on": "31/02/2027"}, "starts_on"),
        ({"starts_on": "2027"}, "starts_on"),
        ({"publish_at": "tomorrow"}, "publish_at"),
        ({"phones": "0874 1"}, "phones.0.number"),
        ({"phones": '[{"number": '}, "phones"),
        ({"shifts": "day; day"}, "shifts"),
        ({"uid": "12"}, "uid"),
        ({"slug": "Not A Slug"}, "slug"),
        ({"title:it": "x" * 201}, "title:it"),
        ({"sources": "[" * 5000}, "sources"),
    ],
)
def test_what_is_wrong_in_a_cell_is_said_with_line_and_column(
    cell: dict[str, str], column: str, session: Session
) -> None:
    plan = planned(session, jobs({"slug": "good"}, {"slug": "bad"} | cell))
    assert [row.status for row in plan.rows] == [NEW, FAULTY]
    assert [(line, where) for line, where, _ in reasons(plan)] == [(3, column)]


@pytest.mark.parametrize(
    ("cell", "facts"),
    [
        ({"pay_euros": "€ 1.234,50"}, {"pay_cents": 123450}),
        ({"pay_euros": "1,234.50"}, {"pay_cents": 123450}),
        ({"pay_euros": "9.5"}, {"pay_cents": 950}),
        ({"starts_on": "4/10/2027"}, {"starts_on": "2027-10-04"}),
        ({"pay_gross": "VERO", "meals": "Sì"}, {"pay_gross": True, "meals": True}),
        ({"shifts": "day; nights"}, {"shifts": ["day", "nights"]}),
        ({"place": "70031"}, {}),
    ],
)
def test_people_write_numbers_dates_and_lists_in_their_way(
    cell: dict[str, str], facts: dict[str, Any], session: Session
) -> None:
    record = row_of(session, jobs(cell)).record
    assert record["facts"] | facts == record["facts"]
    assert record["place"] == "070031"


def test_hours_and_telephones_need_no_json(session: Session) -> None:
    rows = [{"slug": "x", "place": "070031", "kind": "caritas", "name": "Prova",
             "week": "mo 09:00-12:30 15:00-17:30; we 09:00-12:30",
             "phones": "+390874825506; 112"}]  # fmt: skip
    record = row_of(session, csv_of(list(rows[0]), rows), "offices").record
    assert record["facts"]["week"] == {
        "mo": [["09:00", "12:30"], ["15:00", "17:30"]],
        "we": [["09:00", "12:30"]],
    }
    assert [each["number"] for each in record["facts"]["phones"]] == ["+390874825506", "112"]


def test_a_sheet_may_hold_dates_times_and_numbers_of_its_own(session: Session) -> None:
    from datetime import date, datetime

    row = ["fair", 70031, "meeting", "Pro Loco", datetime(2027, 5, 1, 18, 0), 3.5, date(2027, 5, 2)]
    headings = ["slug", "place", "kind", "organiser", "starts_at", "price_euros", "expires_on"]
    record = row_of(session, xlsx_of(headings, row), "events").record
    assert record["facts"]["starts_at"] == "2027-05-01T16:00:00+00:00"
    assert record["facts"]["price_cents"] == 350
    assert (record["place"], record["expires_on"]) == ("070031", "2027-05-02")


def test_the_one_block_of_a_part_is_written_in_a_column_of_its_own(session: Session) -> None:
    names = {"block what:it": "Si raccolgono le olive.", "block what:en": "Olives are picked."}
    assert imported(session, jobs(names)) == 1
    texts = {text.lang: text.body for text in stored(session, "jobs", "a-job").texts}
    assert texts["it"][0]["id"] == texts["en"][0]["id"]
    assert planned(session, jobs(names)).counts == {UNCHANGED: 1}
    assert imported(session, jobs(names | {"block what:it": "Si potano gli ulivi."})) == 1
    texts = {text.lang: text.body for text in stored(session, "jobs", "a-job").texts}
    assert [(each["rev"], each["text"]) for each in texts["it"]] == [(2, "Si potano gli ulivi.")]
    assert texts["en"][0]["rev"] == 1


def test_who_may_not_change_a_record_is_told_row_by_row(session: Session) -> None:
    def allowed(before: dict[str, Any] | None, after: dict[str, Any]) -> Reason | None:
        return None if after["slug"] == "mine" else N_("This belongs to another office.")

    plan = planned(session, jobs({"slug": "mine"}, {"slug": "theirs"}), allowed=allowed)
    assert [row.status for row in plan.rows] == [NEW, FAULTY]


def test_nested_records_say_their_dotted_paths(session: Session) -> None:
    bad = guide("bad", steps=[{"id": "a", "office_kinds": ["castle"]}])
    plan = planned(session, as_json(guide("good"), bad, guide("worse") | {"more": 1}), "guides")
    assert [(line, column) for line, column, _ in reasons(plan)] == [
        (2, "facts.steps.0.office_kinds.0"),
        (3, "more"),
    ]


def test_a_picture_that_is_not_stored_is_faulty_and_one_that_is_has_its_size(
    session: Session,
) -> None:
    good = pictured(kept(session), slug="good", it="Una porta")
    bad = pictured("0" * 64, slug="bad", it="Una porta")
    plan = planned(session, as_json(good, bad), "offices")
    assert [row.status for row in plan.rows] == [NEW, FAULTY]
    assert [column for _, column, _ in reasons(plan)] == ["facts.pictures.0.picture"]
    assert imported(session, as_json(good), "offices") == 1
    assert planned(session, as_json(good), "offices").counts == {UNCHANGED: 1}
