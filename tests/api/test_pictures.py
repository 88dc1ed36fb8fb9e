"""Pictures in the API: whole addresses with sizes, and their words for readers of each language."""

from __future__ import annotations

from sqlalchemy.orm import Session

from tests.api.reading import Reader
from tests.pictures import kept, pictured
from tests.records import saved

SITE = "http://127.0.0.1:8000"


def test_an_item_gives_its_pictures_as_addresses_with_sizes_and_words(
    session: Session, api: Reader
) -> None:
    name = kept(session)
    saved(session, "offices", pictured(name, it="Una porta", ar="باب"))
    item = api.read("offices/with-picture")
    (picture,) = item["pictures"]
    assert (picture["width"], picture["height"]) == (720, 480)
    assert picture["id"] == item["facts"]["pictures"][0]["id"]
    assert [(each["type"], each["width"]) for each in picture["files"]] == [
        ("image/avif", 360), ("image/avif", 720), ("image/webp", 360), ("image/webp", 720)
    ]  # fmt: skip
    for each in picture["files"]:
        assert each["url"].startswith(f"{SITE}/media/{name}-")
        answer = api.client.get(each["url"].removeprefix(SITE))
        assert (answer.status_code, answer.content_type) == (200, each["type"])
    assert picture["alt"]["ar"] == {"lang": "ar", "text": "باب"}
    assert picture["alt"]["it"] == picture["alt"]["en"] == {"lang": "it", "text": "Una porta"}


def test_one_language_gives_the_words_for_its_readers(session: Session, api: Reader) -> None:
    saved(session, "offices", pictured(kept(session), it="Una porta", ar="باب"))
    for lang, words in (("ar", "باب"), ("fr", "Una porta")):
        (item,) = [
            each
            for each in api.all(f"offices?lang={lang}&per_page=100")
            if each["slug"] == "with-picture"
        ]
        assert {tag: said["text"] for tag, said in item["pictures"][0]["alt"].items()} == {
            lang: words
        }


def test_items_without_pictures_say_so(api: Reader) -> None:
    for kind in ("offices", "guides", "helplines"):
        assert api.read(f"{kind}?per_page=1")["items"][0]["pictures"] == []
