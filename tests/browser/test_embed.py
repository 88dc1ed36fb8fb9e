"""A site that is allowed shows the offers in a frame; a browser refuses it to any other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from services_app.web.store import Store
from tests.browser.conftest import Visit
from tests.browser.site import served
from tests.browser.test_share import looked_at
from tests.browser.test_weight import weighed

pytestmark = pytest.mark.browser
TITLE = "Offers"


@pytest.fixture
def two_sites(site: str) -> Iterator[tuple[str, str]]:
    """Serve two other sites with a frame of ours on their only page."""
    host = Flask("host")
    frame = f'<iframe src="{site}/en/larino/embed/jobs" title="{TITLE}"></iframe>'
    host.add_url_rule("/", view_func=lambda: f'<!doctype html><html lang="en">{frame}</html>')
    with served(host) as allowed, served(host) as refused:
        yield allowed, refused


def framed(browser: Browser, address: str) -> Page:
    """Open a site and wait for what is in its frame."""
    page = browser.new_page()
    page.goto(address)
    page.wait_for_load_state("networkidle")
    return page


def test_an_allowed_site_shows_it_and_another_is_refused(
    browser: Browser, site_store: Store, two_sites: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    allowed, refused = two_sites
    settings = replace(site_store.settings, embed_sites=(allowed,))
    monkeypatch.setattr(site_store, "settings", settings)
    page = framed(browser, allowed)
    inside = page.frame_locator("iframe")
    assert "Larino" in inside.locator("h1").inner_text()
    assert page.context.cookies() == []
    inside.locator("nav a[lang=ar]").click()
    inside.locator("html[dir=rtl] h1").wait_for()
    with page.context.expect_page() as opened:
        inside.locator(".lines a").click()
    assert opened.value.url.endswith("/ar/larino/jobs")
    assert opened.value.evaluate("window.opener") is None
    page.context.close()
    page = framed(browser, refused)
    assert page.frames[1].url.startswith("chrome-error:")
    page.context.close()


@pytest.mark.parametrize("lang", ["it", "en", "ar"])
def test_axe_finds_nothing_nothing_runs_out_and_it_is_light(
    lang: str, visit: Visit, site: str, site_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = replace(site_store.settings, embed_sites=("https://www.example.org",))
    monkeypatch.setattr(site_store, "settings", settings)
    for kind in ("jobs", "events"):
        looked_at(visit(f"/{lang}/larino/embed/{kind}"))
    looked_at(visit(f"/{lang}/larino/training"))
    weights = weighed(site, f"/{lang}/larino/embed/jobs")
    assert len(weights) == 3, "the page, its style and its mark"
    assert sum(weights.values()) < 15_000
