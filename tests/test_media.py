"""Pictures as readers get them: the files, their headers, and how they stand on a page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from services_app.content.imaging import prepare_picture
from services_app.content.pictures import store_picture
from tests.pages import Page
from tests.pictures import alt_block, drawn, kept, photographed, pictured, saved_as
from tests.records import TESTER, Raw, saved

Open = Callable[..., Page]
ADDRESS = "/{}/larino/offices/with-picture"


def show(session: Session, record: Raw) -> None:
    """Put an office with pictures before the readers."""
    saved(session, "offices", record)


def words_shown(page: Page) -> list[tuple[str | None, str | None, str | None]]:
    """List (alternative text, lang, dir) of the pictures of a page."""
    return [(each.get("alt"), each.get("lang"), each.get("dir")) for each in page.all("img")]


def test_each_file_is_sent_as_it_was_made_and_kept_for_ever(
    session: Session, client: FlaskClient
) -> None:
    prepared = prepare_picture(photographed())
    name = store_picture(session, prepared, by=TESTER)
    for each in prepared.variants:
        path = f"/media/{name}-{each.width}.{each.ending}"
        answer = client.get(path, headers={"Accept-Encoding": "br, gzip"})
        assert answer.status_code == 200
        assert answer.data == each.body
        assert answer.content_type == f"image/{each.ending}"
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "Set-Cookie" not in answer.headers
        assert "Vary" not in answer.headers
        again = client.get(path, headers={"If-None-Match": answer.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")


def test_what_is_no_file_of_a_picture_is_not_there(session: Session, client: FlaskClient) -> None:
    name = kept(session)
    wrong = (
        f"{name}-361.webp", f"{name}-360.png", f"{name}-0360.webp", f"{name}.webp", f"{name}-360",
        f"{name.upper()}-360.webp", f"{'0' * 64}-360.webp", f"{name}-360.webp%0a", "x", "%00",
        f"{name}-99999999999999999999.webp", f"{name}-٣٦٠.webp", f"{name}-360.webp/more",
    )  # fmt: skip
    for each in wrong:
        answer = client.get(f"/media/{each}")
        assert answer.status_code in (400, 404), each
        assert answer.headers["Cache-Control"] == "no-store"


def test_a_page_shows_pictures_folded_with_their_size_and_words(
    session: Session, page: Open, client: FlaskClient
) -> None:
    name = kept(session)
    show(session, pictured(name, it="La porta <verde> & 'alta'"))
    shown = page(ADDRESS.format("it"))
    (picture,) = shown.all("picture")
    (source,), (image,) = picture.findall("source"), picture.findall("img")
    assert words_shown(shown) == [("La porta <verde> & 'alta'", None, None)]
    assert (image.get("width"), image.get("height")) == ("720", "480")
    assert image.get("loading") == "lazy"
    assert source.get("type") == "image/avif"
    fold = next(each for each in shown.all("details") if picture in list(each))
    assert fold.get("open") is None
    for each, ending in ((source, "avif"), (image, "webp")):
        files = [part.split() for part in str(each.get("srcset")).split(", ")]
        assert files == [
            [f"/media/{name}-360.{ending}", "360w"], [f"/media/{name}-720.{ending}", "720w"]
        ]  # fmt: skip
        for path, _ in files:
            assert client.get(path).status_code == 200
    assert image.get("src") == f"/media/{name}-360.webp"


@pytest.mark.parametrize(
    ("lang", "texts", "expected"),
    [
        ("it", {"it": "Porta", "ar": "باب"}, ("Porta", None, None)),
        ("ar", {"it": "Porta", "ar": "باب"}, ("باب", None, None)),
        ("ar", {"it": "Porta", "en": "Door"}, ("Door", "en", "ltr")),
        ("en", {"it": "Porta", "ar": "باب"}, ("Porta", "it", "ltr")),
        ("it", {"en": "Door", "ar": "باب"}, ("Door", "en", "ltr")),
    ],
)
def test_a_picture_says_what_it_shows_in_the_best_language_there_is(
    session: Session, page: Open, lang: str, texts: dict[str, str], expected: tuple[str, ...]
) -> None:
    record = pictured(kept(session), **texts)
    show(session, record | {"source_lang": "it" if "it" in texts else "en"})
    assert words_shown(page(ADDRESS.format(lang))) == [expected]


def test_a_text_without_the_words_of_a_picture_borrows_those_of_another_language(
    session: Session, page: Open
) -> None:
    record = pictured(kept(session), it="Una porta verde")
    block = {"id": "w", "part": "what", "text": "Benvenuti"}
    record["texts"]["it"]["blocks"].append(block)
    record["texts"]["ar"] = {"blocks": [block | {"text": "أهلا"}]}
    show(session, record)
    shown = page(ADDRESS.format("ar"))
    assert words_shown(shown) == [("Una porta verde", "it", "ltr")]
    assert "أهلا" in shown.text


def test_a_picture_that_says_nothing_a_reader_could_read_is_not_shown(
    session: Session, page: Open
) -> None:
    record = pictured(kept(session), fr="Une porte") | {"source_lang": "fr"}
    show(session, record)
    assert not page(ADDRESS.format("ar")).all("img")
    assert page(ADDRESS.format("fr")).all("img")


def test_the_words_of_pictures_are_not_shown_twice(session: Session, page: Open) -> None:
    record = pictured(kept(session), it="Una porta verde")
    other = kept(session, saved_as(drawn(100, 300), "PNG"))
    record["facts"]["pictures"].append({"id": "p2", "picture": other})
    record["texts"]["it"]["blocks"].append(alt_block("La scala", "p2"))
    show(session, record)
    shown = page(ADDRESS.format("it"))
    assert [alt for alt, _, _ in words_shown(shown)] == ["Una porta verde", "La scala"]
    assert "Una porta" not in shown.text
    assert shown.all("img")[1].get("height") == "300"


def test_a_page_with_pictures_costs_no_further_statement(
    session: Session, page: Open, queries: list[str]
) -> None:
    show(session, pictured(kept(session), it="Una porta verde"))
    page(ADDRESS.format("it"))
    queries.clear()
    page(ADDRESS.format("it"))
    assert len(queries) <= 3


def test_beside_a_safety_core_there_are_no_pictures(session: Session, page: Open) -> None:
    show(session, pictured(kept(session), it="Una porta verde") | {"risk": "high"})
    assert not page(ADDRESS.format("it")).all("img")
