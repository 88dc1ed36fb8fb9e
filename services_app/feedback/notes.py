"""The words of a reader, made safe to keep: digits of any script and e-mail addresses masked."""

from __future__ import annotations

import re
import unicodedata

from services_app.errors import Invalid, Reason
from services_app.feedback.model import NOTE_LENGTH

MASK = "#"
_SPACES = "\t\n\r"
# Marks of direction and joiners shape Arabic, Urdu and Bangla; other invisible signs go.
_KEPT_SIGNS = "\u061c\u200c\u200d\u200e\u200f"
_MAIL = re.compile(r"\S*\s*@\s*\S*")


def masked_note(text: str, most: int = NOTE_LENGTH) -> str:
    """Give the words that may be kept; raises Invalid({"note": [too_long | not_plain]})."""
    if any(_is_control(char) for char in text):
        raise Invalid({"note": [Reason("not_plain")]})
    words = " ".join("".join(_safe(char) for char in text).split())
    if len(words) > most:
        raise Invalid({"note": [Reason("too_long")]})
    return _MAIL.sub(MASK, words)


def _is_control(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cs", "Co") and char not in _SPACES


def _safe(char: str) -> str:
    if unicodedata.category(char) == "Cf" and char not in _KEPT_SIGNS:
        return ""
    plain = unicodedata.normalize("NFKD", char)  # "①", "１" and "㏠" hold a digit too
    if any(each.isnumeric() for each in (char, *plain)):
        return MASK
    return "@" if "@" in plain else char
