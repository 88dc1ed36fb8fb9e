"""Rule 11: where people live or hide, no street, point or number of guests is kept."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import inspect

from services_app.content.organisations.model import Organisation
from services_app.errors import Invalid
from services_app.taxonomies.homes import HOUSING_KINDS
from services_app.taxonomies.offices import OFFICE_KINDS
from services_app.web.store import Store
from tests.harm.planting import (
    ON_SQLITE,
    Open,
    Values,
    address,
    another,
    broken,
    published,
    put,
    real,
    write,
)

PROTECTED = [code for code, term in OFFICE_KINDS.items() if term.notes.get("no_place")]
HIDING = [code for code, term in HOUSING_KINDS.items() if term.notes.get("no_place")]
PLACES: list[dict[str, Any]] = [
    {"address": {"street": "Via Roma 1"}},
    {"lat": 41.8, "lon": 14.9},
    {"lines": [{"id": "l", "line": "Larino-Termoli", "stop": "Piazza"}]},
]


@pytest.mark.parametrize("facts", PLACES, ids=["address", "point", "bus"])
@pytest.mark.parametrize("kind", PROTECTED)
@ON_SQLITE
def test_an_office_where_people_live_is_refused_with_a_place(
    kind: str, facts: Values, store: Store
) -> None:
    record = another(store, "offices", "sai-campobasso", "protected")
    record["facts"] |= {"kind": kind} | facts
    with pytest.raises(Invalid) as refused:
        put(store, "offices", record)
    assert next(iter(refused.value.problems)).removeprefix("facts.") in facts


@pytest.mark.parametrize("kind", HIDING)
@ON_SQLITE
def test_a_bed_for_people_in_need_is_refused_with_a_point(kind: str, store: Store) -> None:
    record = another(store, "housing", "sample-room-larino", "protected")
    record["facts"] |= {"kind": kind, "lat": 41.8, "lon": 14.91, "zone": None}
    with pytest.raises(Invalid) as refused:
        put(store, "housing", record)
    assert "facts.lat" in refused.value.problems


@ON_SQLITE
def test_a_home_shows_an_area_never_a_door(store: Store) -> None:
    record = another(store, "housing", "sample-room-larino", "exact")
    record["facts"] |= {"lat": 41.80123, "lon": 14.91}
    with pytest.raises(Invalid) as refused:
        put(store, "housing", record)
    assert "facts.lat" in refused.value.problems


def test_an_organisation_has_nowhere_to_keep_a_place(store: Store) -> None:
    with store.database.reading() as session:
        tables = ("organisations", "item")
        columns = {
            column["name"]
            for table in tables
            for column in inspect(session.connection()).get_columns(table)
        }
    assert "kind_of_body" in columns
    assert not columns & {
        "address",
        "street",
        "postcode",
        "lat",
        "lon",
        "point",
        "picture",
        "guests",
    }
    assert not {"address", "lat", "lon"} & set(inspect(Organisation).columns.keys())
    for field in ("address", "lat", "lon", "guests", "picture"):
        record = real(store, "organisations", "arci")
        record["facts"][field] = None
        with pytest.raises(Invalid) as refused:
            put(store, "organisations", record)
        assert f"facts.{field}" in refused.value.problems


@ON_SQLITE
@pytest.mark.parametrize(
    ("rule", "words", "part"),
    [
        ("street", "Il centro è in via Roma, dopo la chiesa.", "what"),
        ("street", "Piazza della Libertà 3", "note"),
        ("street", "Dalla stazione, autobus 5.", "travel"),
        ("guests", "Ci vivono 25 persone.", "what"),
        ("guests", "It has 40 beds.", "what"),
    ],
)
def test_words_that_lead_to_a_protected_place_are_found(
    rule: str, words: str, part: str, store: Store
) -> None:
    record = real(store, "offices", "sai-campobasso")
    assert not broken(store, "offices", record)
    assert rule in broken(store, "offices", write(record, "it", words, part))


@ON_SQLITE
def test_words_and_zones_elsewhere_are_found_too(store: Store) -> None:
    record = write(real(store, "organisations", "arci"), "it", "La sede è in via Roma 12.")
    assert "street" in broken(store, "organisations", record)
    home = real(store, "housing", "sample-room-larino")
    home["facts"] |= {"kind": "host_family", "zone": None}
    assert "street" not in broken(store, "housing", home)
    home["facts"]["zone"] = "Centro storico"
    assert "street" in broken(store, "housing", home)


@ON_SQLITE
@pytest.mark.parametrize(
    ("rule", "facts"),
    [
        ("unlisted", {"kind": "shelter"}),
        ("unlisted", {"kind": "minors_home"}),
        ("phone-only", {"kind": "antiviolence", "website": "https://example.org"}),
        ("phone-only", {"kind": "antiviolence", "email": "a@example.org"}),
        ("not-sensitive", {"kind": "antiviolence"}),
    ],
)
def test_a_home_that_hides_people_is_never_listed(rule: str, facts: Values, store: Store) -> None:
    record = real(store, "offices", "sai-campobasso")
    record["facts"] |= facts
    assert rule in broken(store, "offices", record)


@ON_SQLITE
def test_no_real_page_tells_where_people_live(store: Store, page: Open) -> None:
    protected = [item for item in published(store, "offices") if item.kind_of_office in PROTECTED]
    assert protected
    for item in protected:
        opened = page(address(store, item))
        assert "Not shown, to protect the people who live there." in opened.text
        assert "geo:" not in opened.html
    for item in published(store, "organisations"):
        assert "geo:" not in page(address(store, item)).html
