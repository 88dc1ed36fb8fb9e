"""What holds for every page that a reader opens."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from werkzeug.test import TestResponse

from services_app.locales import direction

SCHEMES = ("http", "https", "tel", "sms", "mailto", "geo")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True)
class Page:
    """An opened page: the answer, its tree and its words."""

    path: str
    answer: TestResponse
    tree: Element

    @property
    def text(self) -> str:
        """All words of the body, spaces folded."""
        body = self.tree.find("body")
        assert body is not None
        return " ".join(" ".join(body.itertext()).split())

    @property
    def html(self) -> str:
        """The source."""
        return self.answer.get_data(as_text=True)

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """List the elements of a tag that bear these attributes."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            each
            for each in self.tree.iter(tag)
            if all(each.get(name) == value for name, value in wanted.items())
        ]

    def links(self) -> list[str]:
        """List the addresses of all links."""
        return [each.get("href", "") for each in self.tree.iter("a")]


def check_page(path: str, answer: TestResponse) -> Page:
    """Parse a page and assert what holds for all of them."""
    assert answer.content_type == "text/html; charset=utf-8", path
    assert "Set-Cookie" not in answer.headers, path
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(answer.get_data())
    assert not parser.errors, f"{path}: {parser.errors[:3]}"
    found = Page(path, answer, tree)
    _language(found)
    _headings(found)
    _names(found)
    _nothing_from_elsewhere(found)
    return found


def _language(page: Page) -> None:
    lang = page.tree.get("lang")
    assert lang, page.path
    assert page.tree.get("dir") == direction(lang), page.path
    first = page.path.split("/")[1]
    if re.fullmatch(r"[a-z]{2}", first) and page.answer.status_code == 200:
        assert lang == first, page.path
    alternates = {each.get("hreflang") for each in page.all("link", rel="alternate")}
    assert lang in alternates, page.path
    menu = [each for each in page.tree.iter("a") if each.get("aria-current") == "true"]
    assert [each.get("lang") for each in menu] == [lang], page.path


def _headings(page: Page) -> None:
    levels = [int(each.tag[1]) for each in page.tree.iter() if each.tag in HEADINGS]
    assert levels.count(1) == 1, f"{page.path}: {levels}"
    assert levels[0] == 1, f"{page.path}: {levels}"
    for before, after in pairwise(levels):
        assert after <= before + 1, f"{page.path}: {levels}"
    title = " ".join("".join(page.all("title")[0].itertext()).split())
    heading = " ".join("".join(page.all("h1")[0].itertext()).split())
    assert title.startswith(heading), f"{page.path}: {title!r} / {heading!r}"


def _names(page: Page) -> None:
    ids = Counter(each.get("id") for each in page.tree.iter() if each.get("id"))
    assert not [name for name, count in ids.items() if count > 1], page.path
    parents: dict[Any, Element] = {child: each for each in page.tree.iter() for child in each}
    for field in page.tree.iter():
        if field.tag in ("input", "select", "textarea"):
            inside = field
            while inside in parents and inside.tag != "label":
                inside = parents[inside]
            assert field.get("aria-label") or inside.tag == "label", f"{page.path}: unlabelled"
        for name in field.attrib:
            assert not name.startswith("on"), f"{page.path}: inline handler {name}"
            assert name != "style", f"{page.path}: inline style"
    for each in page.tree.iter("a"):
        assert "".join(each.itertext()).strip() or each.get("aria-label"), page.path
        scheme = each.get("href", "").partition(":")[0]
        if ":" in each.get("href", ""):
            assert scheme in SCHEMES, f"{page.path}: {scheme}"


def _nothing_from_elsewhere(page: Page) -> None:
    for each in page.tree.iter():
        source = each.get("src") or (each.get("href") if each.tag == "link" else None)
        if source and each.get("rel") not in ("alternate", "canonical"):
            assert source.startswith(("/static/", "/media/")), f"{page.path}: loads {source}"
