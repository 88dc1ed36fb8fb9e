"""Which language a reader gets, and what the app knows of each."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import g
from flask_babel import ngettext
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from services_app import create_app
from services_app.config import EVERY_LANGUAGE, Settings
from services_app.locales import KNOWN, babel_locale, catalogue, chain, direction, negotiate


@pytest.mark.parametrize(
    ("header", "lang"),
    [
        ("", "it"),
        ("*", "it"),
        ("bn", "bn"),
        ("ar-SA,ar;q=0.9,en;q=0.8", "ar"),
        ("AR-eg", "ar"),
        ("pt-BR, en-GB;q=0.9", "en"),
        ("en;q=0.1, uk;q=0.9", "uk"),
        ("en;q=0", "it"),
        ("en;q=0, fr;q=0.2", "fr"),
        ("zh-Hant-TW", "it"),
        ("en_GB", "en"),
        ("es;q=nonsense, ur", "ur"),
        (";;;,,,", "it"),
        ("x" * 10_000, "it"),
    ],
)
def test_the_best_served_language_is_chosen(header: str, lang: str) -> None:
    assert negotiate(parse_accept_header(header, LanguageAccept), EVERY_LANGUAGE) == lang


def test_an_unserved_language_gets_the_first_served_one() -> None:
    wanted = parse_accept_header("bn, ar", LanguageAccept)
    assert negotiate(wanted, ("fr", "en")) == "fr"


@pytest.mark.parametrize("lang", EVERY_LANGUAGE)
def test_each_language_says_its_direction_as_cldr_does(lang: str) -> None:
    assert direction(lang) == babel_locale(lang).text_direction


@pytest.mark.parametrize("lang", EVERY_LANGUAGE)
def test_each_language_falls_back_to_english_and_italian(lang: str) -> None:
    assert chain(lang)[0] == lang
    assert set(chain(lang)) == {lang, "en", "it"}
    assert len(chain(lang)) == len(set(chain(lang)))


@pytest.mark.parametrize("lang", [tag for tag in EVERY_LANGUAGE if tag != "en"])
def test_each_language_has_a_catalogue(lang: str) -> None:
    assert catalogue(lang).gettext("Choose your town") != "Choose your town"


def test_the_direction_of_a_language_that_is_only_served_as_a_text() -> None:
    assert direction("fa") == "rtl"
    assert direction("sq") == "ltr"


def test_own_names_are_all_different() -> None:
    assert len({language.name for language in KNOWN.values()}) == len(KNOWN)


@pytest.mark.parametrize("lang", EVERY_LANGUAGE)
def test_numbers_are_said_by_the_plural_rule_of_the_language(lang: str, tmp_path: Path) -> None:
    app = create_app(Settings(languages=EVERY_LANGUAGE, instance=tmp_path))
    one, many = "%(num)s month of rent", "%(num)s months of rent"
    with app.test_request_context(f"/{lang}/"):
        g.lang = lang
        for num in (0, 1, 2, 3, 5, 11, 12, 21, 100, 102):
            expected = catalogue(lang).ungettext(one, many, num) % {"num": num}  # type: ignore[attr-defined]
            assert ngettext(one, many, num) == expected


def test_two_months_are_no_month_and_no_single_one_in_arabic(tmp_path: Path) -> None:
    app = create_app(Settings(languages=EVERY_LANGUAGE, instance=tmp_path))
    with app.test_request_context("/ar/"):
        g.lang = "ar"
        said = [ngettext("%(num)s month", "%(num)s months", num) for num in (1, 2, 3, 12)]
    assert len(set(said)) == 4
    assert "12" in said[3]
