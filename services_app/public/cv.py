"""A CV and a skills card: the lists to choose from; both are made on the reader's own device."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from services_app.locales import babel_locale
from services_app.taxonomies.cv import (
    AVAILABILITY,
    CV_PARTS,
    LEARNT,
    SCHOOLED,
    SCHOOLING,
    SKILLS,
    SPOKEN,
)
from services_app.taxonomies.learning import COURSE_KINDS
from services_app.taxonomies.occupations import OCCUPATIONS
from services_app.taxonomies.people import CEFR_LEVELS
from services_app.taxonomies.tasks import TASKS
from services_app.taxonomies.work import DRIVING_LICENCES, SECTORS, SHIFTS, WORKING_TIMES
from services_app.web.store import store

NO_ANSWER = "none"  # codes of offers that say "not needed" are nothing that a person can have


def add_routes(blueprint: Blueprint) -> None:
    """Register the addresses of this room; none takes anything from a reader."""
    blueprint.get("/<lang:lang>/<place:place>/cv")(cv)
    blueprint.get("/<lang:lang>/<place:place>/cv/card")(skills_card)


@dataclass(frozen=True)
class Spoken:
    """A language by its name in the reader's words and in Italian."""

    code: str
    own: str
    italian: str


def cv(lang: str, place: str) -> ResponseReturnValue:
    """Show the lists from which a script makes the CV and the card."""
    town = store().town(place)
    near = [each for each in store().atlas().towns if each.region_code == town.region_code]
    return render_template("cv.html", town=town, towns=near, **_lists(lang))


def skills_card(lang: str, place: str) -> ResponseReturnValue:
    """Show the skills card in two languages, to be ticked on the screen or with a pen."""
    return render_template("cv_card.html", town=store().town(place), **_lists(lang))


def _lists(lang: str) -> dict[str, Any]:  # Any: what templates take
    by_sector: dict[str, list[str]] = {sector: [] for sector in SECTORS}
    for code, term in OCCUPATIONS.items():
        by_sector[str(term.notes["sector"])].append(code)
    numbers = {code: str(at) for at, code in enumerate(chain.from_iterable(by_sector.values()))}
    of = {
        code: " ".join(numbers[each] for each in str(term.notes["of"]).split())
        for code, term in TASKS.items()
    }
    return {
        "parts": CV_PARTS, "by_sector": by_sector, "tasks": TASKS, "tasks_of": of,
        "skills": SKILLS,
        "spoken": _spoken(lang), "levels": [each for each in CEFR_LEVELS if each != NO_ANSWER],
        "schooling": SCHOOLING, "schooled": SCHOOLED, "learnt": LEARNT, "courses": COURSE_KINDS,
        "licences": [each for each in DRIVING_LICENCES if each != NO_ANSWER],
        "available": {
            "working_time": WORKING_TIMES, "shift": SHIFTS, "availability": AVAILABILITY,
        },
    }  # fmt: skip


def _spoken(lang: str) -> list[Spoken]:
    """List the languages, Italian first, then by their name for the reader."""
    own, italian = babel_locale(lang).languages, babel_locale("it").languages
    listed = [Spoken(code, str(own[code]), str(italian[code])) for code in SPOKEN]
    return sorted(listed, key=lambda each: (each.code != "it", each.own.casefold()))
