"""Checklists and reminders in a real browser: kept on this phone alone, and gone with one tap."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from services_app.web.store import Store
from tests.browser.conftest import Visit
from tests.browser.site import SENSITIVE, address

pytestmark = pytest.mark.browser
GUIDE = "/en/larino/guides/permit-renewal"
LEFT = "JSON.stringify([{...localStorage}, {...sessionStorage}])"


def papers(page: Page) -> Locator:
    """Find the boxes of the papers of a guide or a card."""
    return page.locator("ul.checks:not(form ul) input")


def left(page: Page) -> str:
    """Give all that the page has left on the phone."""
    found: str = page.evaluate(LEFT)
    return found


def test_ticks_survive_a_reload_and_are_gone_after_delete(visit: Visit) -> None:
    page = visit(GUIDE)
    papers(page).nth(1).check()
    page.locator(".steps input").nth(2).check()
    page.reload()
    assert papers(page).nth(1).is_checked()
    assert page.locator(".steps input").nth(2).is_checked()
    assert page.locator("main input[value]:checked:not(form input)").count() == 2
    page.get_by_role("button", name="Delete from this phone").click()
    expect(page.get_by_role("status").first).to_have_text("Deleted from this phone.")
    assert left(page) == "[{},{}]"
    page.reload()
    assert page.locator("main input[value]:checked:not(form input)").count() == 0


def test_taking_the_last_tick_away_leaves_nothing_either(visit: Visit) -> None:
    page = visit(GUIDE)
    papers(page).first.check()
    assert left(page) != "[{},{}]"
    papers(page).first.uncheck()
    assert left(page) == "[{},{}]"


def test_delete_takes_away_the_ticks_of_every_page(visit: Visit) -> None:
    page = visit(GUIDE)
    papers(page).first.check()
    page.goto(page.url.replace("permit-renewal", "health-registration"))
    papers(page).first.check()
    page.get_by_role("button", name="Delete from this phone").click()
    assert left(page) == "[{},{}]"


def test_what_is_kept_names_no_topic(visit: Visit) -> None:
    page = visit(GUIDE)
    for box in papers(page).all():
        box.check()
    kept = json.loads(left(page))[0]
    assert list(kept) == ["ticks"]
    assert all(c in "0123456789abcdef-" for c in "".join(json.loads(kept["ticks"])))
    assert not [word for word in ("permit", "renew", "passport", "guide") if word in str(kept)]


def test_the_desk_is_told_what_is_there_and_what_is_missing(visit: Visit) -> None:
    page = visit(GUIDE)
    page.locator(".checks li", has_text="Tax code").locator("input").check()
    page.locator(".steps input").first.check()
    page.get_by_role("link", name="Show at the desk").click()
    tax, photo = (page.locator(".papers li", has_text=word) for word in ("Tax code", "photo"))
    expect(tax.locator("input")).to_be_checked()
    expect(tax.get_by_text("I have it.")).to_be_visible()
    expect(photo.get_by_text("I still need it.")).to_be_visible()
    expect(tax.get_by_text("I still need it.")).to_be_hidden()
    permit = page.locator(".papers li", has_text="permesso di soggiorno")
    expect(permit.get_by_text("I still need it.")).to_have_count(0)
    # A tick at the desk is the same tick, and the steps stay as they were.
    photo.locator("input").check()
    page.goto(page.url.removesuffix("/desk"))
    expect(page.locator(".checks li", has_text="photo").locator("input")).to_be_checked()
    expect(page.locator(".steps input").first).to_be_checked()


def test_a_card_on_which_nothing_was_ticked_calls_nothing_missing(visit: Visit) -> None:
    page = visit(f"{GUIDE}/desk", java_script_enabled=False)
    expect(page.get_by_text("I still need it.").first).to_be_hidden()
    expect(page.locator(".papers input").first).to_be_visible()


def test_a_sensitive_page_keeps_nothing(visit: Visit, site_store: Store) -> None:
    for path in (address(site_store, "en", SENSITIVE), "/en/larino/guides/ask-asylum"):
        page = visit(path)
        for box in page.locator("main input[type=checkbox]").all():
            box.check()
        assert left(page) == "[{},{}]"
        page.reload()
        assert page.locator("main input[type=checkbox]:checked").count() == 0
        assert page.locator("[data-ticks], [data-act]").count() == 0


def test_only_what_is_still_needed_is_printed_when_asked(visit: Visit) -> None:
    page = visit(GUIDE)
    page.evaluate("window.print = () => { window.asked = true }")
    papers(page).nth(0).check()
    page.emulate_media(media="print")
    expect(page.locator("ul.checks li").nth(0)).to_be_visible()
    page.locator("[data-act=print]").evaluate("e => e.click()")  # not on the paper itself
    assert page.evaluate("window.asked")
    expect(page.locator("ul.checks li").nth(0)).to_be_hidden()
    expect(page.locator("ul.checks li").nth(1)).to_be_visible()
    expect(page.locator(".facts").first).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()


def saved(page: Page, tmp_path: Path, date_on_paper: date) -> Path:
    """Make a calendar file by the keyboard alone."""
    page.get_by_label("Date on your paper").fill(date_on_paper.isoformat())
    with page.expect_download() as download:
        page.get_by_role("button", name="Make a calendar file").press("Enter")
    assert download.value.suggested_filename == "reminder.ics"
    download.value.save_as(tmp_path / "saved.ics")
    return tmp_path / "saved.ics"


def values(file: Path, name: str) -> list[str]:
    """List the values of a property of a calendar file (RFC 5545), in order."""
    lines = file.read_bytes().decode().split("\r\n")
    assert max(len(line.encode()) for line in lines) <= 75
    return [line.partition(":")[2] for line in lines if line.partition(":")[0] == name]


def test_a_calendar_file_is_made_without_any_request(
    visit: Visit, asked: list[str], tmp_path: Path
) -> None:
    page = visit(GUIDE)
    page.wait_for_load_state("networkidle")  # the mark of the site comes last
    before, day = len(asked), date.today() + timedelta(days=200)
    file = saved(page, tmp_path, day)
    assert [each for each in asked[before:] if not each.startswith("blob:")] == []
    asked[:] = [each for each in asked if not each.startswith("blob:")]
    assert left(page) == "[{},{}]"
    wanted = [f"{day - timedelta(days=days):%Y%m%d}" for days in (60, 30, 0)]
    assert values(file, "DTSTART;VALUE=DATE") == wanted
    assert values(file, "BEGIN") == ["VCALENDAR", *["VEVENT", "VALARM"] * 3]
    assert set(values(file, "SUMMARY") + values(file, "DESCRIPTION")) == {"Reminder"}
    assert len(set(values(file, "UID"))) == 3
    assert "permit" not in file.read_text(encoding="utf-8").lower()


def test_only_the_days_that_are_chosen_and_still_to_come_are_in_it(
    visit: Visit, asked: list[str], tmp_path: Path
) -> None:
    page, day = visit(GUIDE), date.today() + timedelta(days=40)
    page.get_by_label("On that day").uncheck()
    file = saved(page, tmp_path, day)
    asked[:] = [each for each in asked if not each.startswith("blob:")]
    assert values(file, "DTSTART;VALUE=DATE") == [f"{day - timedelta(days=30):%Y%m%d}"]


def test_days_that_are_past_make_no_file_and_name_help(visit: Visit) -> None:
    page = visit(GUIDE)
    page.get_by_label("Date on your paper").fill("2020-01-31")
    page.get_by_role("button", name="Make a calendar file").click()
    expect(page.get_by_text("These days are past. Ask for help today.")).to_be_visible()


def test_without_a_script_boxes_work_and_nothing_promises_more(visit: Visit) -> None:
    page = visit(GUIDE, java_script_enabled=False)
    papers(page).first.check()
    page.locator(".steps input").first.check()
    expect(page.locator(".kept")).to_be_hidden()


def test_a_step_is_ticked_by_the_keyboard(visit: Visit) -> None:
    page = visit(GUIDE)
    box = page.get_by_label("Done").first
    box.focus()
    page.keyboard.press("Space")
    page.reload()
    assert page.get_by_label("Done").first.is_checked()


def test_a_phone_that_lets_nothing_be_kept_still_ticks(visit: Visit) -> None:
    page = visit("/en/larino/")
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no') } })"
    )
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.goto(page.url.replace("/larino/", "/larino/guides/permit-renewal"))
    papers(page).first.check()
    page.get_by_role("button", name="Delete from this phone").click()
    assert not papers(page).first.is_checked()
    assert faults == []
