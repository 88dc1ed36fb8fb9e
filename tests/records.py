"""Records for tests: small ones made by hand, and those of the starting content."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services_app.config import ROOT
from services_app.content import CONTENT_TYPES
from services_app.content.commands import open_place, save_record
from services_app.content.item import Actor, Item, Seen
from services_app.content.type import ContentType
from services_app.places.commands import open_town
from services_app.places.model import Place
from services_app.seeding import seed_records

TESTER = Actor("tester")
TYPES = {kind.name: kind for kind in CONTENT_TYPES}
KINDS = list(TYPES)
LARINO, TERMOLI, CAMPOBASSO, PADOVA = "070031", "070078", "070006", "028060"
Raw = dict[str, Any]  # a record as JSON


@cache
def seeded(kind: str) -> tuple[Raw, ...]:
    """List the records of a type in seed/; they are shared, so nobody changes them."""
    return tuple(record for _, record in seed_records(ROOT / "seed", TYPES[kind]))


def job(slug: str = "a-job", place: str = LARINO, **facts: Any) -> Raw:
    """Make a record of a job offer; `facts` replace or add."""
    return _record(slug, place) | {
        "facts": {
            "occupation": "pruner", "employer": "Ditta di Prova", "employer_kind": "company",
            "contract": "fixed_term", "working_time": "full_time", "pay_cents": 900,
            "pay_unit": "hour", "pay_gross": True, "italian_level": "a1",
            "contact_way": "employment_centre",
        } | facts
    }  # fmt: skip


def office(slug: str = "an-office", place: str = LARINO, **facts: Any) -> Raw:
    """Make a record of an office; `facts` replace or add."""
    return _record(slug, place) | {
        "facts": {"kind": "caritas", "name": "Sportello di Prova"} | facts
    }


def event(slug: str = "an-event", place: str = LARINO, **facts: Any) -> Raw:
    """Make a record of an event, which needs `starts_at`; `facts` replace or add."""
    return _record(slug, place) | {
        "facts": {"kind": "festival", "organiser": "Pro Loco di Prova"} | facts
    }


def guide(slug: str = "a-guide", **facts: Any) -> Raw:
    """Make a record of a guide for all of Italy; `facts` replace or add."""
    return _record(slug, "it") | {"facts": {"topic": "health"} | facts}


def words(title: str, summary: str = "", **more: Any) -> Raw:
    """Make the words of one language."""
    return {"title": title, "summary": summary} | more


def saved(session: Session, kind: str, record: Raw) -> Item:
    """Save a record and write it to the database."""
    item = save_record(session, TYPES[kind], record, by=TESTER)
    session.flush()
    return item


def seen_by(session: Session, item: Item) -> dict[str, Seen]:
    """Map the code of each town that sees an item to how it sees it."""
    rows = session.execute(
        select(Place.code, Seen).join(Place, Place.id == Seen.place_id).where(
            Seen.item_id == item.id
        )
    )  # fmt: skip
    return {code: seen for code, seen in rows}


def opened(session: Session, code: str, **opening: Any) -> Place:
    """Open a town, or change its radius or patron day, and write anew what it sees."""
    place = open_town(session, code, opening)
    open_place(session, place, CONTENT_TYPES)
    return place


def kind_of(item: Item) -> ContentType:
    """Give the type of an item."""
    return TYPES[item.kind]


def _record(slug: str, place: str) -> Raw:
    return {"slug": slug, "place": place, "state": "published", "texts": {}}
