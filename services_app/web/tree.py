"""Our own pages as a tree: read, looked at and written again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from typing import Union

VOID = {"br", "hr", "img", "input", "source", "wbr"}
SHAPES = {"circle", "ellipse", "line", "path", "polygon", "polyline", "rect"}
Node = Union["Element", str]
Attributes = dict[str, str | None]


@dataclass
class Element:
    """A tag with what it bears and holds."""

    tag: str
    attributes: Attributes = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)

    @property
    def elements(self) -> list[Element]:
        """The elements directly inside, without the words between them."""
        return [each for each in self.children if isinstance(each, Element)]

    @property
    def has_bare_words(self) -> bool:
        """Tell whether words stand directly inside."""
        return any(isinstance(each, str) and each.strip() for each in self.children)

    def below(self) -> Iterator[Element]:
        """Yield every element inside, however deep, in order."""
        for each in self.elements:
            yield each
            yield from each.below()

    def words(self) -> str:
        """Give all words inside, spaces folded."""
        return " ".join("".join(self._pieces()).split())

    def _pieces(self) -> Iterator[str]:
        for each in self.children:
            if isinstance(each, str):
                yield each
            else:
                yield from each._pieces()

    def __str__(self) -> str:
        inside = "".join(
            escape(each, quote=False) if isinstance(each, str) else str(each)
            for each in self.children
        )
        if not self.tag:
            return inside
        bears = "".join(
            f" {name}" if value is None else f' {name}="{escape(value)}"'
            for name, value in self.attributes.items()
        )
        if self.tag in SHAPES:
            return f"<{self.tag}{bears}/>"
        return f"<{self.tag}{bears}>" + ("" if self.tag in VOID else f"{inside}</{self.tag}>")


def read(html: str) -> Element:
    """Read a piece of a page whose elements are all closed; the root has no tag."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.open[0]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        new = Element(tag, dict(attrs))
        self.open[-1].children.append(new)
        if tag not in VOID and tag not in SHAPES:
            self.open.append(new)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if self.open[-1].tag == tag:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)
