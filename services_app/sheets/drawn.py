"""Pictures for paper: QR codes and the pictograms of the pages, as drawings of their own."""

from __future__ import annotations

import io

import segno

from services_app.web.icons import icon


def qr_drawing(address: str) -> str:
    """Draw an address as a QR code (SVG) with the quiet edge that scanners need."""
    buffer = io.BytesIO()
    segno.make_qr(address, "m").save(buffer, kind="svg", xmldecl=False, border=2, light="#fff")
    return buffer.getvalue().decode()


def pictogram(name: str) -> str:
    """Draw a pictogram of the pages in black lines (SVG)."""
    lines = (
        'xmlns="http://www.w3.org/2000/svg" fill="none" stroke="#000" stroke-width="1.75" '
        'stroke-linecap="round" stroke-linejoin="round"'
    )
    return str(icon(name)).replace("<svg ", f"<svg {lines} ", 1)
