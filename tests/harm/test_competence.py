"""Rule 5: competence beats distance; courts are never linked; appointments come first."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from services_app.content.item import Seen
from services_app.places.model import Place
from services_app.web.store import Store
from tests.harm.planting import ON_SQLITE, Open, Values, address, another, published, put, real

LARINO, TERMOLI = "070031", "070078"
NOT_KNOWN = "we do not know if it serves your town"
OPEN_NOW, APPOINTMENT = "open now", "by appointment"
EVERY_DAY = [["00:00", "24:00"]]


def office(store: Store, slug: str, **facts: Any) -> Values:
    """Make an office in Larino, like one that is there."""
    record = another(store, "offices", "larino-comune", slug)
    record["facts"] |= {"name": f"Ufficio {slug}", "lat": 41.80, "lon": 14.91} | facts
    return record


def seen_from(store: Store, slug: str) -> dict[str, bool]:
    """Tell which towns see an office, and whether it is known to serve them."""
    with store.database.reading() as session:
        rows = session.execute(
            select(Place.slug, Seen.competent)
            .join(Seen, Seen.place_id == Place.id)
            .join(store.types["offices"].model, store.types["offices"].model.id == Seen.item_id)
            .where(store.types["offices"].model.slug == slug)
        )
        return {str(town): competent for town, competent in rows}


@pytest.mark.parametrize(
    "kind", ["questura", "asl", "inps", "cpi", "servizi_sociali", "prefettura"]
)
def test_an_authority_is_seen_where_it_serves_and_nowhere_else(kind: str, store: Store) -> None:
    put(store, "offices", office(store, "near", kind=kind, serves=[TERMOLI]))
    assert seen_from(store, "near") == {"termoli": True}


def test_an_association_is_seen_by_the_towns_around(store: Store) -> None:
    put(store, "offices", office(store, "friends", kind="association", serves=None))
    towns = seen_from(store, "friends")
    assert towns["larino"]
    assert towns["termoli"]
    assert "padova" not in towns


def test_who_serves_nobody_known_is_marked_and_led_to_by_no_guide(store: Store, page: Open) -> None:
    put(store, "offices", office(store, "who-knows", kind="questura", serves=None))
    assert set(seen_from(store, "who-knows").values()) == {False}
    listed = page("/en/larino/offices?kind=questura")
    assert "Ufficio who-knows" in listed.text
    assert NOT_KNOWN in listed.text
    assert "Call or ask before you travel" in page("/en/larino/offices/who-knows").text
    for guide in ("permit-renewal", "ask-asylum"):
        assert "/offices/who-knows" not in page(f"/en/larino/guides/{guide}").html


def test_the_same_office_is_led_to_once_it_is_known_to_serve_the_town(
    store: Store, page: Open
) -> None:
    put(store, "offices", office(store, "now-known", kind="questura", serves=[LARINO]))
    assert "/offices/now-known" in page("/en/larino/guides/permit-renewal").html


@pytest.mark.parametrize("kind", ["tribunale", "tribunale_minorenni"])
def test_a_court_is_led_to_by_no_guide_even_if_it_names_courts(
    kind: str, store: Store, page: Open
) -> None:
    put(store, "offices", office(store, "court", kind=kind, serves=[LARINO]))
    guide = real(store, "guides", "bank-account")
    guide["facts"]["office_kinds"] = [kind]
    put(store, "guides", guide)
    assert "/offices/court" not in page("/en/larino/guides/bank-account").html


@ON_SQLITE
def test_no_real_guide_leads_to_a_court_or_to_an_unknown_competence(
    store: Store, page: Open
) -> None:
    courts = {
        item.slug for item in published(store, "offices") if item.kind_of_office == "tribunale"
    }
    assert courts
    for guide in published(store, "guides"):
        opened = page(address(store, guide))
        assert not [link for link in opened.links() if link.rsplit("/", 1)[-1] in courts]
        assert NOT_KNOWN not in opened.text, guide.slug


@ON_SQLITE
@pytest.mark.parametrize("path", ["/en/larino/offices", "/en/larino/offices/by-hand"])
def test_by_appointment_stands_before_open(path: str, store: Store, page: Open) -> None:
    week = dict.fromkeys(("mo", "tu", "we", "th", "fr", "sa", "su"), EVERY_DAY)
    put(store, "offices", office(
        store, "by-hand", kind="cpi", serves=[LARINO], week=week, access_modes=["appointment"]
    ))  # fmt: skip
    html = page(path).html
    own = html[html.index("Ufficio by-hand") :]
    assert APPOINTMENT in own
    assert own.index(APPOINTMENT) < own.index(OPEN_NOW)


@ON_SQLITE
def test_no_distance_is_told_for_who_only_serves_from_afar(
    store: Store, client: FlaskClient
) -> None:
    put(store, "offices", office(store, "far", kind="questura", serves=["it"]))
    found = client.get("/api/v1/offices?place=padova&kind=questura").get_json()["items"]
    slugs = [each["slug"] for each in found]
    assert slugs.index("questura-padova") < slugs.index("far")
