"""A reader makes a CV and a skills card on a phone: nothing leaves it, one tap deletes all."""

from __future__ import annotations

import io

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from services_app.taxonomies.tasks import TASKS
from tests.browser.conftest import Visit
from tests.browser.test_axe import ONLY_COLOURS, said
from tests.browser.test_layout import RUNS_OUT, TOO_LOW

pytestmark = pytest.mark.browser
UNFOLD = "document.querySelectorAll('#cv details').forEach(each => each.open = true)"
KEPT = "JSON.stringify(localStorage)"


def choose(page: Page, **values: str) -> None:
    """Tick what has these values, each in the field of its name."""
    page.evaluate(UNFOLD)
    for name, value in values.items():
        page.locator(f'[name={name}][value="{value}"]').check()


def add_job(page: Page, job: str, *, tasks: int, **typed: str) -> None:
    """Add a job with its first tasks."""
    page.evaluate(UNFOLD)
    page.locator("[data-part=experience] [data-do=add]").click()
    row = page.locator("[data-rows=jobs] > fieldset").last
    row.locator("[name=job]").select_option(job)
    for number in range(tasks):
        row.locator("[data-tasks] label:visible").nth(number).click()
    for name, value in typed.items():
        row.locator(f"[name={name.rstrip('_')}]").fill(value)


def filled(page: Page) -> None:
    """Fill in a usual CV."""
    page.locator("[name=name]").fill("Amina")
    page.locator("[name=phone]").fill("٣٣٣ 1234567")
    choose(page, form="she", occupation="cuoco", skill="puntualità", licence="patente B")
    add_job(page, "cuoco", tasks=2, from_="2015", to="2018")
    add_job(page, "addetto ai piani", tasks=1, from_="২০২১", to="2023", place="Hotel Mare")
    page.locator("[name=level]").first.select_option("A2")
    page.locator("[name=schooling]").select_option("8 anni di scuola")
    page.locator("[name=schooled]").select_option(index=2)


MADE = """Amina
Contatti
Telefono: 333 1234567
Mansioni cercate
Cuoca
Esperienze
Addetta ai piani · 2021 – 2023 · Hotel Mare
Rifacimento letti e cambio biancheria
Cuoca · 2015 – 2018
Cottura al forno; preparazione di primi e secondi piatti
Competenze
Puntualità
Lingue
Italiano: A2
Istruzione e formazione
8 anni di scuola (titolo conseguito all’estero, non ancora riconosciuto)
Patenti di guida
Patente B"""


@pytest.mark.parametrize("lang", ["ar", "uk"])
def test_what_is_chosen_in_another_language_comes_out_in_italian_in_order(
    lang: str, visit: Visit, asked: list[str]
) -> None:
    page = visit(f"/{lang}/larino/cv")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.wait_for_load_state("networkidle")
    before = len(asked)
    filled(page)
    page.locator("[data-do=curriculum]").click()
    paper = page.locator("#paper")
    texts = paper.locator("h2, h3, li > bdi, li > p").all_inner_texts()
    assert "\n".join(texts) == MADE
    assert (paper.get_attribute("lang"), paper.get_attribute("dir")) == ("it", "ltr")
    page.locator("[data-do=copy]").click()
    expect(page.locator("#said")).not_to_be_empty()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert [line.strip("- ").lower() for line in copied.splitlines() if line] == [
        line.lower() for line in MADE.splitlines()
    ]
    page.locator("[data-do=competences]").click()
    page.evaluate("window.print = () => {}")
    page.locator("[data-do=print]").click()
    assert asked[before:] == [], "nothing is sent"
    assert "?" not in page.url


def test_the_card_shows_both_languages_beside_each_other(visit: Visit) -> None:
    page = visit("/ar/larino/cv")
    filled(page)
    page.locator("[data-do=competences]").click()
    rows = page.locator("#paper li.both").all()
    assert len(rows) == 9
    for row in rows:
        italian, own = row.locator("span").all()
        assert italian.get_attribute("lang") == "it"
        assert italian.inner_text()
        assert own.inner_text()
        boxes = [italian.bounding_box(), own.bounding_box()]
        assert all(boxes)
        assert len({each["x"] for each in boxes if each}) == 2
    assert "333" not in page.locator("#paper").inner_text(), "the card is about skills alone"


def test_nothing_is_kept_unless_the_reader_wants_it(visit: Visit) -> None:
    page = visit("/ar/larino/cv")
    filled(page)
    assert page.evaluate(KEPT) == "{}"
    page.reload()
    assert page.locator("[name=name]").input_value() == ""
    assert page.locator("#cv :checked:not(option)").count() == 0
    filled(page)
    page.locator("#keep").check()
    page.reload()
    assert page.locator("[name=name]").input_value() == "Amina"
    assert page.locator("#keep").is_checked()
    page.goto(page.url.replace("/ar/", "/uk/"))
    page.locator("[data-do=curriculum]").click()
    texts = page.locator("#paper").locator("h2, h3, li > bdi, li > p").all_inner_texts()
    assert "\n".join(texts) == MADE, "what was chosen is the same in every language"
    page.locator("#keep").uncheck()
    assert page.evaluate(KEPT) == "{}"


