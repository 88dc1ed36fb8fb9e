"""Pictures on pages: their addresses, the words that go with them, and sending them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from services_app.content.fields.pictures import picture_words
from services_app.content.imaging import MEDIA_TYPES, widths
from services_app.content.pictures import picture_body
from services_app.content.wording import Words
from services_app.errors import NotFound
from services_app.web.store import store

_NAME = re.compile(r"([0-9a-f]{64})-([1-9][0-9]{0,3})\.(avif|webp)")
blueprint = Blueprint("media", __name__)


@dataclass(frozen=True)
class ShownPicture:
    """A picture with the words that say what it shows; `lang` is what they are really in."""

    id: str
    sha256: str
    width: int
    height: int
    alt: str
    lang: str

    @property
    def widths(self) -> tuple[int, ...]:
        """The widths of its files, the smallest first."""
        return widths(self.width)

    def path(self, width: int, ending: str) -> str:
        """Give the address of one file."""
        return f"/media/{self.sha256}-{width}.{ending}"

    def srcset(self, ending: str) -> str:
        """Give the addresses of all files of a type, for a browser to choose from."""
        return ", ".join(f"{self.path(width, ending)} {width}w" for width in self.widths)


def shown_pictures(item: Any, words: Words | None) -> Iterator[ShownPicture]:
    """Yield the pictures of an item of which the texts for this reader say what they show."""
    # Any: the type's own model, which may have no pictures at all.
    for row in getattr(item, "pictures", None) or ():
        for text in (words, *words.others) if words else ():
            alt = picture_words(text.body, row["id"])
            if alt:
                yield ShownPicture(
                    row["id"], row["picture"], row["width"], row["height"], alt, text.lang
                )
                break


@blueprint.get("/media/<name>")
def media(name: str) -> ResponseReturnValue:
    """Send a file of a picture; nobody guesses its name, and its content never changes."""
    found = _NAME.fullmatch(name)
    if found is None:
        raise NotFound(name[:80])
    sha256, width, ending = found.groups()
    with store().database.reading() as session:
        body = picture_body(session, sha256, int(width), ending)
    if body is None:
        raise NotFound(name)
    response = Response(body, content_type=MEDIA_TYPES[ending])
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.add_etag()
    return response
