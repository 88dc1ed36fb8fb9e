"""One act on many items: what it would change and what it refuses, then all in one transaction."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from services_app.content import workflow
from services_app.content.commands import stored_item
from services_app.content.item import Actor, Item
from services_app.content.seen import italian_day
from services_app.content.type import ContentType
from services_app.errors import N_, Invalid, Reason
from services_app.places.atlas import Atlas, read_atlas

BULK_ACTS = ("publish", "archive", "verify", "organisation", "end_on")
May = Callable[[Item, str], bool]  # whether the asker may do an act of BULK_ACTS to an item
Harm = Callable[[Item], Reason | None]  # why publishing a whole item would harm a reader
Value = Any  # what the act sets: the slug of an organisation, a date, or nothing


@dataclass(frozen=True)
class BulkRow:
    """What an act would change of an item, from `before` to `after`, or why it does not."""

    item: Item
    before: Value
    after: Value
    problem: Reason | None = None


def plan_bulk(
    session: Session,
    types: Mapping[str, ContentType],
    uids: Iterable[uuid.UUID],
    act: str,
    value: Value = None,
    *,
    may: May,
    today: date,
    harm: Harm | None = None,
) -> list[BulkRow]:
    """Say for each item what an act would do; unknown uids are left out, the order stays.

    `value` is the slug of the organisation, or the date of the end; raises Invalid for another.
    """
    check_value(act, value)
    wanted = list(dict.fromkeys(uids))
    found = _read(session, types, wanted)
    items = [found[uid] for uid in wanted if uid in found]
    rows = [_row(item, act, value, may, today) for item in items]
    if act != "publish" or harm is None:
        return rows
    return [replace(row, problem=row.problem or harm(row.item)) for row in rows]


def apply_bulk(
    session: Session,
    types: Mapping[str, ContentType],
    uids: Iterable[uuid.UUID],
    act: str,
    value: Value = None,
    *,
    may: May,
    by: Actor,
    at: datetime,
    atlas: Atlas | None = None,
    versions: Mapping[uuid.UUID, int] | None = None,
    harm: Harm | None = None,
) -> list[BulkRow]:
    """Do an act to all items that it is not refused for, and say what was done and what not.

    `versions` are those of the preview: what somebody changed meanwhile is left alone.
    """
    wanted = list(dict.fromkeys(uids))
    # Locked in one order, so that two bulk acts never wait for each other.
    session.execute(select(Item.id).where(Item.uid.in_(wanted)).order_by(Item.id).with_for_update())
    rows = plan_bulk(session, types, wanted, act, value, may=may, today=italian_day(at), harm=harm)
    atlas = atlas or read_atlas(session)
    done = []
    for row in rows:
        if versions is not None and versions.get(row.item.uid) != row.item.version:
            row = replace(row, problem=N_("Somebody changed this meanwhile."))
        if row.problem is None:
            kind = types[row.item.kind]
            item = stored_item(session, kind, row.item.uid)
            assert item is not None  # noqa: S101  locked above
            _do(session, kind, item, act, value, by=by, at=at, atlas=atlas)
        done.append(row)
    return done


def check_value(act: str, value: Value) -> None:
    """Raise Invalid for an act that is none of ours, or a value that it cannot take."""
    if act not in BULK_ACTS:
        raise Invalid({"act": [N_("This cannot be done to many at once.")]})
    if act == "organisation":
        workflow.refuse(workflow.organisation_problem(value), "value")
    elif act == "end_on" and not isinstance(value, date | None):
        raise Invalid({"value": [N_("This is no date.")]})


def _read(
    session: Session, types: Mapping[str, ContentType], uids: Sequence[uuid.UUID]
) -> dict[uuid.UUID, Item]:
    """Read whole items with their words, however many in two statements a type."""
    named = session.execute(
        select(Item.kind, Item.uid).where(Item.uid.in_(uids), Item.kind.in_(list(types)))
    ).all()
    found: dict[uuid.UUID, Item] = {}
    for name in {kind for kind, _ in named}:
        model = types[name].model
        whole = select(model).where(model.uid.in_([uid for kind, uid in named if kind == name]))
        whole = whole.options(selectinload(model.texts)).execution_options(populate_existing=True)
        found |= {item.uid: item for item in session.scalars(whole)}
    return found


def _row(item: Item, act: str, value: Value, may: May, today: date) -> BulkRow:
    before, after, problem = _changed(item, act, value, today)
    if not may(item, act):
        problem = N_("You may not do this.")
    elif problem is None and before == after:
        problem = N_("Nothing would change.")
    return BulkRow(item, before, after, problem)


def _changed(item: Item, act: str, value: Value, today: date) -> tuple[Value, Value, Reason | None]:
    if act == "publish":
        return item.state, "published", workflow.step_problem(item, "published")
    if act == "archive":
        return item.state, "archived", workflow.step_problem(item, "archived")
    if act == "verify":
        return item.verified_on, today, workflow.check_problem(item)
    if act == "organisation":
        return item.organisation, value, None
    past = N_("This day is over.") if value is not None and value < today else None
    return item.expires_on, value, past


def _do(
    session: Session,
    kind: ContentType,
    item: Item,
    act: str,
    value: Value,
    *,
    by: Actor,
    at: datetime,
    atlas: Atlas,
) -> None:
    if act == "organisation":
        workflow.move_to_organisation(session, kind, item, value, by=by, at=at, atlas=atlas)
    elif act == "end_on":
        workflow.end_on(session, kind, item, value, by=by, at=at, atlas=atlas)
    else:
        command = {
            "publish": workflow.publish, "archive": workflow.archive, "verify": workflow.verify,
        }[act]  # fmt: skip
        command(session, kind, item, by=by, at=at, atlas=atlas)
