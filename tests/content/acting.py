"""What tests of acts need: an office that acts, its times, and items read anew."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from services_app.content.commands import stored_item
from services_app.content.history import revisions
from services_app.content.item import Actor, Item, Revision
from services_app.content.queries import Moment, listed
from services_app.places.atlas import read_atlas
from tests.conftest import NOON
from tests.records import LARINO, TYPES

OFFICE = Actor("Anna Rossi", "Sportello di Prova", 7)
PERSON = Actor("Anna Rossi", None, 7)
TODAY = NOON.date()
AT = {"by": OFFICE, "at": NOON}


def days_ago(count: int) -> date:
    """Give the date that lies some days before today."""
    return TODAY - timedelta(days=count)


def checked(count: int) -> dict[str, Any]:
    """Give the part of a record that says it was checked some days ago."""
    return {"verified_on": days_ago(count).isoformat(), "verified_by": "Sportello di Prova"}


def reread(session: Session, item: Item) -> Item:
    """Read an item anew from the database."""
    session.flush()
    session.expire_all()
    found = stored_item(session, TYPES[item.kind], item.uid)
    assert found is not None
    return found


def last_act(session: Session, item: Item) -> Revision:
    """Give the newest revision of an item."""
    return revisions(session, item.uid)[0]


def slugs_listed(session: Session, kind: str, code: str = LARINO, on: date = TODAY) -> list[str]:
    """List what a town sees of a kind on a day at noon, without samples, in its order."""
    now = NOON + (on - TODAY)
    rows, _ = listed(
        session, kind, read_atlas(session).by_code[code], Moment(now, on, samples=False), limit=500
    )
    return [row.slug for row in rows]
