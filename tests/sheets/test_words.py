"""Words of content on paper are words: whatever stands in them, nothing of it is a command."""

from __future__ import annotations

import re
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services_app.sheets.pieces import Piece, pieces
from tests.sheets.reading import SITE, sheet_of, words_in

NASTY = (
    '#import "lib.typ": *', "*bold* _not_ `raw`", "$x^2$ @ref <label>", r"\u{41} \ ~ --",
    "<script>alert(1)</script>", '#read("/etc/passwd")', "#sys.inputs", "= heading", "// gone",
    "{{ 7*7 }} {% raw %}", '"); #panic()',
)  # fmt: skip


def said(found: list[Piece]) -> str:
    """Join the words of pieces."""
    return "".join(run["t"] for piece in found for run in piece["line"]["own"])


def reading(inside: str) -> list[Piece]:
    """Read the inside of a page."""
    return pieces(inside, "en", "ltr", SITE)


@pytest.mark.parametrize("words", NASTY)
def test_markup_in_words_is_printed_as_it_stands(words: str) -> None:
    assert words in words_in(sheet_of(f"<p>{escape(words)}</p>"))


@given(st.text(min_size=1))
def test_pieces_keep_every_word(words: str) -> None:
    flat = " ".join(re.split(r"[ \t\r\n]+", said(reading(f"<p>{escape(words)}</p>")))).strip()
    plain = re.sub("[\u2066-\u2069]", "", words)
    assert re.sub("[\u2066-\u2069]", "", flat) == " ".join(re.split(r"[ \t\r\n]+", plain)).strip()


@settings(max_examples=25)
@given(st.text(alphabet="#*$@\\<>[]{}()`_=/~-\"'ab \n", min_size=1, max_size=40))
def test_no_word_stops_the_press(words: str) -> None:
    printed = words_in(sheet_of(f"<p>{escape(words)}</p>"))
    wanted = re.sub(r"\s", "", words)
    assert wanted in re.sub(r"\s", "", printed)


def test_links_lead_to_calls_and_secure_sites_and_nowhere_else() -> None:
    inside = (
        '<p><a href="/en/larino/">town</a> <a href="tel:112">112</a> '
        '<a href="javascript:x">no</a> <a href="http://plain.example">no</a></p>'
    )
    targets = [run.get("to") for run in reading(inside)[0]["line"]["own"] if run["t"].strip()]
    assert [each for each in targets if each] == ["tel:112"]


def test_a_link_to_another_site_says_its_address_on_paper() -> None:
    inside = '<p><a href="https://www.prenota.example/x" rel="noreferrer">Appointment</a></p>'
    assert said(reading(inside)) == "Appointment (prenota.example)"


def test_what_only_a_screen_can_use_is_left_out() -> None:
    inside = (
        '<div class="acts"><a href="tel:112">Call</a></div><nav>Menu</nav><p class="sr">Hidden</p>'
        '<form><button>Go</button></form><p><a href="/en/t/x/desk">Show</a></p><p>Stays</p>'
    )
    assert said(reading(inside)) == "Stays"


def test_steps_for_some_bear_the_letter_of_whom_they_are_for() -> None:
    inside = (
        "<fieldset><legend>Which?</legend>"
        '<label><input type="radio" class="b1"><span>Card</span></label>'
        '<label><input type="radio" class="b2"><span>Receipt</span></label>'
        "<label><input>I do not know</label></fieldset>"
        '<ol class="steps"><li class="in in2">Wait</li><li class="in">Go</li></ol>'
    )
    choice, steps = reading(inside)
    assert [(row["mark"], row["line"]["own"][0]["t"]) for row in choice["rows"]] == [
        ("A", "Card"),
        ("B", "Receipt"),
    ]
    assert [item["mark"] for item in steps["items"]] == ["B", ""]