@pytest.mark.parametrize("keeps", [True, False])
def test_one_tap_deletes_all_and_going_back_brings_nothing_up(visit: Visit, keeps: bool) -> None:
    page = visit("/en/larino/cv")
    filled(page)
    if keeps:
        page.locator("#keep").check()
    page.locator("[data-do=curriculum]").click()
    page.locator("[data-do=forget]").click()
    expect(page.locator("#said")).not_to_be_empty()
    is_empty(page)
    page.goto(page.url + "/card")
    page.go_back()
    is_empty(page)
    page.reload()
    is_empty(page)


def test_what_is_not_kept_is_gone_with_the_page(visit: Visit) -> None:
    page = visit("/en/larino/cv")
    filled(page)
    # A browser may put a page that is left into its memory, and this one does not.
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))")
    is_empty(page)
    filled(page)
    page.goto(page.url + "/card")
    page.go_back()
    is_empty(page)


def is_empty(page: Page) -> None:
    """Assert that nothing of what was chosen is left, on the page or on the phone."""
    assert page.evaluate(KEPT) == "{}"
    assert page.locator("#cv :checked:not(option)").count() == 0
    assert page.locator("[data-rows=jobs] > *").count() == 0
    assert page.locator("[name=name]").input_value() == ""
    assert page.locator("#paper").inner_text() == ""
    assert not page.locator("#made").is_visible()


@pytest.mark.parametrize("wild", ["null", "[]", '"x"', '{"own":5,"jobs":{},"languages":[7]}', "{"])
def test_what_another_program_kept_does_no_harm(wild: str, visit: Visit) -> None:
    page = visit("/en/larino/cv")
    page.evaluate("wild => localStorage.setItem('cv', wild)", wild)
    page.reload()
    filled(page)
    page.locator("[data-do=curriculum]").click()
    assert "Cuoca" in page.locator("#paper").inner_text()


def test_markup_that_is_typed_stays_words(visit: Visit) -> None:
    page = visit("/en/larino/cv")
    page.locator("[name=name]").fill("<img src=x onerror=alert(1)>")
    page.locator("[name=phone]").fill("1")
    page.locator("[data-do=curriculum]").click()
    assert page.locator("#paper img").count() == 0
    assert page.locator("#paper h2").inner_text() == "<img src=x onerror=alert(1)>"


def test_a_long_cv_prints_on_one_sheet_in_the_right_order(visit: Visit) -> None:
    page = visit("/ar/larino/cv")
    filled(page)
    for job in ("magazziniere", "giardiniere", "operaio agricolo"):
        add_job(page, job, tasks=6, from_="2010", to="2012", place="Azienda di prova")
    for number in range(0, 25, 2):
        page.locator("[name=skill]").nth(number).check()
    page.locator("[data-do=curriculum]").click()
    sheets = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    assert len(sheets) == 1
    words = " ".join(sheets[0].extract_text().split())
    heads = ["Amina", "Contatti", "Mansioni cercate", "Esperienze", "Competenze", "Lingue"]
    places = [words.index(head) for head in heads]
    assert places == sorted(places)
    assert not any("\u0600" <= sign <= "\u06ff" for sign in words), "only the CV is printed"


def test_it_is_made_by_keyboard_alone(visit: Visit) -> None:
    page = visit("/it/larino/cv")
    page.locator("[name=name]").focus()
    page.keyboard.type("Amina")
    for _ in range(4):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the second step unfolds
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.locator("[name=form]").first.is_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the first sector
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.locator("[data-do=curriculum]").press("Enter")
    assert page.evaluate("document.activeElement.id") == "paper"
    assert "Addetto alla raccolta" in page.locator("#paper").inner_text()


def test_without_a_script_the_card_is_offered(visit: Visit) -> None:
    page = visit("/ar/larino/cv", java_script_enabled=False)
    assert not page.locator("#cv").is_visible()
    assert page.locator("noscript").is_visible()
    page.locator('.more a[href$="/cv/card"]').click()
    assert page.locator(".halves").first.locator("input").count() == len(TASKS)


@pytest.mark.parametrize("lang", ["it", "en", "ar"])
def test_axe_finds_nothing_and_nothing_runs_out_when_it_is_filled_in(
    lang: str, visit: Visit
) -> None:
    page = visit(f"/{lang}/larino/cv", color_scheme="light")
    filled(page)
    for paper in ("curriculum", "competences"):
        page.locator(f"[data-do={paper}]").click()
        found = Axe().run(page).response["violations"]
        page.emulate_media(color_scheme="dark")
        found += Axe().run(page, options=ONLY_COLOURS).response["violations"]
        page.emulate_media(color_scheme="light")
        assert not found, "\n".join(said(each) for each in found)
        for width in (320, 360):
            page.set_viewport_size({"width": width, "height": 740})
            assert page.evaluate(RUNS_OUT) == []
            assert page.evaluate(TOO_LOW) == []
