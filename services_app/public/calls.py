"""Whom to call, as it stands on paper: the emergency number and the helplines of a town."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext

from services_app.content.queries import listed
from services_app.places.atlas import Town
from services_app.sheets.papers import Line
from services_app.web.cards import Card, cards
from services_app.web.filters import language_name, phone
from services_app.web.store import store

DANGER = "112"
MOST = 60


def lines_to_call(lang: str, town: Town, most: int) -> list[Line]:
    """List numbers, 112 first, then those that speak the reader's language.

    What is sensitive stays off paper that others may find; so do samples (rules 2 and 9).
    """
    here = store()
    with here.database.reading() as session:
        rows, _ = listed(session, "helplines", town, here.moment(), limit=MOST)
        rows = [row for row in rows if not (row.sensitive or row.sample) and row.face["phones"]]
        found = cards(session, here.types, rows, lang, town)
    found.sort(key=lambda card: _rank(card, lang))
    lines = [_line(card, lang) for card in found[:most]]
    if not lines or lines[0].number != DANGER:
        lines.insert(0, Line(gettext("Danger now"), lang, DANGER))
    return lines[:most]


def is_danger(facts: Mapping[str, Any]) -> bool:
    """Tell whether a helpline is the one number for danger, whatever its address is called."""
    return bool(facts["phones"]) and facts["phones"][0]["number"] == DANGER


def _rank(card: Card, lang: str) -> tuple[bool, bool, bool]:
    facts = card.facts
    return not is_danger(facts), lang not in facts["languages"], not facts["interpreter"]


def _line(card: Card, lang: str) -> Line:
    speaks = gettext("speaks %(language)s", language=language_name(lang))
    return Line(
        card.title,
        card.title_lang,
        phone(card.facts["phones"][0]["number"]),
        speaks if lang in card.facts["languages"] and lang != "it" else "",
    )
