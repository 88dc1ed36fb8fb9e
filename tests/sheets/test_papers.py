"""Sheets, poster and card as a reader gets them: whole, small, tagged, with a way back."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update
from werkzeug.test import TestResponse

from services_app.content.item import Item
from services_app.share.commands import MISSES
from services_app.web.store import Store
from tests.harm.planting import ON_SQLITE, published
from tests.records import KINDS
from tests.share.making import handed
from tests.sheets.reading import fonts, glyphs, root, seen_codes, title, words_in

GUIDE = "/larino/guides/bank-account"
MOST_BYTES = 200_000


def pdf(client: FlaskClient, path: str) -> TestResponse:
    """Open a paper and check what holds for all of them."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    assert answer.content_type == "application/pdf"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "Set-Cookie" not in answer.headers
    assert len(answer.data) < MOST_BYTES, f"{path}: {len(answer.data)} bytes"
    held = root(answer.data)
    assert held["/Lang"] == path[1:3]
    assert held["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in held
    assert title(answer.data)
    assert 0 not in glyphs(answer.data), path
    for font in fonts(answer.data):
        assert font["/FontName"][7:8] == "+"
    return answer


@ON_SQLITE
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", ["ar", "bn", "it"])
def test_an_item_of_every_type_is_printed_small_and_whole(
    kind: str, lang: str, store: Store, client: FlaskClient
) -> None:
    with store.database.transaction() as session:
        session.execute(update(Item).where(Item.kind == kind).values(sample=False))
    every = [item for item in published(store, kind) if not item.sensitive]
    longest = {max(every, key=lambda item: len(str(vars(item)))).slug, every[0].slug}
    if kind == "guides":
        longest.add("permit-renewal")
    for slug in longest:
        for size in ("a4", "a5") if lang == "ar" else ("a4",):
            path = f"/{lang}/larino/{kind}/{slug}"
            if client.get(path).status_code == 200:
                answer = pdf(
                    client, f"{path}/sheet.pdf?size={size}&with={'it' if lang != 'it' else 'en'}"
                )
                assert seen_codes(answer.data)


@pytest.mark.parametrize(
    ("path", "leads_to"),
    [
        (f"/uk{GUIDE}/sheet.pdf", f"/uk{GUIDE}"),
        (f"/ar{GUIDE}/sheet.pdf?size=a5&with=it", f"/ar{GUIDE}?with=it"),
        ("/bn/larino/poster.pdf", "/bn/larino/"),
        ("/ur/larino/card.pdf", "/ur/larino/"),
    ],
)
def test_a_camera_reads_the_way_back_from_the_paper(
    on_sqlite: Flask, path: str, leads_to: str
) -> None:
    client, site = on_sqlite.test_client(), on_sqlite.extensions["store"].settings.site_url
    assert seen_codes(pdf(client, path).data) == [site + leads_to]
    assert client.get(leads_to).status_code == 200


def test_a_bundle_is_printed_with_the_way_back_in_both_languages(client: FlaskClient) -> None:
    code, _ = handed(client)
    answer = pdf(client, f"/uk/s/{code}/sheet.pdf?with=it")
    assert [code] == [each.split("/")[-1].split("?")[0] for each in seen_codes(answer.data)]
    read = words_in(answer.data)
    assert "Comune di Larino" in read
    assert "Aprire un conto" in read
    assert title(answer.data) != "Sportello"


def test_a_bundle_that_is_over_is_not_printed(client: FlaskClient) -> None:
    code, key = handed(client)
    assert client.post(f"/it/s/{code}/{key}").status_code == 303
    assert client.get(f"/uk/s/{code}/sheet.pdf").status_code == 410


def test_guesses_of_codes_are_counted_for_sheets_too(client: FlaskClient) -> None:
    for _ in range(MISSES.from_a_network):
        assert client.get("/it/s/bcdfghjkmnpqr/sheet.pdf").status_code == 404
    assert client.get("/it/s/bcdfghjkmnpqr/sheet.pdf").status_code == 429


def test_a_paper_that_the_asker_has_is_not_sent_again(on_sqlite: Flask) -> None:
    client = on_sqlite.test_client()
    for path in (f"/it{GUIDE}/sheet.pdf", "/it/larino/poster.pdf", "/it/larino/card.pdf"):
        mark = pdf(client, path).headers["ETag"]
        again = client.get(path, headers={"If-None-Match": mark})
        assert (again.status_code, again.data) == (304, b"")
        assert client.get(path, headers={"If-None-Match": 'W/"other"'}).status_code == 200


@pytest.mark.parametrize("query", ["size=a3", "size=A4", "size=../a4", "size=a4a4"])
def test_a_size_that_is_none_is_not_found(on_sqlite: Flask, query: str) -> None:
    assert on_sqlite.test_client().get(f"/it{GUIDE}/sheet.pdf?{query}").status_code == 404


def test_a_second_language_that_is_none_is_left_away_as_on_pages(on_sqlite: Flask) -> None:
    client = on_sqlite.test_client()
    plain = client.get(f"/it{GUIDE}/sheet.pdf").data
    for query in ("size=", "with=xx", "with=it", "with=", "other=1"):
        assert client.get(f"/it{GUIDE}/sheet.pdf?{query}").data == plain, query


def test_what_has_no_page_has_no_sheet(on_sqlite: Flask) -> None:
    client = on_sqlite.test_client()
    for path in ("/it/larino/guides/none/sheet.pdf", "/it/x/none22/sheet.pdf", "/it/none/card.pdf"):
        assert client.get(path).status_code == 404


def test_pages_and_lists_lead_to_their_sheets(client: FlaskClient) -> None:
    page = client.get(f"/ar{GUIDE}?with=it").get_data(as_text=True)
    assert f"/ar{GUIDE}/sheet.pdf?size=a4&amp;with=it" in page
    assert f'{GUIDE}/sheet.pdf?size=a5"' in client.get(f"/ar{GUIDE}").get_data(as_text=True)
    code, key = handed(client)
    assert f'/uk/s/{code}/sheet.pdf?size=a4"' in client.get(f"/uk/s/{code}").get_data(as_text=True)
    ready = client.get(f"/it/s/{code}/{key}").get_data(as_text=True)
    for path in (f"/uk/s/{code}/sheet.pdf?size=a5&amp;with=it", "/poster.pdf", "/card.pdf"):
        assert path in ready


def test_a_poster_names_each_language_and_a_card_the_numbers(on_sqlite: Flask) -> None:
    client = on_sqlite.test_client()
    poster = words_in(pdf(client, "/en/larino/poster.pdf").data)
    for word in ("Italiano", "Українська", "বাংলা", "My permit", "Where to go", "Larino"):
        assert word in poster, word
    card = words_in(pdf(client, "/en/larino/card.pdf").data)
    for word in ("112", "118", "Aiuto. Sono a Larino", "800 905 570"):
        assert word in card, word
