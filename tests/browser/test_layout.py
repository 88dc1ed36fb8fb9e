"""Nothing runs out of a small screen, and what one touches is large enough."""

from __future__ import annotations

import pytest

from services_app.web.store import Store
from tests.browser.conftest import Visit
from tests.browser.site import address

pytestmark = pytest.mark.browser
PAGES = (
    "home",
    "list of jobs",
    "guide with a choice",
    "one of offices",
    "one of jobs",
    "search",
    "card of a guide",
    "card of an office",
    "cv",
    "skills card",
)
# Links within a sentence may be as small as its letters; these stand on their own.
TOUCHED = ".tiles a, .acts a, .pill, .lines a, .pages a, .more a, summary, footer a, button, select"
TOO_LOW = f"""() => [...document.querySelectorAll({TOUCHED!r})]
  .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 44)
  .map(e => e.outerHTML.slice(0, 80) + " " + e.getBoundingClientRect().height)"""
RUNS_OUT = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
  [...document.querySelectorAll("body *")]
  .filter(e => { const r = e.getBoundingClientRect(); return r.right > innerWidth || r.left < 0 })
  .map(e => e.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("lang", ["it", "en", "ar", "uk"])
def test_page_fits_a_small_screen(lang: str, page: str, visit: Visit, site_store: Store) -> None:
    shown = visit(address(site_store, lang, page))
    for width in (360, 320):
        shown.set_viewport_size({"width": width, "height": 740})
        assert shown.evaluate("document.documentElement.scrollWidth") <= width, (
            width,
            shown.evaluate(RUNS_OUT),
        )


@pytest.mark.parametrize("page", ["chooser", "danger", "private", "list of offices", *PAGES])
def test_what_one_touches_is_44_pixels_high(page: str, visit: Visit, site_store: Store) -> None:
    shown = visit(address(site_store, "en", page), width=320)
    assert shown.evaluate(TOO_LOW) == []
