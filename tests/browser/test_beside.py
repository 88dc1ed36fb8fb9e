"""Two languages in a real browser: one above the other on a phone, side by side on more."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import Visit
from tests.browser.test_axe import ONLY_COLOURS, said
from tests.browser.test_layout import RUNS_OUT, TOO_LOW

pytestmark = pytest.mark.browser
GUIDE = "/ar/larino/guides/permit-renewal?with=it"
PAGES = (GUIDE, "/ar/larino/offices/larino-comune?with=it", "/uk/larino/jobs?with=it",
         "/it/larino/helplines?with=ar")  # fmt: skip
# Where the halves of the first step stand: their starts, and how they read.
HALVES = """() => [...document.querySelector("ol.steps .two").children].map(e => {
  const r = e.getBoundingClientRect(), s = getComputedStyle(e);
  return {top: r.top, bottom: r.bottom, left: r.left, right: r.right, size: parseFloat(s.fontSize),
          dir: s.direction, lang: e.lang}})"""


def test_pairs_are_stacked_on_a_phone_the_own_language_large(visit: Visit) -> None:
    own, also = visit(GUIDE, width=360).evaluate(HALVES)
    assert own["bottom"] <= also["top"] + 1
    assert own["size"] > also["size"]
    assert (also["lang"], also["dir"]) == ("it", "ltr")


@pytest.mark.parametrize("media", ["screen", "print"])
def test_pairs_are_columns_on_a_wider_screen_and_on_paper(media: str, visit: Visit) -> None:
    page = visit(GUIDE, width=800 if media == "screen" else 500)
    page.emulate_media(media=media)
    own, also = page.evaluate(HALVES)
    assert also["right"] <= own["left"]  # the page runs from right to left
    assert abs(own["top"] - also["top"]) < 12
    assert own["size"] == also["size"]


def test_a_choice_of_branch_switches_both_languages(visit: Visit) -> None:
    page = visit(GUIDE)
    hidden = "() => [...document.querySelectorAll('.in .also')].filter(e => !e.checkVisibility())"
    assert page.evaluate(f"({hidden})().length") == 0
    page.locator("input.b1").check()
    gone = page.evaluate(f"({hidden})().map(e => e.previousElementSibling.checkVisibility())")
    assert gone
    assert not any(gone)


def test_one_tap_turns_the_second_language_on_and_one_off(visit: Visit) -> None:
    page = visit("/ar/larino/offices/larino-comune")
    page.locator(".second > a").click()
    assert page.url.endswith("?with=it")
    assert page.locator(".also[lang=it]").count() > 5
    page.locator(".second > a").click()
    assert page.url.endswith("/larino-comune")
    assert page.locator(".also").count() == 0


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_and_nothing_runs_out(path: str, visit: Visit) -> None:
    page = visit(path, color_scheme="light")
    page.evaluate("document.querySelectorAll('main details').forEach(e => e.open = true)")
    found = Axe().run(page).response["violations"]
    page.emulate_media(color_scheme="dark")
    found += Axe().run(page, options=ONLY_COLOURS).response["violations"]
    assert not found, "\n".join(said(each) for each in found)
    assert page.evaluate(TOO_LOW) == []
    for width in (360, 320):
        page.set_viewport_size({"width": width, "height": 740})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.evaluate(
            RUNS_OUT
        )
