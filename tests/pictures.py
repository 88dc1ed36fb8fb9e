"""Pictures for tests: files made on the spot, and records that show them."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from PIL import Image
from sqlalchemy.orm import Session

from services_app.content.imaging import prepare_picture
from services_app.content.pictures import store_picture
from tests.records import TESTER, Raw, office

GPS, ORIENTATION, MAKER = 0x8825, 0x0112, 0x010F


def drawn(width: int = 900, height: int = 600, mode: str = "RGB") -> Image.Image:
    """Draw a picture whose corners tell which side is up: the first one is red."""
    image = Image.new("RGB", (width, height), "navy")
    image.paste("red", (0, 0, width // 2, height // 2))
    return image.convert(mode)


def saved_as(image: Image.Image, name: str = "JPEG", **options: Any) -> bytes:
    """Write a picture as a file."""
    out = BytesIO()
    image.save(out, name, **options)
    return out.getvalue()


def photographed(orientation: int = 1) -> bytes:
    """Make a JPEG as a telephone does: with the place, the maker and how it was held."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = orientation, "SecretMaker"
    exif.get_ifd(GPS).update({1: "N", 2: (41.0, 48.0, 7.0), 3: "E", 4: (14.0, 55.0, 3.0)})
    return saved_as(drawn(), exif=exif, comment=b"SecretComment", quality=95)


def opened(body: bytes) -> Image.Image:
    """Read a file back."""
    return Image.open(BytesIO(body))


def kept(session: Session, data: bytes | None = None) -> str:
    """Store a picture as an upload does; give its name."""
    return store_picture(session, prepare_picture(data or photographed()), by=TESTER)


def pictured(picture: str, *, slug: str = "with-picture", **alt: str) -> Raw:
    """Make the record of an office with one picture; `alt` says in each language what it shows."""
    record = office(slug, pictures=[{"id": "p1", "picture": picture}])
    record["source_lang"] = "it"
    record["texts"] = {lang: {"blocks": [alt_block(words)]} for lang, words in alt.items()}
    return record


def alt_block(words: str, of: str = "p1") -> Raw:
    """Make the block that says what a picture shows."""
    return {"id": f"alt-{of}", "part": "picture", "of": of, "text": words}


DOT = prepare_picture(saved_as(drawn(1, 1), "PNG"))  # the smallest there is
