"""The CV and the skills card: their lists are whole, and nothing is asked that could harm."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from babel.messages.pofile import read_po

from services_app.config import EVERY_LANGUAGE, ROOT
from services_app.locales import CATALOGUES, babel_locale
from services_app.taxonomies import TAXONOMIES
from services_app.taxonomies.cv import CV_PARTS, SPOKEN
from services_app.taxonomies.occupations import OCCUPATIONS
from services_app.taxonomies.tasks import TASKS
from tests.pages import Page

Open = Callable[..., Page]
ON_SQLITE = pytest.mark.parametrize("app", ["sqlite"], indirect=True)
NEW = ("task", "skill", "schooling", "schooled", "learnt", "availability", "cv_part", "cv_word")
# What the page may ask; a new field fails below until somebody has thought about it.
ASKED = {
    "name", "phone", "mail", "town", "form", "occupation", "job", "task", "learnt", "place",
    "from", "to", "still", "skill", "language", "level", "schooling", "schooled", "course",
    "licence", "working_time", "shift", "availability",
}  # fmt: skip
TYPED = {"name", "phone", "mail", "place", "from", "to"}


@pytest.mark.parametrize("lang", [each for each in EVERY_LANGUAGE if each != "en"])
def test_every_choice_has_words_in_every_language(lang: str) -> None:
    with (CATALOGUES / lang / "LC_MESSAGES" / "messages.po").open("rb") as lines:
        words = read_po(lines, locale=lang)
    for name in NEW:
        for term in TAXONOMIES[name].values():
            found = words.get(term.label.text, context=term.label.context)
            assert found is not None, f"{lang}: {term.label}"
            assert found.string, f"{lang}: {term.label}"


@pytest.mark.parametrize("name", [*NEW, "occupation", "course_kind"])
def test_every_choice_says_something_of_its_own_in_italian(name: str) -> None:
    desks = [term.desk for term in TAXONOMIES[name].values()]
    assert all(desks)
    assert len(set(desks)) == len(desks)


def test_every_occupation_has_tasks_and_every_task_an_occupation() -> None:
    of = {code: str(term.notes["of"]).split() for code, term in TASKS.items()}
    assert all(each in OCCUPATIONS for names in of.values() for each in names)
    for code in OCCUPATIONS:
        assert 3 <= sum(code in names for names in of.values()) <= 12, code


def test_every_language_that_can_be_chosen_has_a_name_for_every_reader() -> None:
    for lang in EVERY_LANGUAGE:
        assert all(babel_locale(lang).languages.get(code) for code in SPOKEN), lang


@ON_SQLITE
@pytest.mark.parametrize("lang", EVERY_LANGUAGE)
def test_the_pages_open_in_every_language(lang: str, page: Open) -> None:
    assert len(page(f"/{lang}/larino/cv").all("details", class_="box")) == len(CV_PARTS)
    card = page(f"/{lang}/larino/cv/card")
    assert not card.all("script")
    assert "Scheda delle competenze" in card.text


@ON_SQLITE
def test_what_could_harm_is_not_asked_and_nothing_can_be_sent(page: Open) -> None:
    opened = page("/en/larino/cv")
    fields = [each for tag in ("input", "select", "textarea") for each in opened.all(tag)]
    named = {each.get("name"): each for each in fields if each.get("name")}
    assert set(named) == ASKED
    typed = {
        name
        for name, each in named.items()
        if each.tag == "input" and each.get("type") not in ("checkbox", "radio")
    }
    assert typed == TYPED
    assert not {each.get("type") for each in fields} & {"date", "file", "hidden", "image"}
    assert not opened.all("form"), "a form would put what is typed into an address"
    assert {each.get("type") for each in opened.all("button")} == {"button"}
    values = " ".join(each.get("value", "") for each in opened.tree.iter()).lower()
    assert not re.search(r"soggiorn|asilo|rifugiat|profug|richiedent|cittadinanza", values)


def test_the_script_has_no_way_to_send() -> None:
    script = (ROOT / "services_app" / "static" / "cv.js").read_text(encoding="utf-8")
    sends = r"fetch\(|XMLHttpRequest|sendBeacon|WebSocket|EventSource|import\(|submit|cookie"
    assert not re.search(sends + r"|\.src|\.href|location", script)


@ON_SQLITE
@pytest.mark.parametrize("lang", ["it", "ar"])
def test_the_list_of_jobs_leads_to_it(lang: str, page: Open) -> None:
    assert f"/{lang}/larino/cv" in page(f"/{lang}/larino/jobs").links()
