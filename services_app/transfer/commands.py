"""Apply a plan: every row of it in the caller's one transaction, or none."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from services_app.content.batches import save_records
from services_app.content.item import Actor, Item, now_utc
from services_app.errors import N_, Conflict, Invalid
from services_app.places.atlas import read_atlas
from services_app.transfer.judging import CHANGED, NEW
from services_app.transfer.planning import BATCH, Plan, PlanRow
from services_app.transfer.steps import Progress, Steps, finished


def apply_plan(session: Session, plan: Plan, *, by: Actor, progress: Progress | None = None) -> int:
    """Save what a plan says is new or changed; say how many items were written.

    Raises Invalid where a row is faulty, Conflict where an item was changed since the plan.
    """
    return finished(applying(session, plan, by=by), progress)


def applying(session: Session, plan: Plan, *, by: Actor) -> Steps[int]:
    """Do what `apply_plan` does, step by step."""
    if not plan.ready:
        raise Invalid({"file": [N_("Nothing was saved: some rows are faulty.")]})
    atlas, at = read_atlas(session), now_utc()  # one act, one time
    done = written = 0
    for start in range(0, len(plan.rows), BATCH):
        rows = plan.rows[start : start + BATCH]
        _as_planned(session, plan, rows)
        records = [row.record for row in rows if row.status in (NEW, CHANGED)]
        if records:
            save_records(session, plan.kind, records, act="imported", by=by, atlas=atlas, at=at)
        done, written = done + len(rows), written + len(records)
        yield done, len(plan.rows)
    return written


def _as_planned(session: Session, plan: Plan, rows: Sequence[PlanRow]) -> None:
    """Make sure that each item still is what the plan compared with, and stays so until we end."""
    uids = [row.uid for row in rows if row.uid]
    found = session.execute(
        select(Item.uid, Item.version).where(Item.uid.in_(uids)).order_by(Item.id).with_for_update()
    )
    versions = {uid: version for uid, version in found}
    for row in rows:
        if row.uid and versions.get(row.uid, 0) != row.version:
            raise Conflict(row.uid, versions.get(row.uid))
    slugs = {row.slug for row in rows if row.status == NEW}
    taken = select(Item.uid, Item.version).where(Item.kind == plan.kind.name, Item.slug.in_(slugs))
    for uid, version in session.execute(taken):
        raise Conflict(uid, version)
