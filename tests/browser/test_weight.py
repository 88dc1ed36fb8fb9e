"""A first visit costs at most four requests and 20,000 bytes."""

from __future__ import annotations

from html.parser import HTMLParser
from http.client import HTTPConnection
from itertools import product
from urllib.parse import urlsplit

import brotli
import pytest

from services_app.web.store import Store
from tests.browser.site import address

PAGES = (
    "home", "list of jobs", "guide with a choice", "one of offices", "one of jobs", "chooser",
    "danger", "private", "report", "card of a guide", "card of an office", "share", "changes",
    "training",
    "cv", "skills card",
)  # fmt: skip
MOST_BYTES, MOST_REQUESTS = 20_000, 4


class Loaded(HTMLParser):
    """The addresses that a browser asks for to show a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the element loads."""
        given = dict(attrs)
        if tag == "link" and given.get("rel") in ("stylesheet", "icon", "preload", "manifest"):
            self.found.append(given.get("href") or "")
        elif given.get("src"):
            self.found.append(given["src"] or "")


@pytest.mark.parametrize(
    ("lang", "page"),
    [*product(["it", "ar", "bn"], PAGES), *product(["uk", "ur"], ["cv", "skills card"])],
)
def test_first_visit_is_light(lang: str, page: str, site: str, site_store: Store) -> None:
    weights = weighed(site, address(site_store, lang, page))
    assert len(weights) <= MOST_REQUESTS, weights
    assert sum(weights.values()) <= MOST_BYTES, weights


def weighed(site: str, page: str) -> dict[str, int]:
    """Give the bytes of a page and of all that it loads, by address."""
    connection = HTTPConnection(urlsplit(site).netloc)
    sent, html = _fetched(connection, page)
    loaded = Loaded()
    loaded.feed(html.decode())
    weights = {page: sent}
    for path in dict.fromkeys(loaded.found):
        weights[path], _ = _fetched(connection, path)
    connection.close()
    return weights


def _fetched(connection: HTTPConnection, path: str) -> tuple[int, bytes]:
    """Give the bytes as sent, and the body that they unpack to."""
    connection.request("GET", path, headers={"Accept-Encoding": "br"})
    answer = connection.getresponse()
    body = answer.read()
    assert answer.status == 200, path
    packed = answer.headers.get("Content-Encoding") == "br"
    return len(body), brotli.decompress(body) if packed else body
