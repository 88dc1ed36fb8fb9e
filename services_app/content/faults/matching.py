"""Finding words of our lists in a text, in any script, whatever the case and accents."""

from __future__ import annotations

import re

from services_app.words import fold

_ACCENTS = str.maketrans("`´", "''")  # typed for an apostrophe; folding knows the others
_ARABIC = re.compile("[\u0600-\u06ff]")
_JOINED = "(?:[وفبلك]?ال|لل|[وفبلك])?"
SHORT = 3  # letters up to which an Arabic word is looked for by itself


def plain(text: str) -> str:
    """Fold a text as `matcher` folds its lists."""
    return fold(text.translate(_ACCENTS)).replace("**", "")


def matcher(*phrases: str) -> re.Pattern[str]:
    """Make a pattern for phrases: `viol*` begins a word, `sans papiers` are whole words.

    Arabic joins the article and small words to the next word, so a longer word in its letters is
    found inside another one. Search in `plain(text)`.
    """
    return re.compile("|".join(_pattern(phrase) for phrase in phrases))


def _pattern(phrase: str) -> str:
    words = plain(phrase).split()
    body = r"\W+".join(
        re.escape(word.rstrip("*")) + (r"\w*" if word.endswith("*") else "") for word in words
    )
    if not _ARABIC.match(words[0]):
        return rf"(?<!\w){body}(?!\w)"
    if len(words[0]) > SHORT:
        return body
    return rf"(?<!\w){_JOINED}{body}(?!\w)"
