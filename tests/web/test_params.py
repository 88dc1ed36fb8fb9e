"""Small whole numbers from outside: read, or what stands for none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services_app.web.params import whole


@given(number=st.integers(0, 999_999_999))
def test_a_number_is_read_as_it_is_written(number: int) -> None:
    assert whole(str(number), -1) == number


@given(text=st.text(max_size=12) | st.from_regex(r"\d{1,30}", fullmatch=True))
def test_whatever_is_sent_fits_into_a_column(text: str) -> None:
    assert -1 <= whole(text, -1) < 2**31


@pytest.mark.parametrize(
    "text", ["", " 1", "+1", "-1", "1.0", "1e3", "²", "١", "9" * 10, "9" * 5000]
)
def test_what_is_no_such_number_is_the_default(text: str) -> None:
    assert (whole(text), whole(text, 7)) == (0, 7)
