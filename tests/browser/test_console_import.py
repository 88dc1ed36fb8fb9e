"""An import in a real browser: plan and result come on the page that tells how far it is."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import text

from services_app.web.store import Store
from tests.browser.test_axe import ONLY_COLOURS, said
from tests.browser.test_console_log_in import Console, console, typed_in
from tests.operators import account
from tests.transfer.files import jobs

__all__ = ["console"]  # the fixture
pytestmark = pytest.mark.browser


def sound(page: Page) -> None:
    """Let axe look at a finished page, light and dark, where only the last line is seen."""
    page.wait_for_load_state()
    lines = page.locator(".so-far > *")
    assert [each.is_visible() for each in lines.all()] == [False] * (lines.count() - 1) + [True]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    found = Axe().run(page).response["violations"]
    page.emulate_media(color_scheme="dark")
    found += Axe().run(page, options=ONLY_COLOURS).response["violations"]
    page.emulate_media(color_scheme="light")
    assert not found, "\n".join(said(each) for each in found)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_file_is_looked_at_and_saved(
    site_app: Flask, site_store: Store, console: Console, scripts: bool
) -> None:
    page = console("/console/login", java_script_enabled=scripts)
    typed_in(page, account(site_app, "administrator", lang="en").email)
    base = page.url.partition("/console")[0]
    row = {"slug": f"imported-{scripts}".lower(), "state": "draft"}
    for rows, words in (([row | {"starts_on": "soon"}], "Correct this in the file"),
                        ([row], "Do it")):  # fmt: skip
        page.goto(f"{base}/console/jobs/files")
        file = {"name": "jobs.csv", "mimeType": "text/csv", "buffer": jobs(*rows)}
        page.set_input_files("#file", files=[file])  # type: ignore[arg-type]
        page.locator("main form .btn.main").click()
        page.get_by_text(words).wait_for()
        if scripts:
            sound(page)
    with site_store.database.engine.connect() as other:
        other.execution_options(writes=True)
        other.execute(text("SELECT 1"))  # begins to write: the import has to wait for us
        page.locator(".save .btn.main").click(no_wait_after=True)
        page.get_by_text("Checking rows: 1 of 1").wait_for()
        page.get_by_text("Keep this page open.").wait_for()
        assert not page.get_by_text("The file is being read.").is_visible()
        other.rollback()
    page.get_by_text("1 record written.").wait_for()
    if scripts:
        sound(page)
    page.reload()
    page.get_by_text("This file was saved already").wait_for()
    assert page.url == f"{base}/console/jobs/files"
