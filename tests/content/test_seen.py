"""Which towns see an item: competence beats distance, and only what is published."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.orm import Session

from services_app.content.queries import Moment, listed, newest
from services_app.places.atlas import read_atlas
from tests.conftest import NOON
from tests.content.acting import slugs_listed
from tests.records import (
    CAMPOBASSO,
    LARINO,
    PADOVA,
    TERMOLI,
    guide,
    job,
    office,
    opened,
    saved,
    seen_by,
)

MOLISE = {LARINO, TERMOLI, CAMPOBASSO}
NEAR_LARINO: dict[str, Any] = {"lat": 41.801, "lon": 14.91}


def test_an_authority_is_seen_by_the_places_it_serves_only(session: Session) -> None:
    item = saved(session, "offices", office(kind="questura", serves=[PADOVA], **NEAR_LARINO))
    assert set(seen_by(session, item)) == {PADOVA}


def test_an_authority_next_door_that_serves_elsewhere_is_not_shown(session: Session) -> None:
    item = saved(session, "offices", office(kind="comune_anagrafe", serves=[TERMOLI]))
    assert LARINO not in seen_by(session, item)


@pytest.mark.parametrize("serves", [["070"], ["14"], ["14", LARINO]])
def test_who_serves_a_province_or_region_serves_its_towns(
    session: Session, serves: list[str]
) -> None:
    item = saved(session, "offices", office(kind="prefettura", serves=serves))
    assert set(seen_by(session, item)) == MOLISE


def test_who_serves_nobody_is_seen_by_nobody(session: Session) -> None:
    item = saved(session, "offices", office(kind="questura", serves=[]))
    assert seen_by(session, item) == {}


def test_an_authority_of_unknown_competence_is_marked_in_its_province(session: Session) -> None:
    item = saved(session, "offices", office(kind="questura", place=CAMPOBASSO))
    seen = seen_by(session, item)
    assert set(seen) == MOLISE
    assert not any(each.competent for each in seen.values())


def test_what_is_known_to_be_competent_comes_before_what_is_not(session: Session) -> None:
    far = saved(session, "offices", office("far", PADOVA, kind="questura", serves=[LARINO]))
    near = saved(session, "offices", office("near", kind="questura"))
    keys = [seen_by(session, item)[LARINO].order_key for item in (far, near)]
    assert keys == sorted(keys)


def test_an_association_is_seen_within_the_radius(session: Session) -> None:
    item = saved(session, "offices", office(**NEAR_LARINO))
    seen = seen_by(session, item)
    assert set(seen) == MOLISE
    assert seen[LARINO].km == pytest.approx(0.8, abs=0.1)
    assert seen[TERMOLI].km == pytest.approx(24, abs=3)


def test_what_lies_outside_the_radius_is_not_seen(session: Session) -> None:
    opened(session, TERMOLI, radius_km=5)
    item = saved(session, "offices", office(**NEAR_LARINO))
    assert set(seen_by(session, item)) == {LARINO, CAMPOBASSO}


def test_changing_the_radius_writes_anew_what_a_town_sees(session: Session) -> None:
    item = saved(session, "offices", office(**NEAR_LARINO))
    opened(session, TERMOLI, radius_km=5)
    assert TERMOLI not in seen_by(session, item)
    opened(session, TERMOLI, radius_km=60)
    assert TERMOLI in seen_by(session, item)


def test_an_exact_point_gives_an_exact_distance(session: Session) -> None:
    seen = seen_by(session, saved(session, "offices", office(**NEAR_LARINO)))
    assert not any(each.km_about for each in seen.values())


def test_without_a_point_the_distance_is_that_of_the_town_and_said_to_be_about(
    session: Session,
) -> None:
    seen = seen_by(session, saved(session, "offices", office()))
    assert seen[TERMOLI].km_about
    assert seen[TERMOLI].km == pytest.approx(24, abs=3)
    assert seen[LARINO].km is None


def test_nothing_is_near_that_lies_in_a_place_without_a_point(session: Session) -> None:
    seen = seen_by(session, saved(session, "jobs", job(place="14")))
    assert set(seen) == MOLISE
    assert all(each.km is None for each in seen.values())


def test_a_guide_for_italy_is_seen_by_every_town(session: Session) -> None:
    towns = {town.code for town in read_atlas(session).towns}
    assert set(seen_by(session, saved(session, "guides", guide()))) == towns


@pytest.mark.parametrize("state", ["draft", "review", "archived"])
def test_what_is_not_published_is_seen_by_nobody(session: Session, state: str) -> None:
    item = saved(session, "jobs", job() | {"state": state})
    assert seen_by(session, item) == {}


def test_taking_an_item_back_removes_it_from_every_town(session: Session) -> None:
    item = saved(session, "jobs", job())
    assert seen_by(session, item)
    saved(session, "jobs", job() | {"state": "draft"})
    assert seen_by(session, item) == {}


def test_what_is_archived_is_in_no_list_though_the_towns_that_saw_it_are_remembered(
    session: Session,
) -> None:
    item = saved(session, "jobs", job())
    before = set(seen_by(session, item))
    assert "a-job" in slugs_listed(session, "jobs")
    saved(session, "jobs", job() | {"state": "archived"})
    assert set(seen_by(session, item)) == before
    assert "a-job" not in slugs_listed(session, "jobs")


def test_opening_a_town_shows_it_nothing_unpublished(session: Session) -> None:
    item = saved(session, "jobs", job(place="070029") | {"state": "draft"})
    opened(session, "070029")
    assert seen_by(session, item) == {}


def test_opening_a_town_shows_it_what_was_there_before(session: Session) -> None:
    item = saved(session, "offices", office(place="070029", kind="comune_anagrafe",
                                            serves=["070029"]))  # fmt: skip
    assert seen_by(session, item) == {}
    opened(session, "070029")
    assert set(seen_by(session, item)) == {"070029"}


def test_saving_and_rebuilding_write_the_same(session: Session) -> None:
    item = saved(session, "offices", office(**NEAR_LARINO))

    def facts() -> dict[str, tuple[object, ...]]:
        session.expire_all()
        return {
            code: (each.order_key, each.km, each.km_about, each.competent, each.hide_on)
            for code, each in seen_by(session, item).items()
        }

    written = facts()
    for code in written:
        opened(session, code)
    assert facts() == written


def test_what_is_newest_of_several_types_stands_as_in_their_lists(session: Session) -> None:
    town = read_atlas(session).by_code[LARINO]
    moment = Moment(NOON, NOON.date(), samples=True)
    limits = {"organisations": 9, "offices": 8, "guides": 7}
    rows = newest(session, limits, town, moment)
    assert [row.slug for row in rows] == [
        row.slug
        for kind, limit in limits.items()
        for row in listed(session, kind, town, moment, limit=limit)[0]
    ]


def test_an_offer_is_listed_until_the_day_before_it_ends_and_from_when_it_is_published(
    session: Session,
) -> None:
    saved(session, "jobs", job("ends-today") | {"expires_on": "2026-11-24"})
    saved(session, "jobs", job("ends-tomorrow") | {"expires_on": "2026-11-25"})
    saved(session, "jobs", job("later") | {"publish_at": "2026-11-24T12:00:01+01:00"})
    saved(session, "jobs", job("just-now") | {"publish_at": "2026-11-24T12:00:00+01:00"})
    town = read_atlas(session).by_code[LARINO]
    moment = Moment(NOON, NOON.date(), samples=False)
    rows, _ = listed(session, "jobs", town, moment, limit=100)
    slugs = {row.slug for row in rows}
    assert {"ends-tomorrow", "just-now"} <= slugs
    assert not {"ends-today", "later"} & slugs
