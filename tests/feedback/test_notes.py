"""Whatever a reader writes, no number and no e-mail address of anybody is kept."""

from __future__ import annotations

import unicodedata
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services_app.errors import Invalid
from services_app.feedback.model import NOTE_LENGTH
from services_app.feedback.notes import masked_note

WORDS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Co"]), max_size=NOTE_LENGTH)


@given(WORDS)
def test_no_digit_of_any_script_and_no_address_is_left(text: str) -> None:
    kept = masked_note(text)
    plain = unicodedata.normalize("NFKD", kept)
    assert not [char for char in plain if char.isnumeric()]
    assert "@" not in plain
    assert len(kept) <= NOTE_LENGTH


@given(st.text())
def test_any_text_is_taken_or_refused(text: str) -> None:
    kept = ""
    with suppress(Invalid):
        kept = masked_note(text)
    assert masked_note(kept) == kept


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Call 333 1234567", "Call ### #######"),
        ("٣٣٣ ১২৩ ۴۵۶ १२३", "### ### ### ###"),
        ("① １ ² ½ Ⅷ", "# # # # #"),
        ("write to ali.rossi@example.org now", "write to # now"),
        ("write to ali @ example.org now", "write to # now"),
        ("ali＠example.org", "#"),
        ("ali@\u200bexample.org", "#"),
        ("  two\r\n lines\t", "two lines"),
        ("<b>closed</b>", "<b>closed</b>"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\u202eright to left\u2066", "right to left"),
        ("", ""),
    ],
)
def test_words_stay_and_numbers_go(text: str, kept: str) -> None:
    assert masked_note(text) == kept


@pytest.mark.parametrize("text", ["a\0b", "a\x1b[31m", "a\x7f", "\ue000", "\ud800", "a\x85"])
def test_control_signs_are_refused(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        masked_note(text)
    assert refused.value.problems == {"note": ["not_plain"]}


def test_the_limit_counts_what_people_see() -> None:
    assert len(masked_note("ক" * NOTE_LENGTH + "\r\n  ")) == NOTE_LENGTH
    with pytest.raises(Invalid) as refused:
        masked_note("x" * (NOTE_LENGTH + 1))
    assert refused.value.problems == {"note": ["too_long"]}
