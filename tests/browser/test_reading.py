"""What a reader does: arrive in the own language, move by keyboard, choose the paper in hand."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Visit, path_of

pytestmark = pytest.mark.browser
GUIDE = "/en/larino/guides/permit-renewal"


def test_reader_whose_phone_speaks_arabic_arrives_at_an_arabic_page(
    visit: Visit, asked: list[str]
) -> None:
    page = visit("/", locale="ar")
    assert path_of(page) == "/ar/"
    assert page.evaluate("document.documentElement.lang") == "ar"
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert len(asked) <= 4


def test_first_tab_leads_past_the_head_of_the_page(visit: Visit) -> None:
    page = visit(GUIDE)
    page.keyboard.press("Tab")
    assert focused(page, "e => e.className") == "skip"
    assert focused(page, "e => e.getBoundingClientRect().top >= 0"), "the link is not seen"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert focused(page, "e => document.querySelector('main').contains(e)")


def test_language_is_changed_by_keyboard_and_the_page_stays(visit: Visit) -> None:
    page = visit(GUIDE)
    tab_to(page, "e => e.matches('.bar .menu summary')")
    page.keyboard.press("Enter")
    assert page.locator(".bar .menu ul").is_visible()
    tab_to(page, "e => e.lang === 'ar'")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert path_of(page) == GUIDE.replace("/en/", "/ar/")
    assert page.evaluate("document.documentElement.dir") == "rtl"


def test_every_tile_is_reached_by_keyboard(visit: Visit) -> None:
    page = visit("/en/larino/")
    tiles = page.locator(".tiles a").evaluate_all("all => all.map(e => e.href)")
    assert len(tiles) == 8
    for tile in tiles:
        tab_to(page, f"e => e.href === {tile!r}")
        outline = focused(page, "e => getComputedStyle(e).outlineStyle")
        assert outline != "none", f"{tile}: the focus is not seen"


def test_choice_of_the_paper_in_hand_changes_steps_and_price_without_javascript(
    visit: Visit,
) -> None:
    page = visit(GUIDE, java_script_enabled=False)
    choices = page.locator(".chips input")
    shown = {}
    for number in range(choices.count()):
        choices.nth(number).check()
        shown[number] = (seen(page, ".steps li"), seen(page, "#price + .box tr"))
    # The last choice is "I do not know": everything shows.
    *papers, (every_step, every_price) = shown.values()
    assert len({steps for steps, _ in papers}) == len(papers) == 3
    assert len({prices for _, prices in papers}) == len(papers)
    for steps, prices in papers:
        assert steps
        assert set(steps) < set(every_step)
        assert len(prices) < len(every_price)


def seen(page: Page, selector: str) -> tuple[str, ...]:
    """List the words of the elements that a reader sees."""
    return tuple(each.inner_text() for each in page.locator(selector).all() if each.is_visible())


def focused(page: Page, ask: str) -> object:
    """Ask the element that has the keyboard."""
    return page.evaluate(f"({ask})(document.activeElement)")


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until the wanted element has the keyboard."""
    for _ in range(60):
        if focused(page, wanted):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"never reached: {wanted}")
