"""How templates say amounts, enumerations and numbers to call."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from flask import Flask, g

from services_app.config import EVERY_LANGUAGE
from services_app.locales import direction
from services_app.web.filters import calls, day, enumerated, euro, terms


@pytest.mark.parametrize("lang", EVERY_LANGUAGE)
def test_an_amount_keeps_its_order_in_a_line_from_right_to_left(
    on_sqlite: Flask, lang: str
) -> None:
    with on_sqlite.test_request_context(f"/{lang}/"):
        g.lang = lang
        said = euro(95000)
    isolated = said.startswith("\u2066") and said.endswith("\u2069")
    assert isolated == (direction(lang) == "rtl")
    assert said.strip("\u2066\u2069") == "950\u00a0€"


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", "water and heating"), ("it", "acqua e riscaldamento"), ("ar", "الماء والتدفئة")],
)
def test_codes_are_joined_as_the_language_joins_them(
    on_sqlite: Flask, lang: str, said: str
) -> None:
    with on_sqlite.test_request_context(f"/{lang}/"):
        g.lang = lang
        assert terms(["water", "heating"], "rent_includes") == said


def test_names_are_escaped_and_keep_their_own_direction(on_sqlite: Flask) -> None:
    with on_sqlite.test_request_context("/ar/"):
        g.lang = "ar"
        said = enumerated(["Comune di Larino", "<b>"], isolated=True)
    assert said == "<bdi>Comune di Larino</bdi> و<bdi>&lt;b&gt;</bdi>"


@pytest.mark.parametrize(
    "value",
    [
        date(2026, 7, 2),
        "2026-07-02",
        datetime(2026, 7, 1, 22, 30, tzinfo=UTC),
        "2026-07-01T22:30:00+00:00",
        "2026-07-02T00:30+02:00",
    ],
)
def test_the_day_of_a_time_is_the_day_in_italy(
    on_sqlite: Flask, value: date | datetime | str
) -> None:
    with on_sqlite.test_request_context("/en/"):
        g.lang = "en"
        assert day(value) == "July 2, 2026"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**Call 112 now** & wait", "<b><bdi>Call [112] now</bdi></b> &amp; wait"),
        ("Chiama il **numero 112**.", "Chiama il <b><bdi>numero [112]</bdi></b>."),
        ("**112** o **1522**", "<b><bdi>[112]</bdi></b> o <b><bdi>[1522]</bdi></b>"),
        ("**112 <b>**", "<b><bdi>[112] &lt;b&gt;</bdi></b>"),
        ("Two ** and 118", "Two ** and [118]"),
    ],
)
def test_a_number_inside_bold_words_is_called_and_they_stay_bold(text: str, shown: str) -> None:
    link = re.compile(r'<a class="tel" href="tel:(\d+)"><bdi dir="ltr">\1</bdi></a>')
    assert link.sub(r"[\1]", str(calls(text))) == shown


@pytest.mark.parametrize(
    "text",
    ["In 114 giorni.", "art. 113 bis", "l'art. 118", "D.Lgs. 118 del 2011", "118 euro", "118/2011"],
)
def test_an_amount_a_law_or_a_time_is_no_number_to_call(text: str) -> None:
    assert "tel:" not in calls(text)


@pytest.mark.parametrize(
    "text",
    ["Chiama il 112 giorno e notte.", "Call 112 day and night", "al 118.", "le 112 jour et nuit",
     "il 112 del tuo paese", "a: 112 terra"],
)  # fmt: skip
def test_a_number_before_other_words_is_one_to_call(text: str) -> None:
    assert "tel:11" in calls(text)
