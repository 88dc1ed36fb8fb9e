"""Pictures in a real browser: nothing is paid for them before they are asked for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from sqlalchemy import delete

from services_app.content.item import Item
from services_app.content.pictures import Picture
from services_app.web.store import Store
from tests.browser.conftest import Visit
from tests.pictures import kept, pictured
from tests.records import saved

pytestmark = pytest.mark.browser
SHOWN = "() => { const i = document.querySelector('picture img');"


@pytest.fixture
def picture(site_store: Store) -> Iterator[str]:
    """An office with a picture, on the site while the test runs."""
    with site_store.database.transaction() as session:
        name = kept(session)
        uid = saved(session, "offices", pictured(name, it="Una porta", ar="باب")).uid
    yield name
    with site_store.database.transaction() as session:
        session.execute(delete(Item).where(Item.uid == uid))
        session.execute(delete(Picture))


@pytest.mark.parametrize("lang", ["it", "ar"])
def test_a_picture_is_loaded_when_a_reader_opens_it_and_fits_the_screen(
    lang: str, picture: str, visit: Visit, asked: list[str]
) -> None:
    page = visit(f"/{lang}/larino/offices/with-picture")
    page.wait_for_load_state("networkidle")
    assert not [each for each in asked if "/media/" in each]
    before = page.evaluate(f"{SHOWN} i.closest('details').open = true; return i.height }}")
    assert before > 0, "room is kept before the file is there"
    page.locator("picture img").scroll_into_view_if_needed()
    page.wait_for_function(f"{SHOWN} return i.complete && i.naturalWidth > 0 }}")
    (sent,) = [each for each in asked if "/media/" in each]
    assert sent.endswith(f"/media/{picture}-360.avif")
    assert page.evaluate(f"{SHOWN} return i.height }}") == before
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not Axe().run(page).response["violations"]
