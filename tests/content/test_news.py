"""What is news for the readers of a town, and what never is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from services_app.content.ageing import end_offers
from services_app.content.batches import save_records
from services_app.content.commands import open_place, save_record, stored_item
from services_app.content.item import Actor, Item, Seen
from services_app.content.news import WEEKS, News, forget_told, news
from services_app.content.queries import Moment
from services_app.content.seen import purge_ended
from services_app.content.workflow import archive, law_changed, publish, sign_text, verify, withdraw
from services_app.places.atlas import read_atlas
from services_app.places.model import Place
from tests.conftest import NOON
from tests.content.acting import slugs_listed
from tests.records import (
    LARINO,
    PADOVA,
    TERMOLI,
    TYPES,
    event,
    guide,
    job,
    office,
    opened,
    seen_by,
    words,
)

CAS = Actor("Maria Rossi", "Centro di Prova")
DAY = timedelta(days=1)
AGO = NOON - 5 * DAY


@pytest.fixture(autouse=True)
def _nothing_new_yet(session: Session) -> None:
    session.execute(update(Seen).values(changed_at=None))
    session.execute(update(Item).values(changed_at=None))


def put(session: Session, kind: str, record: dict[str, Any], at: datetime) -> Item:
    """Save a record at a time, and write it to the database."""
    item = save_record(session, TYPES[kind], record, by=CAS, at=at)
    session.flush()
    return item


def done(session: Session, act: Callable[..., object], item: Item, at: datetime) -> None:
    """Do an act to an item as the console does."""
    kind = TYPES[item.kind]
    act(session, kind, stored_item(session, kind, item.uid), by=CAS, at=at)
    session.flush()


def told(session: Session, code: str = LARINO, now: datetime = NOON, **page: int) -> list[News]:
    """List the news of a town."""
    session.flush()
    town = read_atlas(session).by_code[code]
    return news(session, town, Moment(now, now.date(), samples=True), **page)[0]


def said(session: Session, code: str = LARINO, now: datetime = NOON) -> list[tuple[str, str]]:
    """List (what, slug) of the news of a town."""
    return [(each.what, each.row.slug) for each in told(session, code, now)]


def test_what_began_changed_and_ended_is_told_newest_first(session: Session) -> None:
    put(session, "jobs", job("begun"), AGO)
    put(session, "jobs", job("changed"), AGO)
    over = put(session, "jobs", job("over"), AGO)
    put(session, "jobs", job("changed", pay_cents=1234), NOON - DAY)
    done(session, archive, over, NOON - 2 * DAY)
    assert said(session) == [("changed", "changed"), ("ended", "over"), ("new", "begun")]
    assert [each.at for each in told(session)] == [NOON - DAY, NOON - 2 * DAY, AGO]
    assert told(session)[0].paths == ("facts.pay_cents",)


def test_a_check_or_a_signature_is_no_news(session: Session) -> None:
    item = put(session, "guides", guide("signed") | {"texts": {"it": words("Parole")}}, AGO)
    done(session, verify, item, NOON)
    sign_text(session, TYPES["guides"], stored_item(session, TYPES["guides"], item.uid), "it",
              by=CAS, at=NOON)  # fmt: skip
    assert [(each.what, each.at) for each in told(session)] == [("new", AGO)]


def test_a_draft_is_nobodys_news_until_it_is_published(session: Session) -> None:
    item = put(session, "jobs", job("draft") | {"state": "draft"}, AGO)
    put(session, "jobs", job("draft", pay_cents=950) | {"state": "review"}, AGO + DAY)
    assert said(session) == []
    done(session, publish, item, NOON - DAY)
    assert [(each.what, each.at) for each in told(session)] == [("new", NOON - DAY)]
    done(session, withdraw, item, NOON)
    assert said(session) == [], "what was withdrawn has no name either"


def test_what_never_was_public_does_not_end(session: Session) -> None:
    put(session, "jobs", job("never") | {"state": "draft"}, AGO)
    put(session, "jobs", job("never") | {"state": "archived"}, NOON)
    early = put(session, "jobs", job("early") | {"mediators_until": "2026-11-30"}, AGO)
    done(session, archive, early, NOON)
    assert said(session) == []
    assert said(session, now=NOON + 10 * DAY) == []


def test_what_mediators_show_first_is_new_on_the_day_it_begins_to_show(session: Session) -> None:
    raw = job("early") | {"mediators_until": "2026-11-22"}
    put(session, "jobs", raw, AGO)
    put(session, "jobs", raw | {"facts": job(pay_cents=950)["facts"]}, AGO + DAY)
    later = {"publish_at": "2026-11-23T08:00:00+00:00"}
    put(session, "jobs", job("late") | later, AGO)
    put(session, "jobs", job("late", pay_cents=950) | later, AGO + DAY)
    put(session, "jobs", job("lifted") | {"mediators_until": "2027-01-10"}, AGO)
    assert said(session, now=AGO + DAY) == []
    put(session, "jobs", job("lifted"), NOON)
    assert said(session) == [("new", "lifted"), ("new", "late"), ("new", "early")]
    assert told(session)[1].at.isoformat() == "2026-11-23T08:00:00+00:00"


def test_samples_and_sensitive_items_are_never_told(session: Session) -> None:
    put(session, "jobs", job("sample") | {"sample": True}, AGO)
    quiet = put(session, "guides", guide("quiet") | {"sensitive": True}, AGO)
    put(session, "guides", guide("open"), AGO)
    put(session, "guides", guide("open") | {"sensitive": True}, NOON)
    done(session, archive, quiet, NOON)
    assert said(session) == []


def test_each_town_has_its_own_news(session: Session) -> None:
    put(session, "jobs", job("here"), AGO)
    away = put(session, "jobs", job("away", PADOVA), AGO)
    near = put(session, "jobs", job("near", TERMOLI), AGO)
    served = put(session, "offices", office("served", PADOVA, kind="questura", serves=["14"]), AGO)
    assert {slug for _, slug in said(session)} == {"here", "near", "served"}
    for item in (away, near, served):
        done(session, archive, item, NOON)
    over = {slug for what, slug in said(session) if what == "ended"}
    assert over == {"near", "served"}
    assert ("ended", "away") in said(session, PADOVA)


def test_what_a_town_never_saw_does_not_end_there(session: Session) -> None:
    paglieta = "069059"  # 52 km away, yet in the square around the circle
    far = {"starts_at": "2026-12-24T20:00+01:00", "lat": 42.16, "lon": 14.5}
    for kind, record in (
        ("jobs", job("beyond", paglieta)),
        ("events", event("beyond", TERMOLI, **far)),
        ("jobs", job("within", TERMOLI)),
    ):
        done(session, archive, put(session, kind, record, AGO), NOON)
    assert said(session) == [("ended", "within")]


def test_that_something_ended_outlives_the_night_and_an_opening_but_not_its_weeks(
    session: Session,
) -> None:
    item = put(session, "jobs", job("over") | {"expires_on": NOON.date().isoformat()}, AGO)
    end_offers(session, TYPES, NOON.date(), at=NOON)
    purge_ended(session, TYPES, NOON.date())
    opened(session, LARINO)
    assert forget_told(session, NOON + timedelta(weeks=WEEKS)) == 0
    assert said(session) == [("ended", "over")]
    assert "over" not in slugs_listed(session, "jobs")
    assert forget_told(session, NOON + timedelta(weeks=WEEKS, days=1)) > 0
    assert seen_by(session, item) == {}


def test_only_the_last_weeks_are_told(session: Session) -> None:
    put(session, "jobs", job("old"), NOON - timedelta(weeks=WEEKS, days=1))
    put(session, "jobs", job("young"), NOON - timedelta(weeks=WEEKS) + DAY)
    assert said(session) == [("new", "young")]


def test_a_corrected_item_and_a_changed_law_are_called_so(session: Session) -> None:
    put(session, "offices", office("corrected"), AGO)
    put(session, "offices", office("corrected", email="a@example.org"), NOON - DAY)
    session.execute(update(Item).where(Item.slug == "corrected").values(corrected_on=NOON.date()))
    put(session, "guides", guide("law", topic="citizenship"), AGO)
    assert ("corrected", "corrected") in said(session)
    law_changed(session, TYPES, "citizenship", by=CAS, at=NOON)
    assert ("law", "law") in said(session)


def test_an_import_is_told_and_opening_a_town_anew_keeps_it(session: Session) -> None:
    save_records(session, TYPES["jobs"], [job("a"), job("b")], act="imported", by=CAS, at=AGO)
    assert said(session) == [("new", "b"), ("new", "a")]
    place = session.scalars(select(Place).where(Place.code == LARINO)).one()
    open_place(session, place, list(TYPES.values()))
    assert ("new", "a") in said(session)


def test_pages_hold_each_entry_once(session: Session) -> None:
    for number in range(7):
        item = put(session, "jobs", job(f"j-{number}"), AGO + number * timedelta(hours=1))
        if number % 2:
            done(session, archive, item, NOON - number * timedelta(hours=1))
    pages = [told(session, offset=start, limit=3) for start in (0, 3, 6, 9)]
    assert [len(page) for page in pages] == [3, 3, 1, 0]
    assert [each.row.slug for page in pages for each in page] == [
        "j-1", "j-3", "j-5", "j-6", "j-4", "j-2", "j-0",
    ]  # fmt: skip
