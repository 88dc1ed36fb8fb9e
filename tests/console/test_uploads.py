"""Pictures in forms: sent, shown again, described, refused."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from flask import Flask
from PIL import Image

from tests.console.forms import made, sent
from tests.operators import logged_in, token

OFFICE = {"place": "070031", "facts.kind": "caritas", "facts.name": "Sportello con foto",
          "checked": "1", "version": "0"}  # fmt: skip


def picture() -> bytes:
    """Draw a small picture."""
    out = BytesIO()
    Image.new("RGB", (500, 300), "teal").save(out, "JPEG")
    return out.getvalue()


def test_a_picture_is_kept_described_and_public(app: Flask) -> None:
    browser = logged_in(app, "publisher")
    form = OFFICE | {"csrf_token": token(browser), "do": "publish"}
    answer = browser.post(
        "/console/offices/new", data=form | {"upload": (BytesIO(picture()), "a.jpg")}
    )
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422, "it says nothing yet of what it shows"
    rows = dict(re.findall(r'name="(facts\.pictures\.0\.\w+)" value="([^"]*)"', page))
    assert rows["facts.pictures.0.picture"]
    assert f'src="/media/{rows["facts.pictures.0.picture"]}-360.webp"' in page
    words = {"facts.pictures.0.words.picture": "La porta verde dello sportello"}
    address = made(browser.post("/console/offices/new", data=form | rows | words))
    slug = re.search(r'name="slug"[^>]*value="([^"]+)"', browser.get(address).text)
    assert slug
    public = app.test_client().get(f"/it/larino/offices/{slug[1]}").text
    assert 'alt="La porta verde dello sportello"' in public


@pytest.mark.parametrize("wrong", [b"", b"no picture", b"%PDF-1.7 ..."])
def test_what_is_no_picture_is_refused_and_nothing_typed_is_lost(
    on_sqlite: Flask, wrong: bytes
) -> None:
    browser = logged_in(on_sqlite, "publisher")
    form = OFFICE | {"csrf_token": token(browser), "upload": (BytesIO(wrong), "a.jpg")}
    answer = browser.post("/console/offices/new", data=form)
    assert answer.status_code == 422
    assert "Sportello con foto" in answer.get_data(as_text=True)


def test_of_several_pictures_those_before_a_wrong_one_stay(on_sqlite: Flask) -> None:
    browser = logged_in(on_sqlite, "publisher")
    both = [(BytesIO(picture()), "a.jpg"), (BytesIO(b"no picture"), "b.jpg")]
    answer = sent(browser, "/console/offices/new", upload=both, **OFFICE)
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert re.search(r'name="facts\.pictures\.0\.picture" value="[0-9a-f]{64}"', page)


def test_after_a_refused_picture_nobody_elses_change_is_overwritten(app: Flask) -> None:
    first, second = logged_in(app, "publisher"), logged_in(app, "publisher")
    address = made(sent(first, "/console/offices/new", "publish", **OFFICE))
    theirs = {"version": "1", "facts.email": "sportello@example.org"}
    made(sent(first, address, **OFFICE | theirs))
    mine = OFFICE | {"version": "1", "facts.website": "https://www.example.org/"}
    wrong = (BytesIO(b"no picture"), "a.jpg")
    answer = sent(second, address, upload=wrong, **mine)
    assert answer.status_code == 422
    shown = re.search(r'name="version" value="(\d+)"', answer.get_data(as_text=True))
    assert shown
    assert sent(second, address, **mine | {"version": shown[1]}).status_code == 409
    assert "sportello@example.org" in second.get(address).get_data(as_text=True)


def test_a_preview_needs_no_sizes_of_pictures(on_sqlite: Flask) -> None:
    browser = logged_in(on_sqlite, "publisher")
    refused = sent(browser, "/console/offices/new", upload=(BytesIO(picture()), "a.jpg"), **OFFICE)
    name = re.search(r'name="facts\.pictures\.0\.picture" value="(\w+)"', refused.text)
    assert name
    row = {"facts.pictures.0.picture": name[1], "facts.pictures.0.words.picture": "La porta verde"}
    page = sent(browser, "/console/offices/new", "preview:it", **OFFICE | row)
    assert page.status_code == 200
    assert "La porta verde" in page.text
    for odd in ({"facts.pictures.0.picture": "0" * 64}, {"facts.pictures.0.width": "²"}):
        answer = sent(browser, "/console/offices/new", "preview:it", **OFFICE | row | odd)
        assert answer.status_code == 422, odd
