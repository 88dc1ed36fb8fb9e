"""One act on many items: shown before it is done, refused with a reason, done as shown."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from sqlalchemy.orm import Session

from services_app.content.bulk import apply_bulk, plan_bulk
from services_app.content.item import Item
from services_app.errors import Invalid
from tests.content.acting import AT, TODAY, checked, days_ago, reread
from tests.records import TYPES, job, office, saved


def test_a_bulk_act_is_seen_before_it_is_done_and_refused_with_a_reason(session: Session) -> None:
    ready = saved(session, "jobs", job() | {"state": "draft"})
    over = saved(session, "offices", office() | {"state": "archived"})
    theirs = saved(session, "offices", office("theirs") | {"state": "review"})
    uids = [theirs.uid, ready.uid, over.uid, uuid.uuid4()]

    def may(item: Item, act: str) -> bool:
        return item.slug != "theirs" and act == "publish"

    plan = plan_bulk(session, TYPES, uids, "publish", may=may, today=TODAY)
    assert [(row.item.uid, row.before, row.after, bool(row.problem)) for row in plan] == [
        (theirs.uid, "review", "published", True),
        (ready.uid, "draft", "published", False),
        (over.uid, "archived", "published", True),
    ]
    assert reread(session, ready).state == "draft"
    apply_bulk(session, TYPES, uids, "publish", may=may, **AT)
    states = [reread(session, each).state for each in (theirs, ready, over)]
    assert states == ["review", "published", "archived"]


@pytest.mark.parametrize(
    ("act", "value", "column", "after"),
    [
        ("verify", None, "verified_on", TODAY),
        ("organisation", "caritas-larino", "organisation", "caritas-larino"),
        ("end_on", days_ago(-5), "expires_on", days_ago(-5)),
        ("archive", None, "state", "archived"),
    ],
)
def test_every_bulk_act_does_what_it_showed(
    session: Session, act: str, value: Any, column: str, after: Any
) -> None:
    items = [saved(session, "jobs", job(slug) | checked(3)) for slug in ("one", "two")]
    uids = [item.uid for item in items]
    plan = plan_bulk(session, TYPES, uids, act, value, may=lambda *_: True, today=TODAY)
    assert [(row.after, row.problem) for row in plan] == [(after, None)] * 2
    apply_bulk(session, TYPES, uids, act, value, may=lambda *_: True, **AT)
    assert [getattr(reread(session, each), column) for each in items] == [after] * 2
    assert [reread(session, each).version for each in items] == [2, 2]
    again = plan_bulk(session, TYPES, uids, act, value, may=lambda *_: True, today=TODAY)
    assert all(row.problem for row in again)


def test_a_bulk_act_leaves_alone_what_changed_since_its_preview(session: Session) -> None:
    item = saved(session, "jobs", job())
    rows = apply_bulk(
        session, TYPES, [item.uid], "verify", may=lambda *_: True, versions={item.uid: 0}, **AT
    )
    assert rows[0].problem
    assert reread(session, item).verified_on is None


@pytest.mark.parametrize(
    ("act", "value"), [("organisation", "No!"), ("end_on", "soon"), ("delete", None)]
)
def test_a_bulk_act_or_value_that_is_none_is_refused(
    session: Session, act: str, value: object
) -> None:
    with pytest.raises(Invalid):
        plan_bulk(session, TYPES, [], act, value, may=lambda *_: True, today=TODAY)


def test_a_bulk_end_in_the_past_is_refused(session: Session) -> None:
    item = saved(session, "jobs", job())
    plan = plan_bulk(
        session, TYPES, [item.uid], "end_on", days_ago(1), may=lambda *_: True, today=TODAY
    )
    assert plan[0].problem
