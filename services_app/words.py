"""Folding of words for search and slugs, in any script."""

from __future__ import annotations

import re
import unicodedata

# Marks that people leave out when they type: accents (Latin, Greek, Cyrillic) and the vowel
# signs of Arabic. Vowel signs of Bangla and other Indic scripts are letters and stay.
_MARKS = re.compile(
    "[\u0300-\u036f\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u200b-\u200f\u2066-\u2069]"
)
# Letters that NFKD leaves whole; a hamza above or below has become a mark by then.
_ARABIC = str.maketrans("ٱىةکیہھۃے", "ايهكيهههي")
# Keyboards write the apostrophe in several ways; one of them even counts as a letter.
_APOSTROPHES = str.maketrans("’‘ʼ", "'''")
# Vowel signs of Indic scripts belong to their word; the full stops ।, ॥ and ॰ among them do not.
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0900-\u0963\u0971-\u0df3])*")


def fold(text: str) -> str:
    """Bring words to the form in which they are stored and searched: no case, no accents."""
    text = unicodedata.normalize("NFKD", text).casefold()
    text = _MARKS.sub("", text).translate(_ARABIC).translate(_APOSTROPHES)
    return unicodedata.normalize("NFC", text)


def tokens(text: str, limit: int = 8) -> list[str]:
    """List the folded words of a text, at most `limit`, each at most 40 characters."""
    return [word[:40] for word in _WORD.findall(fold(text))][:limit]


def slugify(text: str) -> str:
    """Make an address part of Latin words: "Reggio nell'Emilia" -> "reggio-nell-emilia"."""
    plain = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES))
    ascii_only = plain.encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only.replace("'", " ").lower()).strip("-")


def NF_(text: str) -> str:
    """Mark the name of a field for extraction into the console's catalogue."""
    return text
