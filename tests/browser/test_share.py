"""A mediator hands over a list in a real browser, and the other phone reads it from the screen."""

from __future__ import annotations

import io
import re

import pytest
import zxingcpp
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from services_app.web.store import Store
from tests.browser.conftest import Visit, path_of
from tests.browser.test_axe import ONLY_COLOURS, said
from tests.browser.test_layout import RUNS_OUT, TOO_LOW

pytestmark = pytest.mark.browser
SEARCH = "/it/larino/search?q=lavoro"


def decoded(picture: Locator) -> str:
    """Read the QR code that a phone would see on the screen."""
    found = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture.screenshot())).convert("L"))
    return found[0].text if found else ""


def edges(of: Locator) -> dict[str, float]:
    """Measure where an element stands, in whole pixels."""
    found: dict[str, float] = of.evaluate("each => each.getBoundingClientRect().toJSON()")
    return {name: round(value) for name, value in found.items()}


def made(visit: Visit, **options: object) -> Page:
    """Hand over a list of three, each finger counted; give the page that shows the link."""
    page = visit(SEARCH, width=390, **options)
    taps = 0
    for number in range(3):
        page.locator(".plus").nth(number).click()
        taps += 1
    page.locator(".mylist a").click()
    page.get_by_label("Language of the reader", exact=False).or_(
        page.locator("select[name=lang]")
    ).first.select_option("uk")
    with page.expect_navigation():
        page.locator("#share .go").click()
    taps += 4  # the list, the menu and its line, the button
    assert taps <= 8
    return page


def test_from_search_to_a_list_of_three_that_a_phone_reads_in_ukrainian(
    visit: Visit, site: str, site_store: Store
) -> None:
    page = made(visit)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        link = decoded(page.locator(".qr"))
        assert re.fullmatch(re.escape(site_store.settings.site_url) + r"/s/[a-z0-9]{13}", link)
    page.emulate_media(media="print")
    assert decoded(page.locator(".qr")) == link
    path = link.removeprefix(site_store.settings.site_url)
    reader = visit(path, locale="uk-UA")
    assert path_of(reader) == f"/uk{path}"
    assert reader.url.endswith("?with=it")
    assert reader.evaluate("document.documentElement.lang") == "uk"
    assert reader.locator("article.part").count() == 3
    pair = reader.locator("article.part .two", has=reader.locator(".also[lang=it]")).first
    own, also = pair.locator("> *").first, pair.locator(".also")
    assert edges(own)["bottom"] <= edges(also)["top"], "one above the other"
    reader.set_viewport_size({"width": 800, "height": 900})
    assert edges(own)["right"] <= edges(also)["left"], "side by side"
    reader.set_viewport_size({"width": 390, "height": 844})
    reader.locator(".bar .menu summary").click()
    reader.locator('.bar .menu a[lang="ar"]').click()
    assert path_of(reader) == f"/ar{path}"


def test_what_is_ticked_in_a_list_stays_ticked_for_each_of_its_parts(visit: Visit) -> None:
    page = visit(
        "/en/larino/share?item=guides/bank-account&item=guides/tax-code&item=guides/school"
    )
    with page.expect_navigation():
        page.locator("#share .go").click()
    code = page.url.split("/")[5]
    page.goto(page.url.partition("/en/")[0] + f"/en/s/{code}")
    parts = page.locator("article.part:has([data-ticks])")
    assert parts.count() > 1
    for number in range(parts.count()):
        parts.nth(number).locator(".checks input, .steps input").first.check()
    page.reload()
    ticked = page.locator("article.part input[type=checkbox]:checked")
    expect(ticked).to_have_count(parts.count())
    parts.last.get_by_role("button", name="Delete from this phone").click()
    expect(ticked).to_have_count(0)
    page.reload()
    expect(ticked).to_have_count(0)


