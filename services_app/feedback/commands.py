"""What readers and operators do with reports: send one, answer those of an item."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from services_app.content.commands import raise_generation
from services_app.content.item import Actor, Item, Revision
from services_app.errors import N_, Invalid, NotFound, Reason
from services_app.feedback.model import Report
from services_app.feedback.notes import masked_note
from services_app.taxonomies.reports import REPORT_ANSWERS, REPORT_REASONS


def send_report(
    session: Session,
    item: Item,
    *,
    reason: str,
    note: str,
    lang: str,
    place_code: str,
    today: date,
) -> Report:
    """Keep what a reader says is wrong; raises Invalid with codes for `reason` and `note`."""
    problems: dict[str, Sequence[Reason]] = {}
    if reason not in REPORT_REASONS:
        problems["reason"] = [Reason("missing")]
    try:
        words = masked_note(note)
    except Invalid as error:
        problems |= error.problems
    if problems:
        raise Invalid(problems)
    report = Report(
        item_uid=item.uid,
        kind=item.kind,
        lang=None if item.sensitive else lang,
        place_code=None if item.sensitive else place_code,
        reason=reason,
        note=words,
        created_on=today,
    )
    session.add(report)
    return report


def answer_report(
    session: Session, item_uid: uuid.UUID, answer: str, *, by: Actor, today: date
) -> int:
    """Answer all open reports of an item and forget their words; give how many there were.

    "corrected" is said on the item's page for some days, unless the item is sensitive.
    Raises Invalid for an unknown answer, NotFound for an unknown item.
    """
    if answer not in REPORT_ANSWERS:
        raise Invalid({"answer": [N_("This is not one of the choices.")]})
    item = session.scalar(select(Item).where(Item.uid == item_uid))
    if item is None:
        raise NotFound(f"item {item_uid}")
    its_open = (Report.item_uid == item_uid, Report.state == "open")
    reasons = {
        reason: count
        for reason, count in session.execute(
            select(Report.reason, func.count()).where(*its_open).group_by(Report.reason)
        )
    }
    if not reasons:
        return 0
    answered = {"answer": answer, "answered_by": by.name, "answered_on": today, "note": ""}
    session.execute(
        update(Report)
        .where(*its_open)
        .values(state=REPORT_ANSWERS[answer].notes["state"], **answered)
    )
    if answer == "corrected" and not item.sensitive:
        item.corrected_on = today
        raise_generation(session, "content")
    session.add(
        Revision(
            item_uid=item_uid, kind=item.kind, version=item.version, act="answered",
            actor=by.name, actor_id=by.id,
            before={"reports": reasons}, after={"reports": {}, "answer": answer},
        )
    )  # fmt: skip
    return sum(reasons.values())
