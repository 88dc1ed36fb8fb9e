"""The papers that can be printed, as the values that their templates set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from services_app.locales import KNOWN
from services_app.sheets.drawn import pictogram, qr_drawing
from services_app.sheets.pieces import Piece, pieces

SIZES = ("a4", "a5")


@dataclass(frozen=True)
class Line:
    """A number to call; `lang` is the language that its label is really in."""

    label: str
    lang: str
    number: str
    note: str = ""

    def value(self) -> Piece:
        """Give it as a template reads it."""
        own = {"lang": self.lang, "dir": KNOWN[self.lang].direction}
        note = [{"t": f" · {self.note}", "s": True, **own}] if self.note else []
        return {"label": [{"t": self.label, **own}, *note], "number": self.number}


@dataclass(frozen=True)
class Frame:
    """What stands around the words of every paper, said in its language."""

    lang: str
    title: str
    site: str
    site_url: str
    town: str
    address: str  # the live page that the QR code leads to
    look_at: str  # what to do with the QR code
    made: str  # of which day it is

    def values(self) -> dict[str, Any]:
        """Give it as a template reads it."""
        return {
            **asdict(self),
            "dir": KNOWN[self.lang].direction,
            "qr": qr_drawing(self.address),
            "address_shown": self.address.partition("://")[2],
        }


@dataclass(frozen=True)
class Sheet:
    """A page of the site as a sheet; `inside` is its HTML, in two languages if `second` is set."""

    frame: Frame
    inside: str
    paper: str
    second: str | None = None
    lines_title: str = ""
    lines: Sequence[Line] = field(default=())

    def values(self) -> dict[str, Any]:
        """Give it as the template reads it."""
        lang = self.frame.lang
        direction = KNOWN[lang].direction
        values = self.frame.values() | {
            "paper": self.paper,
            "pieces": pieces(self.inside, lang, direction, self.frame.site_url),
            "lines_title": self.lines_title,
            "lines": [line.value() for line in self.lines],
        }
        if self.second:
            values["second"] = {"lang": self.second, "dir": KNOWN[self.second].direction}
        return values


@dataclass(frozen=True)
class Poster:
    """A sheet for the wall of a waiting room; `tiles` maps our pictograms to their words."""

    frame: Frame
    says: Sequence[str]
    tiles: Mapping[str, str]
    languages: Sequence[str]

    def values(self) -> dict[str, Any]:
        """Give it as the template reads it."""
        return self.frame.values() | {
            "says": list(self.says),
            "tiles": [
                {"drawing": pictogram(name), "word": word} for name, word in self.tiles.items()
            ],
            "languages": [
                {"lang": tag, "dir": KNOWN[tag].direction, "name": KNOWN[tag].name}
                for tag in self.languages
            ],
        }


@dataclass(frozen=True)
class Folded:
    """A sheet that folds to a card for the pocket, with eight small pages."""

    frame: Frame
    danger: Mapping[str, str]
    lines_title: str
    lines: Sequence[Line]
    says_title: str
    says: Sequence[tuple[str, str]]  # in Italian, in the reader's language ("" in Italian)
    own_title: str  # over lines for numbers of one's own

    def values(self) -> dict[str, Any]:
        """Give it as the template reads it."""
        return self.frame.values() | {
            "danger": dict(self.danger),
            "lines_title": self.lines_title,
            "lines": [line.value() for line in self.lines],
            "says_title": self.says_title,
            "own_title": self.own_title,
            "scissors": pictogram("cut"),
            "says": [{"it": italian, "own": own} for italian, own in self.says],
        }
