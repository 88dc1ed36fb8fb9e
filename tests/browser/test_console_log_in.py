"""Log-in and accounts in a real browser: keyboard, no JavaScript, passkeys, axe, narrow screens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.test_axe import ONLY_COLOURS, said
from tests.operators import PASSWORD, account

pytestmark = pytest.mark.browser
Console = Callable[..., Page]
PAGES = (
    "/console/", "/console/account", "/console/account/password", "/console/people",
    "/console/people/new", "/console/people/1", "/console/log-in-rules", "/console/tf-setup",
    "/console/mf-recovery-codes", "/console/wan-register", "/console/verify", "/console/nowhere",
)  # fmt: skip
STRANGERS = ("/console/login", "/console/forgotten", "/console/wan-signin", "/console/password/x")


@pytest.fixture
def console(browser: Browser, site: str) -> Iterator[Console]:
    """Open a path of the console as a telephone does; keywords are those of a context."""
    contexts: list[BrowserContext] = []
    local = site.replace("127.0.0.1", "localhost")  # passkeys know no addresses made of digits

    def opened(path: str, **options: Any) -> Page:
        options = {"viewport": {"width": 390, "height": 844}, "locale": "it"} | options
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.goto(local + path)
        return page

    yield opened
    for context in contexts:
        context.close()


def typed_in(page: Page, email: str) -> None:
    """Fill the log-in form by keyboard alone."""
    page.locator("#email").focus()
    page.keyboard.type(email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: urlsplit(url).path == "/console/")  # not ?next=/console/


@pytest.mark.parametrize("scripts", [True, False])
def test_log_in_by_keyboard_alone(site_app: Flask, console: Console, scripts: bool) -> None:
    user = account(site_app, "editor")
    page = console("/console/", java_script_enabled=scripts)
    assert "/console/login?next=" in page.url
    typed_in(page, user.email)
    assert "Un editor" in page.inner_text("main")
    page.locator("header summary").focus()
    page.keyboard.press("Enter")
    page.locator("header button").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/console/login")


def test_a_passkey_logs_in_without_a_password(site_app: Flask, console: Console) -> None:
    user = account(site_app, "editor")
    page = console("/console/login")
    typed_in(page, user.email)
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    kind = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": kind})
    base = page.url.partition("/console")[0]
    page.goto(f"{base}/console/wan-register")
    page.fill("#name", "telefono")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=telefono")
    page.goto(f"{base}/console/account")
    page.locator("header summary").click()
    page.get_by_role("banner").get_by_role("button").click()
    page.wait_for_url("**/console/login")
    page.goto(f"{base}/console/wan-signin")
    page.locator("main button").click()
    page.wait_for_url("**/console/")
    assert "Un editor" in page.inner_text("main")
    page.goto(f"{base}/console/wan-register")
    page.locator("main form.row button").click()
    page.wait_for_load_state()
    assert not page.locator("main form.row").count()


@pytest.mark.parametrize("lang", ["it", "ar"])
def test_axe_finds_nothing_on_the_pages_of_accounts(
    site_app: Flask, console: Console, lang: str
) -> None:
    user = account(site_app, "administrator", lang=lang)
    page = console("/console/login", locale=lang)
    base, found = page.url.partition("/console")[0], []
    for path in STRANGERS:
        page.goto(base + path)
        found += _faults(page)
    page.goto(f"{base}/console/login")
    typed_in(page, user.email)
    for path in PAGES:
        page.goto(base + path)
        found += _faults(page)
    page.goto(f"{base}/console/tf-setup")
    page.locator("main button[value=authenticator]").click()
    page.wait_for_selector("img.qr")
    found += _faults(page)
    assert not found, "\n".join(found)


def _faults(page: Page) -> list[str]:
    page.emulate_media(color_scheme="light")
    violations = Axe().run(page).response["violations"]
    page.emulate_media(color_scheme="dark")
    violations += Axe().run(page, options=ONLY_COLOURS).response["violations"]
    page.set_viewport_size({"width": 320, "height": 640})
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    page.set_viewport_size({"width": 390, "height": 844})
    return [f"{page.url} {said(each)}" for each in violations] + [f"{page.url} too wide"] * wide
