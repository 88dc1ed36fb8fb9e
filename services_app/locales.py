"""Languages served: tag, own name, direction, fallback order; catalogues and negotiation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel import Locale
from babel.support import NullTranslations, Translations
from werkzeug.datastructures import LanguageAccept

CATALOGUES = Path(__file__).parent.parent / "translations"
CONSOLE_LANGUAGES = ("it", "en")  # those in which operators work; another is one more catalogue
# Flask-Babel takes the plural rule of the last one, and every language has `messages`.
DOMAINS = ("console", "messages")


@dataclass(frozen=True)
class Language:
    """A language of pages; `fallbacks` are tried in order when a text is missing."""

    tag: str
    name: str
    direction: str = "ltr"
    fallbacks: tuple[str, ...] = ("en", "it")


# Order of the review of 2026-11; direction and names follow CLDR.
KNOWN: dict[str, Language] = {
    language.tag: language
    for language in (
        Language("it", "Italiano", fallbacks=("en",)),
        Language("en", "English", fallbacks=("it",)),
        Language("bn", "বাংলা"),
        Language("ar", "العربية", "rtl"),
        Language("fr", "Français"),
        Language("ur", "اردو", "rtl"),
        Language("uk", "Українська"),
        Language("es", "Español"),
    )
}


def chain(lang: str) -> tuple[str, ...]:
    """List the languages to try for a reader of `lang`, the wanted one first."""
    return (lang, *KNOWN[lang].fallbacks)


def direction(lang: str) -> str:
    """Tell in which direction a language runs: ltr or rtl."""
    return KNOWN[lang].direction if lang in KNOWN else Locale.parse(lang, sep="-").text_direction


@cache
def babel_locale(lang: str) -> Locale:
    """Turn a BCP 47 tag into Babel's own form."""
    return Locale.parse(lang, sep="-")


@cache
def catalogue(lang: str) -> NullTranslations:
    """Load the compiled catalogue of a language (message ids themselves where it has none)."""
    return Translations.load(CATALOGUES, [str(babel_locale(lang))])


def negotiate(accepted: LanguageAccept, served: Sequence[str]) -> str:
    """Choose the best served language for an Accept-Language header; the first as default."""
    for wanted, quality in accepted:
        if not quality:
            continue  # "q=0" names what the reader does not want
        base = wanted.replace("_", "-").split("-")[0].lower()
        for tag in served:
            if tag.lower() == wanted.lower() or tag == base:
                return tag
    return served[0]
