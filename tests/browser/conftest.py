"""A real browser against a real server; a request to any other host fails the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from services_app import create_app
from services_app.config import Settings
from services_app.web.store import Store
from tests.browser.site import served
from tests.conftest import NOON
from tests.databases import sqlite_copy
from tools.chromium import ARGUMENTS, system_chromium

Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """The driver of browsers."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Chromium, once a worker, with a profile of its own."""
    path = system_chromium() or playwright.chromium.executable_path
    if not Path(path).exists():
        pytest.skip("*** NO CHROMIUM on this machine: nothing was tried in a browser ***")
    found = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
    yield found
    found.close()


@pytest.fixture(scope="session")
def site_app(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An app of its own on a filled SQLite file; the clock stands still."""
    folder = tmp_path_factory.mktemp("site")
    app = create_app(Settings(database_url=sqlite_copy(shared, folder), instance=folder))
    store: Store = app.extensions["store"]
    store.clock = lambda: NOON
    yield app
    store.database.engine.dispose()


@pytest.fixture(scope="session")
def site(site_app: Flask) -> Iterator[str]:
    """The address at which the app is served."""
    with served(site_app) as base:
        yield base


@pytest.fixture(scope="session")
def site_store(site_app: Flask) -> Store:
    """The store of the app that is served."""
    found: Store = site_app.extensions["store"]
    return found


@pytest.fixture
def asked(site: str) -> Iterator[list[str]]:
    """What the browser asked for; anything from another host fails the test."""
    addresses: list[str] = []
    yield addresses
    elsewhere = [each for each in addresses if not each.startswith((f"{site}/", "data:"))]
    assert not elsewhere, elsewhere


@pytest.fixture
def visit(browser: Browser, site: str, asked: list[str]) -> Iterator[Visit]:
    """Open a path as a new reader would; keywords are those of a browser context."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def opened(path: str, *, width: int = 360, **options: Any) -> Page:
        options.setdefault("viewport", {"width": width, "height": 740})
        context = browser.new_context(**options)
        contexts.append(context)
        context.on("request", lambda request: asked.append(request.url))
        context.on("weberror", lambda error: errors.append(f"{error.page.url}: {error.error}"))
        page = context.new_page()
        page.goto(site + path)
        return page

    yield opened
    assert not errors, "a script broke"
    for context in contexts:
        assert context.cookies() == []
        context.close()


def path_of(page: Page) -> str:
    """Give the path of the page that stands in the browser."""
    return urlsplit(page.url).path
