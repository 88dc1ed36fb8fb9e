"""A reader reports a mistake in a real browser, without a script."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from services_app.feedback.model import Report
from services_app.web.store import Store
from tests.browser.conftest import Visit, path_of

pytestmark = pytest.mark.browser
OFFICE = "/en/larino/offices/larino-comune"


def test_a_report_is_sent_with_the_keyboard_and_without_a_script(
    visit: Visit, site_store: Store
) -> None:
    page = visit(OFFICE, java_script_enabled=False)
    page.get_by_role("link", name="Something wrong here?").click()
    page.get_by_label("Tell us more, if you want").fill("The bell is broken")
    page.get_by_role("button", name="Send").press("Enter")
    # Nothing was chosen: it is said first, and the words are still there.
    expect(page.get_by_role("alert")).to_contain_text("Choose what is wrong.")
    expect(page.get_by_label("Tell us more, if you want")).to_have_value("The bell is broken")
    page.get_by_label("Something else").press("Space")
    page.get_by_role("button", name="Send").press("Enter")
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert path_of(page) == f"{OFFICE}/thanks"
    page.get_by_role("link", name="Back to the page").click()
    assert path_of(page) == OFFICE
    with site_store.database.reading() as session:
        kept = session.scalars(select(Report.note).where(Report.reason == "other")).all()
    assert kept == ["The bell is broken"]


def test_the_trap_is_not_seen(visit: Visit) -> None:
    page = visit(f"{OFFICE}/wrong")
    expect(page.locator("input[tabindex='-1']")).to_be_hidden()


def test_each_reason_is_a_large_target(visit: Visit) -> None:
    page = visit(f"{OFFICE}/wrong")
    for label in page.locator("fieldset label").all():
        box = label.bounding_box()
        assert box is not None
        assert box["height"] >= 48
        assert box["width"] >= 300