def test_nothing_is_sent_before_the_list_is_shared_and_nothing_stays_after(
    visit: Visit, asked: list[str]
) -> None:
    page = visit(SEARCH)
    page.wait_for_load_state("networkidle")
    before = len(asked)
    page.locator(".plus").first.click()
    expect(page.locator(".mylist")).to_contain_text("(1)")
    assert len(asked) == before
    page.locator(".plus").first.click()
    expect(page.locator(".mylist")).to_be_empty()
    assert page.evaluate("localStorage.length") == 0
    page.locator(".plus").first.click()
    page.locator(".mylist a").click()
    assert "item=" not in page.url
    with page.expect_navigation():
        page.locator("#share .go").click()
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_a_list_that_does_not_arrive_stays_on_the_device(visit: Visit, site: str) -> None:
    page = visit(SEARCH)
    for number in range(2):
        page.locator(".plus").nth(number).click()
    page.locator(".mylist a").click()
    page.context.set_offline(True)
    page.locator("#share .go").click()
    page.wait_for_url("chrome-error://**")
    page.context.set_offline(False)
    page.goto(f"{site}/it/larino/share")
    expect(page.locator(".order li")).to_have_count(2)
    with page.expect_navigation():
        page.locator("#share .go").click()
    ready = page.url
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    page.goto(site + SEARCH)
    page.locator(".plus").first.click()
    page.goto(ready)
    page.goto(f"{site}/it/larino/share")
    expect(page.locator(".order li")).to_have_count(1)


def test_the_list_is_ordered_by_keyboard(visit: Visit) -> None:
    page = visit(SEARCH)
    for number in range(3):
        page.locator(".plus").nth(number).click()
    page.locator(".mylist a").click()
    first, second, third = page.locator(".order label").all_inner_texts()
    down = page.locator(".order li").first.locator("button").last
    down.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert page.locator(".order label").all_inner_texts() == [second, third, first]
    assert page.evaluate("document.activeElement.textContent") == "↓", "the focus goes along"
    page.reload()
    assert page.locator(".order label").all_inner_texts() == [second, third, first]


def test_what_is_sensitive_never_stays_on_the_device(visit: Visit, site_store: Store) -> None:
    page = visit("/it/larino/search?q=medico")
    sensitive = page.locator('.list li:has(a.card[href*="/x/"])')
    assert sensitive.count()
    assert sensitive.locator("button").count() == 0
    page.locator(".plus").first.click()
    sensitive.first.locator("a").click()
    assert page.locator("[data-item]").count() == 0
    page.locator(".acts.share a").click()
    assert page.locator(".order li").count() == 2, "what is on the device goes with it"
    with page.expect_navigation():
        page.locator("#share .go").click()
    assert page.locator('a[href="#alone"]').is_visible()
    kept = page.evaluate("JSON.stringify(localStorage)")
    assert kept.count("key") == 1
    page.locator("[name=alone][value=yes]").check()
    with page.expect_navigation():
        page.locator("#share .go").click()
    assert page.locator(".qr").is_visible()


def test_one_item_is_shared_without_a_script(visit: Visit, site_store: Store) -> None:
    page = visit("/ar/larino/guides/bank-account", java_script_enabled=False)
    page.locator(".acts.share a").click()
    with page.expect_navigation():
        page.locator("#share .go").click()
    assert decoded(page.locator(".qr")).startswith(site_store.settings.site_url)
    page.locator("details.own summary").click()
    with page.expect_navigation() as gone:
        page.locator("details.own button").click()
    assert gone.value.status == 410


@pytest.mark.parametrize("lang", ["it", "en", "ar"])
def test_axe_finds_nothing_and_nothing_runs_out(lang: str, visit: Visit) -> None:
    page = visit(f"/{lang}/larino/share?item=guides/bank-account&item=offices/larino-comune")
    looked_at(page)
    with page.expect_navigation():
        page.locator("#share .go").click()
    looked_at(page)
    code = page.url.split("/")[5]
    page.goto(page.url.partition(f"/{lang}/")[0] + f"/{lang}/s/{code}")
    looked_at(page)


def looked_at(page: Page) -> None:
    """Look at a page by day, by night and on a very small phone."""
    page.emulate_media(color_scheme="light")
    page.evaluate("document.querySelectorAll('main details').forEach(e => e.open = true)")
    found = Axe().run(page).response["violations"]
    page.emulate_media(color_scheme="dark")
    found += Axe().run(page, options=ONLY_COLOURS).response["violations"]
    assert not found, "\n".join(said(each) for each in found)
    page.set_viewport_size({"width": 320, "height": 740})
    assert page.evaluate(RUNS_OUT) == []
    assert page.evaluate(TOO_LOW) == []
    page.set_viewport_size({"width": 360, "height": 740})
