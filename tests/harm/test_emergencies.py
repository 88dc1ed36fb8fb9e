"""In danger a reader is told which emergency room is open, and every number that may be needed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient

from services_app.content.opening import opening, osm_expression
from services_app.web.store import Store
from tests.content.test_opening import closure
from tests.harm.planting import ON_SQLITE, Open, another, put, real
from tests.pages import Page
from tests.sheets.reading import words_in

NIGHT = datetime(2026, 11, 24, 21, 0, tzinfo=UTC)  # 22:00 in Italy
CHRISTMAS = datetime(2026, 12, 25, 9, 0, tzinfo=UTC)
DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
OFFICE_HOURS = {day: [["08:00", "14:00"]] for day in DAYS[:5]}
UNTIL_EIGHT = {day: [["08:00", "20:00"]] for day in DAYS}


def hospital(store: Store, slug: str = "a-hospital", **facts: Any) -> None:
    """Put a hospital into Larino; its office is open on weekday mornings."""
    record = another(store, "offices", "larino-comune", slug)
    usual = {"kind": "hospital", "name": f"Ospedale {slug}", "lat": 41.80, "lon": 14.91}
    record["facts"] |= usual | {"emergency_room": "yes", "week": OFFICE_HOURS} | facts
    put(store, "offices", record)


def tags(opened: Page, title: str) -> list[str]:
    """List the tags of the card with this title."""
    for card in opened.all("a"):
        if title in "".join(card.itertext()):
            return [" ".join("".join(tag.itertext()).split()) for tag in card.iter("span")
                    if (tag.get("class") or "").startswith("tag")]  # fmt: skip
    raise AssertionError(title)


@ON_SQLITE
@pytest.mark.parametrize(
    ("facts", "now", "said"),
    [
        ({"emergency_24h": "yes"}, NIGHT, ["day and night"]),
        ({"emergency_24h": "no", "emergency_week": UNTIL_EIGHT}, NIGHT,
         ["closed now, opens Wednesday 08:00", "not open day and night"]),
        ({"emergency_week": UNTIL_EIGHT}, CHRISTMAS, ["open now, until 20:00"]),
        ({"emergency_24h": "no"}, NIGHT, ["hours not known", "not open day and night"]),
        ({"emergency_24h": "unknown"}, NIGHT, ["hours not known", "open at night? not known"]),
        ({}, NIGHT, ["hours not known", "open at night? not known"]),
    ],
)  # fmt: skip
def test_an_emergency_room_is_told_by_its_own_hours(
    facts: dict[str, Any], now: datetime, said: list[str], store: Store, page: Open
) -> None:
    closures = [closure("2026-11-01", "2026-12-31")]
    hospital(store, closures=closures, access_modes=["appointment"], **facts)
    store.clock = lambda: now
    shown = tags(page("/en/larino/now"), "Ospedale a-hospital")
    assert [tag for tag in shown if "km" not in tag and "permit" not in tag] == [
        "emergency room", *said,
    ]  # fmt: skip
    opened = page("/en/larino/offices/a-hospital").text
    assert all(each in opened for each in said)


def test_no_day_of_the_office_closes_its_emergency_room() -> None:
    facts = {
        "emergency_week": UNTIL_EIGHT, "closures": [closure("2026-12-25", "2026-12-25")],
        "open_on_holidays": False, "patron_day": "12-25",
    }  # fmt: skip
    assert opening(facts, CHRISTMAS, "emergency_week").state == "open"
    assert "off" not in osm_expression(facts, "emergency_week")


@ON_SQLITE
@pytest.mark.parametrize(("room", "told"), [("yes", False), ("no", True)])
def test_nobody_calls_first_because_the_hours_of_the_office_are_not_known(
    room: str, told: bool, store: Store, page: Open
) -> None:
    hospital(store, week=None, emergency_room=room, emergency_24h="yes")
    opened = page("/en/larino/offices/a-hospital").text
    assert ("Call before you travel" in opened) == told
    assert ("day and night" in opened) == (not told)


@ON_SQLITE
@pytest.mark.parametrize("hours", [["00:00", "24:00"], ["03:00", "03:30"]])
def test_paper_never_says_that_an_emergency_room_is_open_now(
    hours: list[str], store: Store, client: FlaskClient
) -> None:
    hospital(store, emergency_week={day: [hours] for day in DAYS})
    read = words_in(client.get("/en/larino/offices/a-hospital/sheet.pdf").data)
    assert "emergency room" in read
    assert hours[1] in read
    assert "open now" not in read
    assert "closed now" not in read
    hospital(store, "all-day", emergency_24h="yes", week=None)
    assert "day and night" in words_in(client.get("/en/larino/offices/all-day/sheet.pdf").data)


@pytest.mark.parametrize(
    ("works", "fails", "both"),
    [
        (["14"], [], False), (["it"], ["05"], False), (["070"], None, False),
        ([], ["14"], True), (["14"], ["070031"], True), (["it"], ["070"], True),
        (["05"], ["06"], True), (None, None, True),
    ],
)  # fmt: skip
@ON_SQLITE
def test_both_numbers_are_shown_unless_one_is_known_to_answer(
    works: list[str] | None, fails: list[str] | None, both: bool, store: Store, page: Open
) -> None:
    record = real(store, "helplines", "nue112")
    record["facts"] |= {"where_active": works, "where_not_active": fails}
    put(store, "helplines", record)
    links = page("/en/larino/now").links()
    assert "tel:112" in links
    assert ("tel:118" in links) == both


@ON_SQLITE
def test_the_one_number_is_known_by_what_is_dialled_and_not_by_its_address(
    store: Store, page: Open
) -> None:
    put(store, "helplines", real(store, "helplines", "nue112") | {"slug": "one-number"})
    for town, both in (("larino", False), ("padova", True)):
        opened = page(f"/en/{town}/now")
        assert ("tel:118" in opened.links()) == both, town
        assert f"/en/{town}/helplines/one-number" not in opened.links()


@ON_SQLITE
@pytest.mark.parametrize("known", ["unknown", None])
def test_a_hospital_that_may_have_an_emergency_room_is_listed_and_promises_none(
    known: str | None, store: Store, page: Open
) -> None:
    phones = [{"id": "p1", "number": "+390874000000"}]
    hospital(store, "with-phone", emergency_room=known, phones=phones)
    hospital(store, "without", emergency_room=known, phones=[])
    opened = page("/en/larino/now")
    text = opened.text
    heading = text.index("Hospitals: ask if there is an emergency room")
    for slug, said in (("with-phone", "ask by telephone"), ("without", "not known")):
        assert heading < text.index(f"Ospedale {slug}")
        shown = tags(opened, f"Ospedale {slug}")
        assert f"emergency room? {said}" in shown
        assert "emergency room" not in shown
    hospital(store, "without", emergency_room="no", phones=[])
    assert "no emergency room" in tags(page("/en/larino/now"), "Ospedale without")
