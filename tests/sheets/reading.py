"""How tests look at a PDF: its words, fonts, glyphs and tags, and what a camera sees of it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from html import escape

import pypdf
import pypdfium2
import zxingcpp
from pypdf.generic import ContentStream, DictionaryObject

from services_app.locales import direction
from services_app.sheets.papers import Frame, Sheet
from services_app.sheets.press import printed

SITE = "https://sportello.example.org"


def frame(lang: str = "en", **more: str) -> Frame:
    """Make what stands around a paper."""
    usual = {
        "title": "A title", "site": "S", "site_url": SITE, "town": "T", "address": f"{SITE}/en/t/",
        "look_at": "-", "made": "-",
    }  # fmt: skip
    return Frame(lang=lang, **{**usual, **more})


def sheet_of(inside: str, lang: str = "en") -> bytes:
    """Print a sheet with this inside alone."""
    return printed("sheet", Sheet(frame(lang), inside, "a4").values())


def paragraph(words: str, lang: str) -> str:
    """Write a paragraph in a language, as a page does."""
    return f'<p lang="{lang}" dir="{direction(lang)}">{escape(words)}</p>'


def words_in(pdf: bytes) -> str:
    """Read all words with PDFium, in its order, spaces folded."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [
            document[number].get_textpage().get_text_range() for number in range(len(document))
        ]
    finally:
        document.close()
    # U+FFFE marks a hyphen at the end of a line, U+0002 one that is soft.
    return " ".join(" ".join(pages).replace("\ufffe", "-").split())


def seen_codes(pdf: bytes) -> list[str]:
    """Read the QR codes of the first page as a camera would."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        picture = document[0].render(scale=2).to_pil().convert("L")
    finally:
        document.close()
    return [found.text for found in zxingcpp.read_barcodes(picture)]


def fonts(pdf: bytes) -> Iterator[DictionaryObject]:
    """Yield the descriptions of all fonts that are used."""
    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        for font in page["/Resources"].get("/Font", {}).values():
            yield (
                font.get_object()["/DescendantFonts"][0]
                .get_object()["/FontDescriptor"]
                .get_object()
            )


def glyphs(pdf: bytes, family: str = "") -> list[int]:
    """List the numbers of the glyphs that fonts of a family draw, in the order of drawing."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    found: list[int] = []
    for page in reader.pages:
        named = {
            name: str(font.get_object()["/BaseFont"])
            for name, font in page["/Resources"].get("/Font", {}).items()
        }
        current = ""
        for operands, operator in ContentStream(page.get_contents(), reader).operations:
            if operator == b"Tf":
                current = named[operands[0]]
            elif operator in (b"Tj", b"TJ") and family in current:
                for each in operands[0] if operator == b"TJ" else operands:
                    if not isinstance(each, (int, float)):
                        raw = each.original_bytes
                        found += [int.from_bytes(raw[at : at + 2]) for at in range(0, len(raw), 2)]
    return found


def root(pdf: bytes) -> DictionaryObject:
    """Give the catalogue of a PDF."""
    return pypdf.PdfReader(io.BytesIO(pdf)).trailer["/Root"].get_object()


def title(pdf: bytes) -> str:
    """Give the title that a viewer shows."""
    found = pypdf.PdfReader(io.BytesIO(pdf)).metadata
    return str(found.title) if found else ""
