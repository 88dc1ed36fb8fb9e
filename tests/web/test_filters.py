"""How templates say amounts."""

from __future__ import annotations

import pytest
from flask import Flask, g

from services_app.config import EVERY_LANGUAGE
from services_app.locales import direction
from services_app.web.filters import euro


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
