"""Pictures drawn in the page itself: Tabler icons (MIT) from their package, and QR codes."""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import segno
from markupsafe import Markup

NAMES = {
    "permit": "id", "health": "stethoscope", "work": "tools", "home": "home",
    "learn": "abc", "family": "users", "money": "cash", "office": "map-pin",
    "guide": "file-text", "people": "friends", "event": "calendar-event", "notice": "info-circle",
    "call": "phone", "no_call": "phone-off", "practice": "bulb", "back": "arrow-left",
    "languages": "language", "search": "search", "danger": "phone-call", "private": "hand-stop",
    "leave": "door-exit", "clock": "clock", "warning": "alert-triangle", "check": "circle-check",
    "paper": "file-description", "bus": "bus", "wheelchair": "wheelchair", "mail": "mail",
    "web": "world-www", "calendar": "calendar", "euro": "coin-euro", "chat": "message-circle",
    "question": "help-circle", "next": "chevron-right", "place": "building-community",
    "centre": "door-enter", "nowork": "briefcase-off", "envelope": "mail-opened",
    "picture": "photo", "beside": "columns-2", "close": "x", "show": "device-mobile-message",
    "print": "printer", "forget": "trash", "share": "share", "list": "list-check", "copy": "copy",
    "whatsapp": "brand-whatsapp", "telegram": "brand-telegram", "sms": "message",
    "cut": "scissors",
}  # fmt: skip


@cache
def _sprite() -> str:
    # The package's own start-up pulls in an asset pipeline; only its picture file is of use.
    spec = find_spec("flask_tabler_icons")
    if spec is None or spec.origin is None:
        raise RuntimeError("the package flask-tabler-icons is missing")
    folder = Path(spec.origin).parent / "static" / "tabler_icons"
    return (folder / "tabler-sprite-nostroke.svg").read_text(encoding="utf-8")


@cache
def icon(name: str, turns: bool = False) -> Markup:
    """Draw a pictogram by our name for it; one that `turns` is mirrored right to left."""
    found = re.search(
        rf'<symbol[^>]*\bid="tabler-{NAMES[name]}"[^>]*>(.*?)</symbol>', _sprite(), re.DOTALL
    )
    if found is None:
        raise LookupError(f"no pictogram {NAMES[name]}")
    drawing = re.sub(r'<path [^>]*d="M0 0h24v24H0z"[^>]*/>', "", found.group(1)).strip()
    mark = ' class="turns"' if turns else ""
    return Markup(f'<svg viewBox="0 0 24 24" aria-hidden="true"{mark}>{drawing}</svg>')  # noqa: S704  from our own package file


def qr(address: str) -> Markup:
    """Draw an address as a QR code: dark on light, whatever the colours of the page."""
    code = segno.make_qr(address, "m")
    return Markup(code.svg_inline(omitsize=True, light="#fff", svgclass=None, lineclass=None))  # noqa: S704  made of squares
