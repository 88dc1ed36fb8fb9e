"""How answers leave: compressed as clients accept, told apart by tags, private ones untouched."""

from __future__ import annotations

import gzip

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from services_app.content.item import Item
from services_app.delivery.compress import _packed as remembered
from services_app.web.store import Store

HOME = "/it/larino/"


@pytest.fixture
def client(on_sqlite: Flask) -> FlaskClient:
    """A reader on the database that is at hand: delivery asks none."""
    return on_sqlite.test_client()


def unpacked(answer: TestResponse) -> bytes:
    """Give the body as it was before compression."""
    encoding = answer.headers.get("Content-Encoding")
    if encoding == "br":
        return bytes(brotli.decompress(answer.data))
    return gzip.decompress(answer.data) if encoding == "gzip" else answer.data


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("br", "br"),
        ("gzip, deflate, br", "br"),
        ("gzip, deflate", "gzip"),
        ("GZIP", "gzip"),
        ("gzip;q=1.0, br;q=0", "gzip"),
        ("br;q=0.0, gzip;q=0.5", "gzip"),
        ("br;q=0.001", "br"),
        ("", None),
        ("identity", None),
        ("deflate", None),
        ("brotli", None),
        ("gzip;q=0", None),
        (";;q=,,\x7f", None),
    ],
)
def test_a_page_is_compressed_as_the_client_accepts(
    client: FlaskClient, accepted: str, encoding: str | None
) -> None:
    plain = client.get(HOME)
    answer = client.get(HOME, headers={"Accept-Encoding": accepted})
    assert answer.headers.get("Content-Encoding") == encoding
    assert unpacked(answer) == plain.data
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    assert "Accept-Encoding" in answer.vary


def test_what_is_short_or_no_text_is_left_as_it_is(client: FlaskClient) -> None:
    for path in ("/healthz", "/readyz"):
        answer = client.get(path, headers={"Accept-Encoding": "br"})
        assert "Content-Encoding" not in answer.headers


def test_the_style_sheet_is_compressed_and_kept_for_ever(client: FlaskClient) -> None:
    page = client.get(HOME).get_data(as_text=True)
    path = page.partition('rel="stylesheet" href="')[2].partition('"')[0]
    answer = client.get(path, headers={"Accept-Encoding": "br"})
    assert answer.headers["Content-Encoding"] == "br"
    assert "immutable" in answer.headers["Cache-Control"]
    old = client.get(path.replace(path.split("/")[2], "0123456789"))
    assert old.headers["Cache-Control"] == "no-cache"
    assert old.data == unpacked(answer)


@pytest.mark.parametrize("encoding", ["br", "gzip", "identity"])
def test_what_did_not_change_is_not_sent_again(client: FlaskClient, encoding: str) -> None:
    accepts = {"Accept-Encoding": encoding}
    first = client.get(HOME, headers=accepts)
    again = client.get(HOME, headers=accepts | {"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.data == b""
    assert "Accept-Encoding" in again.vary
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"] == "no-cache"
    assert "Content-Encoding" not in again.headers


def test_another_tag_gets_the_whole_page(client: FlaskClient) -> None:
    answer = client.get(HOME, headers={"If-None-Match": '"another"'})
    assert answer.status_code == 200
    assert answer.data


def test_a_tag_claims_no_more_than_that_the_words_are_the_same(client: FlaskClient) -> None:
    # One tag stands for the packed and the plain body, which differ byte for byte.
    tags = {
        client.get(HOME, headers={"Accept-Encoding": encoding}).headers["ETag"]
        for encoding in ("br", "gzip", "identity")
    }
    assert len(tags) == 1
    assert all(tag.startswith('W/"') for tag in tags)


def test_pages_of_two_languages_have_two_tags(client: FlaskClient) -> None:
    assert client.get("/it/larino/").headers["ETag"] != client.get("/ar/larino/").headers["ETag"]


def test_private_pages_are_packed_but_carry_no_tag_and_are_not_to_be_kept(
    client: FlaskClient, on_sqlite: Flask
) -> None:
    store: Store = on_sqlite.extensions["store"]
    with store.database.reading() as session:
        code = session.scalar(select(Item.neutral_code).where(Item.sensitive))
    for path in ("/it/x/help", f"/it/x/{code}?at=larino"):
        answer = client.get(path, headers={"Accept-Encoding": "br", "If-None-Match": "*"})
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Content-Encoding"] == "br"
        assert "ETag" not in answer.headers
        assert "Last-Modified" not in answer.headers


def test_errors_are_not_kept(client: FlaskClient) -> None:
    answer = client.get("/it/larino/nothing", headers={"If-None-Match": "*"})
    assert answer.status_code == 404
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers


@pytest.mark.parametrize("path", ["/api/v2/guides", "/api/v1/nothing", "/hsds/x"])
def test_a_problem_in_the_readers_language_is_kept_by_no_cache(
    client: FlaskClient, path: str
) -> None:
    answer = client.get(path, headers={"Accept-Language": "ar"})
    assert answer.content_type == "application/problem+json"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Accept-Language" in answer.vary


def test_the_mark_at_its_old_name_is_asked_for_anew(client: FlaskClient) -> None:
    answer = client.get("/favicon.ico")
    assert answer.content_type.startswith("image/svg+xml")
    assert answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(("path", "more"), [("/it/x/help", 0), (HOME, 1)])
def test_what_nobody_is_to_keep_stays_in_no_memory_of_ours(
    client: FlaskClient, path: str, more: int
) -> None:
    remembered.cache_clear()
    assert client.get(path, headers={"Accept-Encoding": "br"}).status_code == 200
    assert remembered.cache_info().currsize == more


def test_head_says_what_get_would_send(client: FlaskClient) -> None:
    accepts = {"Accept-Encoding": "br"}
    got, head = client.get(HOME, headers=accepts), client.head(HOME, headers=accepts)
    assert head.data == b""
    for name in ("Content-Length", "Content-Encoding", "ETag", "Cache-Control", "Vary"):
        assert head.headers[name] == got.headers[name]
