"""The map beside the coordinates of a form: pin and fields say the same, with and without it."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import select

from services_app.content.commands import stored_item
from services_app.content.item import Item
from services_app.content.record import record_of
from services_app.web.store import Store
from tests.browser.test_axe import ONLY_COLOURS, said
from tests.browser.test_console_log_in import Console, console, typed_in
from tests.operators import account
from tests.records import TYPES

__all__ = ["console"]  # the fixture
pytestmark = pytest.mark.browser
DEGREES = re.compile(r"-?\d{1,3}\.\d{5}")


@pytest.fixture
def tiles(site: str, site_store: Store) -> Iterator[str]:
    """Let the site itself be the server of tiles: to pages on localhost it is another origin."""
    before = site_store.settings
    site_store.settings = replace(
        before, tiles_url=f"{site}/static/0/mark.svg?tile={{z}}/{{x}}/{{y}}"
    )
    yield site
    site_store.settings = before


@pytest.fixture
def office(site_store: Store) -> uuid.UUID:
    """The office whose form is opened."""
    with site_store.database.reading() as session:
        return session.scalars(select(Item.uid).where(Item.slug == "larino-comune")).one()


class Form:
    """The form of a record in a browser, and what the browser said and asked for meanwhile."""

    def __init__(self, page: Page, app: Flask, path: str) -> None:
        self.page = page
        self.said: list[str] = []
        self.asked: list[str] = []
        typed_in(page, account(app, "publisher", lang="en").email)
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", lambda request: self.asked.append(request.url))
        page.goto(page.url.partition("/console")[0] + path)

    def unfold(self) -> None:
        """Open every fold of the form, as far as there are any."""
        self.page.evaluate("document.querySelectorAll('details.box').forEach(e => e.open = true)")

    def point(self) -> tuple[str, str]:
        """Read both fields."""
        return self.page.input_value("#facts-lat"), self.page.input_value("#facts-lon")

    def tip(self) -> tuple[float, float]:
        """Give where the pin points to, in pixels from the middle of the map."""
        pin = self.page.locator(".pin-mark").bounding_box()
        canvas = self.page.locator(".map").bounding_box()
        assert pin
        assert canvas
        across = pin["x"] + pin["width"] / 2 - canvas["x"] - canvas["width"] / 2
        return across, pin["y"] + pin["height"] - canvas["y"] - canvas["height"] / 2


def test_the_pin_and_the_fields_say_the_same(
    site_app: Flask, site_store: Store, console: Console, tiles: str, office: uuid.UUID
) -> None:
    form = Form(console("/console/login"), site_app, f"/console/offices/{office}")
    page = form.page
    assert not [each for each in form.asked if each.startswith(tiles)], "nobody looked yet"
    form.unfold()
    page.wait_for_selector(".leaflet-tile-loaded")
    page.locator("[data-away]").press("Enter")
    assert form.point() == ("", "")
    assert page.locator(".pin-mark").count() == 0
    page.locator("[data-middle]").press("Enter")
    first = form.point()
    assert all(DEGREES.fullmatch(each) for each in first)
    page.locator(".map").press("ArrowRight")
    page.wait_for_selector(".leaflet-pan-anim", state="detached")
    page.locator("[data-middle]").press("Enter")
    assert float(form.point()[1]) > float(first[1])
    page.locator(".map").click(position={"x": 60, "y": 220})
    tapped = form.point()
    assert tapped[0] < first[0]
    page.fill("#facts-lat", "42,00000")
    page.fill("#facts-lon", "14,99500")
    page.wait_for_selector(".leaflet-pan-anim", state="detached")
    assert max(map(abs, form.tip())) < 3, "what is typed is shown"
    page.locator(".pin-mark").drag_to(page.locator(".map"), target_position={"x": 60, "y": 60})
    assert form.point()[0] > "42.0"
    assert form.point()[1] < "14.995"
    dragged = form.point()
    with page.expect_navigation():
        page.locator('.save button[value="save"]').click()
    assert form.point() == tuple(str(float(each)) for each in dragged)
    with site_store.database.reading() as session:
        item = stored_item(session, TYPES["offices"], office)
        assert item
        facts = record_of(TYPES["offices"], item)["facts"]
    assert (facts["lat"], facts["lon"]) == tuple(map(float, dragged))
    assert form.said == []
    assert {each for each in form.asked if each.startswith(tiles)}
    assert all(each.startswith((tiles, page.url.partition("/console")[0])) for each in form.asked)


def test_a_home_is_pinned_only_roughly_and_a_protected_one_not_at_all(
    site_app: Flask, console: Console, tiles: str
) -> None:
    form = Form(console("/console/login"), site_app, "/console/housing/new")
    form.unfold()
    page = form.page
    page.wait_for_selector(".leaflet-tile-loaded")
    page.locator("[data-middle]").press("Enter")
    assert all(re.fullmatch(r"\d\d\.\d\d", each) for each in form.point())
    unplaced = page.get_attribute("[data-unplaced]", "data-unplaced")
    assert unplaced
    page.select_option("#facts-kind", unplaced.split()[0])
    assert page.locator(".pin").is_hidden()
    assert form.said == []


def test_the_map_opens_at_the_town_that_the_form_names(
    site_app: Flask, site_store: Store, console: Console, tiles: str
) -> None:
    form = Form(console("/console/login"), site_app, "/console/events/new")
    form.unfold()
    for town in site_store.atlas().towns[:2]:
        form.page.select_option("#place", town.code)
        form.page.locator("[data-middle]").press("Enter")
        assert town.lat
        assert abs(float(form.point()[0]) - town.lat) < 0.001, town.name
        form.page.locator("[data-away]").press("Enter")


def test_axe_finds_nothing_on_a_form_with_a_map(
    site_app: Flask, console: Console, tiles: str, office: uuid.UUID
) -> None:
    page = console("/console/login")
    form = Form(page, site_app, f"/console/offices/{office}")
    form.unfold()
    page.wait_for_selector(".leaflet-tile-loaded")
    page.locator("[data-middle]").press("Enter")
    found = Axe().run(page).response["violations"]
    page.emulate_media(color_scheme="dark")
    found += Axe().run(page, options=ONLY_COLOURS).response["violations"]
    assert not found, "\n".join(said(each) for each in found)
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("set_up", ["no tiles", "no script"])
def test_the_fields_work_without_a_map(
    site_app: Flask, site_store: Store, console: Console, set_up: str,
    request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    scripts = set_up == "no tiles"
    if not scripts:
        request.getfixturevalue("tiles")
    form = Form(
        console("/console/login", java_script_enabled=scripts), site_app, "/console/events/new"
    )
    page = form.page
    page.select_option("#place", site_store.atlas().towns[0].code)
    page.select_option("#facts-kind", index=1)
    page.fill("#facts-organiser", f"Circolo {set_up}")
    page.fill("#facts-starts_at", "2026-12-24T18:30")
    if scripts:
        form.unfold()
    else:
        page.locator("details.box:has(#facts-lat) summary").press("Enter")
    assert page.locator(".map").is_hidden()
    page.fill("#facts-lat", "41,7985")
    page.fill("#facts-lon", "14.9109")
    with page.expect_navigation():
        page.locator('.save button[value="save"]').click()
    assert form.point() == ("41.7985", "14.9109")
    if scripts:
        assert not [each for each in form.asked if "leaflet" in each or "pin.js" in each]
