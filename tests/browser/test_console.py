"""The operator's minutes in a real browser, without a mouse: a new job, five checks, axe."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask, template_rendered
from playwright.sync_api import Browser, Page
from sqlalchemy import select, update

from services_app.config import ROOT, Settings
from services_app.content.item import Item
from services_app.web.store import Store
from tests.browser.console_pages import console_app, console_pages, show
from tests.browser.site import served
from tests.browser.test_axe import ONLY_COLOURS, said
from tests.browser.test_console_log_in import Console, console, typed_in
from tests.operators import account

__all__ = ["console"]  # the fixture
pytestmark = pytest.mark.browser
FIELDS_AND_TAPS = 25


class Hands:
    """Types and presses by keyboard alone, and counts fields and taps."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def press(self, selector: str, key: str = "Enter") -> None:
        """Go to a control by its focus and press a key on it."""
        self.page.locator(selector).first.focus()
        self.page.keyboard.press(key)
        self.count += 1

    def write(self, selector: str, text: str) -> None:
        """Fill a field."""
        self.page.locator(selector).first.focus()
        self.page.keyboard.type(text)
        self.count += 1

    def choose(self, selector: str, code: str) -> None:
        """Choose in a list."""
        field = self.page.locator(selector)
        field.focus()
        field.select_option(code)
        self.count += 1


@pytest.mark.parametrize("scripts", [True, False])
def test_a_new_job_is_public_in_eight_languages_in_few_taps(
    site_app: Flask, console: Console, scripts: bool
) -> None:
    user = account(site_app, "publisher", lang="en")
    page = console("/console/login", java_script_enabled=scripts)
    hands = Hands(page)
    typed_in(page, user.email)
    hands.count += 3  # e-mail, password, log in
    hands.press("main details.new summary")
    hands.press('main a[href="/console/jobs/new"]')
    page.wait_for_url("**/console/jobs/new")
    firm = f"Vigneti {'con' if scripts else 'senza'} Prova srl"
    hands.choose("#facts-occupation", "pruner")
    hands.write("#facts-employer", firm)
    hands.choose("#facts-employer_kind", "company")
    hands.choose("#facts-contract", "fixed_term")
    hands.press("#facts-working_time", "Space")
    hands.write("#facts-pay_cents", "9,50")
    hands.press("#facts-pay_unit", "Space")
    hands.press("#facts-pay_gross", "Space")
    hands.choose("#facts-italian_level", "a1")
    hands.press("#facts-contact_way", "Space")
    hands.press('.save button[value="publish"]')
    page.wait_for_url(re.compile(r"/console/jobs/[0-9a-f-]{36}$"))
    assert hands.count <= FIELDS_AND_TAPS
    reader = site_app.test_client()
    for lang in Settings.languages:
        assert firm in reader.get(f"/{lang}/larino/jobs").get_data(as_text=True)


@pytest.mark.parametrize("scripts", [True, False])
def test_still_right_on_five_offices_takes_five_taps(
    site_app: Flask, site_store: Store, console: Console, scripts: bool
) -> None:
    with site_store.database.transaction() as session:
        offices = select(Item.id).where(Item.kind == "offices", Item.state == "published")
        five = session.scalars(offices.order_by(Item.id).limit(5)).all()
        session.execute(
            update(Item).where(Item.id.in_(five))
            .values(verified_on=date(2026, 1, 1), verified_by="Sportello")
        )  # fmt: skip
    page = console("/console/login", java_script_enabled=scripts)
    typed_in(page, account(site_app, "editor").email)
    hands = Hands(page)
    while page.locator('section.hue-office button[value="verify"]').count():
        with page.expect_navigation():
            hands.press('section.hue-office button[value="verify"]')
    assert hands.count == 5
    with site_store.database.reading() as session:
        checked = session.scalars(select(Item.verified_on).where(Item.id.in_(five)))
        assert set(checked) == {date(2026, 11, 24)}


def test_what_is_typed_is_kept_as_a_draft(site_app: Flask, console: Console) -> None:
    page = console("/console/events/new")
    page.locator("#email").fill(email := account(site_app, "publisher", lang="en").email)
    typed_in_here(page, email)
    page.fill("#facts-organiser", "Biblioteca di Prova")
    page.wait_for_selector("#kept:not(:empty)", timeout=20_000)
    page.reload()
    assert page.input_value("#facts-organiser") == "Biblioteca di Prova"


def typed_in_here(page: Page, email: str) -> None:
    """Log in on the page that stands there, and wait for where it leads."""
    page.fill("#email", email)
    page.fill("#password", "correct horse battery")
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_axe_finds_nothing_on_any_page_of_the_console(
    browser: Browser, tmp_path: Path, shared: Path
) -> None:
    app, templates, wrong = console_app(tmp_path, shared), set[str](), []
    with template_rendered.connected_to(
        lambda _app, template, **_: templates.add(template.name), app
    ), served(app) as site:  # fmt: skip
        tab = browser.new_page(viewport={"width": 320, "height": 740})
        for name, answer in console_pages(app, "it"):
            show(tab, site, answer)
            found = Axe().run(tab).response["violations"]
            tab.emulate_media(color_scheme="dark")
            found += Axe().run(tab, options=ONLY_COLOURS).response["violations"]
            tab.emulate_media(color_scheme="light")
            wrong += [f"{name}: {said(each)}" for each in found]
            if tab.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wrong.append(f"{name}: wider than a narrow telephone")
        tab.close()
    app.extensions["store"].database.engine.dispose()
    assert not wrong, "\n".join(wrong)
    assert templates >= every_page()


def every_page() -> set[str]:
    """Name the templates of the console that are whole pages."""
    folder = ROOT / "services_app" / "templates" / "console"
    return {
        f"console/{each.name}"
        for each in folder.glob("*.html")
        if each.read_text().startswith("{% extends")
    }


def test_axe_finds_nothing_where_something_is_wrong(site_app: Flask, console: Console) -> None:
    page = console("/console/jobs/new")
    typed_in_here(page, account(site_app, "publisher").email)
    page.goto(page.url.partition("/console")[0] + "/console/jobs/new")
    with page.expect_navigation():
        page.locator('.save button[value="publish"]').click()
    assert page.locator(".problems a").count() >= 5
    assert page.evaluate("document.activeElement.className").startswith("box problems")
    found = Axe().run(page).response["violations"]
    with page.expect_navigation():
        page.locator(".problems a").first.press("Enter")
    assert not found, "\n".join(said(each) for each in found)


def test_no_form_is_wider_than_a_narrow_telephone(site_app: Flask, console: Console) -> None:
    page = console("/console/login", viewport={"width": 320, "height": 700})
    typed_in(page, account(site_app, "publisher").email)
    base = page.url.partition("/console")[0]
    for path in ("/console/", "/console/jobs", "/console/offices/new", "/console/guides/new"):
        page.goto(base + path)
        page.evaluate("document.querySelectorAll('main details.box').forEach(e => e.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
