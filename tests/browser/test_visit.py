"""The phone alone knows when its reader last looked at what changed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.test_share import looked_at

pytestmark = pytest.mark.browser
PATH = "/en/larino/changes"


def days(page: Page) -> list[str]:
    """List the days of the lines, in order."""
    return page.locator("[data-day]").evaluate_all("all => all.map(e => e.dataset.day)")  # type: ignore[no-any-return]


def came(page: Page, day: str) -> None:
    """Pretend that this phone was here before on a day, and open the page again."""
    page.clock.set_fixed_time("2099-06-01T12:00:00")  # none of the days above is today
    page.evaluate(f"localStorage.setItem('visit larino', '{day}')")
    page.reload()


def test_what_is_new_since_the_last_visit_is_marked_and_the_server_learns_nothing(
    visit: Visit, asked: list[str]
) -> None:
    page = visit(PATH)
    assert page.locator(".fresh").count() == 0, "a first visit has nothing before it"
    newest = days(page)[0]
    before = len(asked)
    came(page, newest)
    fresh = page.locator(".fresh").count()
    assert fresh == days(page).count(newest)
    expect(page.locator("#visit p")).to_contain_text("New since your last visit")
    came(page, "2099-01-01")
    assert page.locator(".fresh").count() == 0
    expect(page.locator("[data-day]").first.locator("xpath=preceding-sibling::li")).to_have_class(
        "seen"
    )
    assert not [each for each in asked[before:] if "2099" in each or "visit" in each]
    assert page.context.cookies() == []


def test_a_second_look_on_the_same_day_says_the_same(visit: Visit) -> None:
    page = visit(PATH)
    came(page, "2020-01-01")
    fresh = page.locator(".fresh").count()
    assert fresh == len(days(page))
    page.reload()
    assert page.locator(".fresh").count() == fresh


@pytest.mark.parametrize("kept", ["nonsense", "<b>x</b>", "2020-13-99x", ""])
def test_what_another_program_wrote_there_breaks_nothing(kept: str, visit: Visit) -> None:
    page = visit(PATH)
    came(page, kept)
    assert page.locator(".fresh").count() == 0
    assert page.locator(".mylist").count() == 1, "the rest of the script ran"


def test_the_day_is_deleted_by_one_tap(visit: Visit) -> None:
    page = visit(PATH)
    assert page.evaluate("localStorage.length") == 1
    page.locator("#visit summary").click()
    page.locator("#visit button").click()
    assert page.evaluate("localStorage.length") == 0


def test_a_phone_that_lets_nothing_be_kept_says_so_without_a_fault(visit: Visit) -> None:
    page = visit(PATH)
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no') } })"
    )
    page.reload()
    page.locator("#visit summary").click()
    page.locator("#visit button").click()
    expect(page.locator("#visit p")).to_have_text("Deleted from this phone.")


def test_without_a_script_the_weeks_and_days_stand_there(visit: Visit) -> None:
    page = visit(PATH, java_script_enabled=False)
    assert not page.locator("#visit").is_visible()
    assert page.locator("h2").first.is_visible()
    assert page.locator("[data-day] time").first.is_visible()


@pytest.mark.parametrize("lang", ["it", "en", "ar"])
def test_axe_finds_nothing_and_nothing_runs_out(lang: str, visit: Visit) -> None:
    page = visit(f"/{lang}/larino/changes")
    came(page, days(page)[0])
    looked_at(page)
