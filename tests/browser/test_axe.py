"""axe finds nothing wrong on any kind of page, by day and by night."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from services_app.web.store import Store
from tests.browser.conftest import Visit
from tests.browser.site import KINDS_OF_PAGE, address

pytestmark = pytest.mark.browser
ONLY_COLOURS = {"runOnly": ["color-contrast"], "resultTypes": ["violations"]}


@pytest.mark.parametrize("page", KINDS_OF_PAGE)
@pytest.mark.parametrize("lang", ["it", "en", "ar"])
def test_axe_finds_nothing(lang: str, page: str, visit: Visit, site_store: Store) -> None:
    shown = visit(address(site_store, lang, page), color_scheme="light")
    # An open menu of languages hides what lies under it, so it is looked at on one page only.
    folded = "details" if page == "home" else "main details"
    shown.evaluate(f"document.querySelectorAll('{folded}').forEach(e => e.open = true)")
    found = Axe().run(shown).response["violations"]
    if lang == "it":  # a language changes no colour; `make audit` looks at each of them by night
        shown.emulate_media(color_scheme="dark")
        found += Axe().run(shown, options=ONLY_COLOURS).response["violations"]
    assert not found, "\n".join(said(each) for each in found)


def said(violation: dict[str, object]) -> str:
    """Say a violation in a few lines: the rule, then each element."""
    nodes = violation["nodes"]
    assert isinstance(nodes, list)
    lines = [f"{each['html'][:160]}\n    {each['failureSummary']}" for each in nodes[:5]]
    return f"{violation['id']}: {violation['help']}\n  " + "\n  ".join(lines)
