"""Rule 6: each place says whether it asks for a permit; helpers come before police."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

import pytest

from services_app.taxonomies.offices import ASKS_FOR_PERMIT, OFFICE_KINDS
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
)

ANSWERS = [term.label.text for term in ASKS_FOR_PERMIT.values()]
LAWYER_FIRST = "talk to a lawyer or an association first"
AUTHORITIES = ("questura", "commissariato", "prefettura", "inl")
LARINO = "070031"


@ON_SQLITE
def test_every_office_says_on_its_page_who_asks_for_papers(store: Store, page: Open) -> None:
    for item in published(store, "offices"):
        opened = page(address(store, item))
        assert any(answer in opened.text for answer in ANSWERS), item.slug


@ON_SQLITE
@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/en/larino/offices?kind=hospital", "does not ask for a permit"),
        ("/en/campobasso/offices?kind=questura", "police office"),
    ],
)
def test_a_card_says_it_too_where_it_is_known(path: str, answer: str, page: Open) -> None:
    cards = [each for each in page(path).tree.iter("li") if _leads_to_an_office(each)]
    assert cards
    for card in cards:
        assert answer in "".join(card.itertext())


def _leads_to_an_office(element: Element) -> bool:
    return any("/offices/" in each.get("href", "") for each in element.iter("a"))


@ON_SQLITE
def test_a_police_office_says_so_and_sends_to_a_lawyer_first(store: Store, page: Open) -> None:
    police = [
        item
        for item in published(store, "offices")
        if OFFICE_KINDS[item.kind_of_office].notes["asks_for_permit"] == "police"
    ]
    assert len(police) > 5
    for item in police:
        opened = page(address(store, item))
        assert ASKS_FOR_PERMIT["police"].label.text in opened.text
        assert LAWYER_FIRST in opened.text, item.slug
        assert any(link.endswith("/guides/free-legal-help") for link in opened.links())


@ON_SQLITE
def test_an_office_may_answer_otherwise_than_its_kind(store: Store, page: Open) -> None:
    record = real(store, "offices", "cpi-termoli")
    record["facts"]["asks_for_permit"] = "no"
    put(store, "offices", record)
    assert "does not ask for a permit" in page("/en/termoli/offices/cpi-termoli").text


@pytest.mark.parametrize("authority", ["questura", "prefettura", "inl"])
def test_helpers_stand_before_authorities_on_a_guide(
    authority: str, store: Store, page: Open
) -> None:
    for slug, kind in (("a-first", authority), ("b-second", "legal_aid")):
        record = another(store, "offices", "larino-comune", slug)
        record["facts"] |= {"kind": kind, "name": f"Ufficio {slug}", "serves": [LARINO]}
        # The authority lies nearer, so that distance alone would put it first.
        record["facts"] |= {"lat": 41.8, "lon": 14.91 if kind == authority else 14.99}
        put(store, "offices", record)
    guide = real(store, "guides", "bank-account")
    guide["facts"] |= {"office_kinds": [authority, "legal_aid"], "only_with_help": [authority]}
    put(store, "guides", guide)
    html = page("/en/larino/guides/bank-account").html
    assert html.index("/offices/b-second") < html.index("/offices/a-first")
    assert html.index("do not go to the police alone") < html.index("/offices/b-second")


@ON_SQLITE
def test_real_guides_put_police_last_and_warn(store: Store, page: Open) -> None:
    seen = 0
    for item in published(store, "guides"):
        if not item.only_with_help:
            continue
        opened = page(address(store, item))
        assert "do not go to the police alone" in opened.text, item.slug
        part = opened.html.partition("Where to go</h2>")[2].partition("<h2>")[0]
        answers = re.findall("|".join(map(re.escape, ANSWERS)), part)
        police = [answer == ASKS_FOR_PERMIT["police"].label.text for answer in answers]
        assert police == sorted(police), item.slug
        seen += any(police)
    assert seen > 3


def _offices_first(record: Values, code: str) -> None:
    record["facts"]["office_kinds"] = [code, "union"]


def _steps_first(record: Values, code: str) -> None:
    record["facts"]["office_kinds"] = ["union"]
    record["facts"]["steps"][0]["office_kinds"] = [code]
    record["facts"]["steps"][1]["office_kinds"] = ["union"]


@ON_SQLITE
@pytest.mark.parametrize("plant", [_offices_first, _steps_first])
@pytest.mark.parametrize("code", AUTHORITIES)
def test_a_guide_that_leads_to_an_authority_first_is_found(
    code: str, plant: object, store: Store
) -> None:
    assert callable(plant)
    record = real(store, "guides", "anti-discrimination")
    assert "police-first" not in broken(store, "guides", record)
    plant(record, code)
    assert "police-first" in broken(store, "guides", record)
    helped = record["facts"] | {"only_with_help": [code]}
    assert "police-first" not in broken(store, "guides", record | {"facts": helped})
    others = record["facts"] | {"audiences": ["work_employee"]}
    assert "police-first" not in broken(store, "guides", record | {"facts": others})
