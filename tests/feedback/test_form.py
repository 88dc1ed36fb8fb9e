"""The form "something wrong here?": found on every item, short, and it forgives."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services_app.config import EVERY_LANGUAGE
from services_app.taxonomies.reports import REPORT_REASONS
from services_app.web.store import Store
from tests.contract.test_pages import addresses
from tests.feedback.sending import OFFICE, TODAY, kept, reported
from tests.harm.planting import ON_SQLITE, put, real
from tests.pages import Page, check_page
from tests.records import KINDS, LARINO

Open = Callable[..., Page]


def form_of(page: Page) -> str:
    """Find the address of the form that a page of an item links to."""
    (link,) = [each for each in page.links() if each.partition("?")[0].endswith("/wrong")]
    return link


@ON_SQLITE
@pytest.mark.parametrize("kind", KINDS)
def test_every_item_leads_to_its_form_and_back(kind: str, store: Store, page: Open) -> None:
    for _, path in addresses(store, kind):
        item = page(f"/it/{path}")
        form = page(form_of(item))
        assert f"/it/{path}" in form.links()
        assert form.all("form", method="post")[0].get("action") == form_of(item)


@pytest.mark.parametrize("lang", EVERY_LANGUAGE)
@pytest.mark.parametrize("kind", ["offices", "guides"])
@ON_SQLITE
def test_form_and_thanks_keep_the_contract_of_a_page(
    kind: str, lang: str, store: Store, page: Open
) -> None:
    found = addresses(store, kind)
    neutral = [path for _, path in found if path.startswith("x/")]
    for path in (found[0][1], *neutral[:1]):
        form = form_of(page(f"/{lang}/{path}"))
        assert len(page(form).all("input", type="radio")) == len(REPORT_REASONS)
        page(form.replace("/wrong", "/thanks"))


def test_a_report_is_thanked_for_and_kept(client: FlaskClient, store: Store, page: Open) -> None:
    answer = reported(client, reason="wrong_hours", note="Open on <b>Monday</b> 8-12")
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"{OFFICE}/thanks"
    assert "Set-Cookie" not in answer.headers
    assert OFFICE in page(f"{OFFICE}/thanks").links()
    (report,) = kept(store)
    assert (report.kind, report.reason, report.state) == ("offices", "wrong_hours", "open")
    assert report.note == "Open on <b>Monday</b> #-##"
    assert (report.lang, report.place_code, report.created_on) == ("en", LARINO, TODAY)


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"reason": ""}, "Choose what is wrong."),
        ({"reason": "nonsense"}, "Choose what is wrong."),
        ({"note": "x" * 141}, "Write less: at most 140 characters."),
        ({"note": "a\0b"}, "We cannot read some of the signs. Write plain words."),
    ],
)
def test_a_mistake_is_said_first_and_nothing_typed_is_lost(
    form: dict[str, str], words: str, client: FlaskClient, store: Store
) -> None:
    typed = {"note": "<b>the bell</b>", "reason": "moved"} | form
    answer = reported(client, **typed)
    assert answer.status_code == 422
    if "\0" in typed["note"]:  # no HTML page may hold the sign itself
        assert words in answer.get_data(as_text=True)
    else:
        page = check_page("/en/", answer)
        assert page.text.index(words) < page.text.index("Something wrong here?")
        assert page.all("textarea")[0].text == typed["note"]
        checked = [each.get("value") for each in page.all("input") if "checked" in each.attrib]
        assert checked == [typed["reason"]] * (typed["reason"] == "moved")
        field = "reason" if "reason" in form else "note"
        assert f"#{field}" in page.links()
        assert [each for each in page.tree.iter() if each.get("id") == field]
    assert kept(store) == []


def test_a_program_that_fills_the_hidden_field_is_thanked_and_nothing_is_kept(
    client: FlaskClient, store: Store, page: Open
) -> None:
    (trap,) = page(f"{OFFICE}/wrong").all("input", tabindex="-1")
    assert trap.get("autocomplete") == "off"
    answer = reported(client, **{trap.get("name", ""): "https://spam.example"})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{OFFICE}/thanks")
    assert kept(store) == []


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 303),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "http://127.0.0.1:8000"}, 303),
        ({"Sec-Fetch-Site": "none"}, 303),
        ({"Origin": "http://localhost"}, 303),
        ({"Origin": "HTTPS://LOCALHOST"}, 303),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "https://localhost.evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": ""}, 403),
        ({"Origin": "http://["}, 403),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"}, 403),
    ],
)
def test_another_site_cannot_report_in_a_readers_name(
    headers: dict[str, str], status: int, client: FlaskClient, store: Store
) -> None:
    assert reported(client, headers=headers).status_code == status
    assert len(kept(store)) == (status == 303)


def test_a_form_larger_than_any_report_is_not_read(client: FlaskClient, store: Store) -> None:
    assert reported(client, note="x" * 30_000).status_code == 413
    assert kept(store) == []


@pytest.mark.parametrize("end", ["wrong", "thanks"])
def test_what_is_not_there_has_no_form(end: str, page: Open, on_sqlite: Flask) -> None:
    for path in (f"/en/larino/offices/nothing/{end}", f"/en/x/nothing/{end}"):
        page(path, status=404)


def test_reading_the_form_writes_nothing(
    client: FlaskClient, queries: list[str], store: Store
) -> None:
    store.atlas()
    queries.clear()
    for path in (f"{OFFICE}/wrong", f"{OFFICE}/thanks"):
        client.get(path)
        client.head(path)
    assert queries
    assert not [each for each in queries if not each.lstrip().startswith("SELECT")]


def test_an_old_address_leads_to_the_form_of_the_new_one(store: Store, client: FlaskClient) -> None:
    put(store, "offices", real(store, "offices", "larino-comune") | {"slug": "renamed"})
    answer = reported(client)
    assert answer.status_code == 308
    assert answer.headers["Location"] == "/en/larino/offices/renamed/wrong"
