"""Search: every word must begin a word of an item, in whatever script, on both databases alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from services_app.config import EVERY_LANGUAGE
from services_app.content.commands import save_record
from services_app.content.names import folded_names
from services_app.content.queries import Moment
from services_app.content.type import term_label
from services_app.find.search import found
from services_app.taxonomies import TAXONOMIES
from services_app.web.store import Store
from tests.conftest import NOON
from tests.pages import Page
from tests.records import TESTER, TYPES, guide, job, office, saved, seeded, words

MOMENT = Moment(NOON, NOON.date(), samples=True)


def slugs(session: Session, store: Store, query: str, lang: str = "it") -> list[str]:
    """List the slugs of what Larino finds."""
    town = store.atlas().by_slug["larino"]
    return [row.slug for row in found(session, TYPES, query, lang, town=town, moment=MOMENT)]


def written(session: Session, **texts: str) -> None:
    """Save a guide with these summaries, one a language."""
    made = {lang: words("Zyx", summary) for lang, summary in texts.items()}
    saved(session, "guides", guide("mine") | {"texts": made})


@pytest.mark.parametrize(
    ("lang", "text", "typed"),
    [
        ("it", "La qwertina è gratuita, perché serve.", "qwertina"),
        ("it", "La qwertina è gratuita, perché serve.", "QWERT"),
        ("it", "La qwertina è gratuita, perché serve.", "perche qwer"),
        ("it", "La qwertina è gratuita, perché serve.", "perché qwertina"),
        ("it", "Chiedi all'ufficio del qwertario.", "ufficio qwertario"),
        ("it", "Chiedi all’ufficio del qwertario.", "all'ufficio qwertario"),
        ("ar", "تَجديد الإقامة في زقزاقية", "تجديد زقزاقيه الاقامة"),
        ("ar", "تجديد الاقامة في زقزاقية", "تَجْديد زقزاق"),
        ("ar", "تجديد الاقامة في زقزاقية", "تجـــديد زقزاق"),
        ("ur", "یہ زقزاقیہ کاغذ ہے", "کاغذ زقزاق"),
        ("bn", "এখানে ঝকঝকানি শেখানো হয়", "ঝকঝকানি শেখা"),
        ("uk", "Перекладач для Йцукенського суду", "йцукен ПЕРЕКЛАДАЧ"),
        ("uk", "Дев'ять йцукенів", "дев’ять йцукен"),
        ("fr", "Une qwertée à l'école", "ecole QWERTEE"),
        ("es", "La qwertaña de mañana", "manana qwertana"),
    ],
)
def test_a_text_is_found_by_the_beginnings_of_its_words(
    session: Session, store: Store, lang: str, text: str, typed: str
) -> None:
    written(session, **{lang: text})
    assert slugs(session, store, typed, lang) == ["mine"]


def test_every_word_must_match(session: Session, store: Store) -> None:
    written(session, it="La qwertina è gratuita")
    assert slugs(session, store, "qwertina gratuita") == ["mine"]
    assert slugs(session, store, "qwertina costosa") == []


def test_words_match_at_their_beginning_only(session: Session, store: Store) -> None:
    written(session, it="La qwertina è gratuita")
    saved(session, "offices", office("named", name="Qwertina"))
    assert slugs(session, store, "wertina") == []


def test_words_may_stand_in_different_places_of_an_item(session: Session, store: Store) -> None:
    saved(session, "jobs", job("mine", employer="Qwertyuiop srl") |
          {"texts": {"it": words("", "Lavoro con i zaffiri")}})  # fmt: skip
    assert slugs(session, store, "qwerty zaffiri larino") == ["mine"]


def test_a_reader_finds_what_would_be_shown_in_another_language(
    session: Session, store: Store
) -> None:
    written(session, it="qwertina", fr="azertine")
    assert slugs(session, store, "qwertina", "bn") == ["mine"], "Italian is a fallback of Bangla"
    assert slugs(session, store, "azertine", "bn") == [], "French is not"


def test_a_changed_text_is_found_by_its_new_words_only(session: Session, store: Store) -> None:
    written(session, it="qwertina")
    written(session, it="zaffiro")
    assert slugs(session, store, "qwertina") == []
    assert slugs(session, store, "zaffiro") == ["mine"]


@pytest.mark.parametrize("lang", EVERY_LANGUAGE)
def test_a_job_is_found_by_the_label_of_its_occupation_in_each_language(
    session: Session, store: Store, lang: str
) -> None:
    saved(session, "jobs", job("mine", occupation="pruner", contract="apprenticeship"))
    for taxonomy, code in (("occupation", "pruner"), ("contract", "apprenticeship")):
        label = term_label(taxonomy, code, lang)
        assert "mine" in slugs(session, store, label, lang), label


def test_the_italian_word_of_the_desk_is_found_in_every_language(
    session: Session, store: Store
) -> None:
    saved(session, "offices", office("mine", kind="questura", serves=["070031"]))
    desk = TAXONOMIES["office_kind"]["questura"].desk
    assert "mine" in slugs(session, store, desk, "ar")


def test_a_type_that_declares_its_kinds_is_found_by_their_labels(
    session: Session, store: Store
) -> None:
    kind = replace(TYPES["practices"], facets=(("kind", "areas"),))
    facts = seeded("practices")[0]["facts"] | {"areas": ["agriculture"]}
    record = {"slug": "mine", "place": "it", "state": "published", "texts": {}, "facts": facts}
    save_record(session, kind, record, by=TESTER)
    session.flush()
    town, types = store.atlas().by_slug["larino"], TYPES | {"practices": kind}
    label = term_label("practice_area", "agriculture", "uk")
    rows = found(session, types, label, "uk", town=town, moment=MOMENT)
    assert "mine" in [row.slug for row in rows]


@pytest.mark.parametrize(
    ("occupation", "typed"),
    [("home_carer", "badante"), ("care_assistant", "sanitario"), ("care_assistant", "OSS")],
)
def test_a_word_after_a_dash_or_a_bracket_of_a_label_is_found(
    session: Session, store: Store, occupation: str, typed: str
) -> None:
    saved(session, "jobs", job("mine", occupation=occupation))
    assert "mine" in slugs(session, store, typed, "ar")


@pytest.mark.parametrize("query", ["Qwertyuiop", "qwertyuiop larino", "d'agnillo qwer"])
def test_proper_names_are_found(session: Session, store: Store, query: str) -> None:
    saved(session, "offices", office("mine", name="Sportello Qwertyuiop D’Agnillo"))
    assert slugs(session, store, query, "bn") == ["mine"]


def test_what_bears_the_word_in_its_title_comes_first(session: Session, store: Store) -> None:
    saved(session, "guides", guide("aside") | {"texts": {"it": words("Altro", "qwertina")}})
    saved(session, "offices", office("named", name="Qwertina"))
    assert slugs(session, store, "qwertina") == ["named", "aside"]


def test_return_is_never_found(session: Session, store: Store) -> None:
    texts = {"it": words("Qwertina", "qwertina")}
    saved(session, "guides", guide("back", topic="return") | {"texts": texts})
    saved(session, "organisations", {
        "slug": "back-too", "place": "it", "texts": texts,
        "facts": {"name": "Qwertina", "kind": "international", "topics": ["return", "health"]},
    })  # fmt: skip
    assert slugs(session, store, "qwertina") == []


@pytest.mark.parametrize("state", ["draft", "review", "archived"])
def test_what_is_not_published_is_not_found(session: Session, store: Store, state: str) -> None:
    saved(session, "offices", office("mine", name="Qwertyuiop") | {"state": state})
    assert slugs(session, store, "qwertyuiop") == []


def test_legal_statuses_are_not_searched(session: Session, store: Store) -> None:
    saved(session, "guides", guide("mine", audiences=["undocumented"]))
    label = term_label("legal_status", "undocumented", "en")
    assert "mine" not in slugs(session, store, label, "en")


@pytest.mark.parametrize("query", ["", " ", "%", "_", "'\"*:&|!()", "\u200f", "—", "؟"])
def test_a_query_without_words_finds_nothing(session: Session, store: Store, query: str) -> None:
    assert slugs(session, store, query) == []


QUERIES = ("permesso", "lavoro larino", "questura", "a", "1", "e", "scuola italiano", "112", "ca")


def answers(app: Flask, query: str, lang: str) -> list[tuple[str, str]]:
    """List what Larino finds on one database."""
    store: Store = app.extensions["store"]
    town = store.atlas().by_slug["larino"]
    with store.database.reading() as session:
        rows = found(session, store.types, query, lang, town=town, moment=MOMENT)
    return sorted((row.kind, row.slug) for row in rows)


@pytest.mark.parametrize("query", QUERIES)
def test_both_databases_give_the_same_answers(
    sqlite_app: Flask, postgresql_app: Flask, query: str
) -> None:
    assert answers(sqlite_app, query, "it") == answers(postgresql_app, query, "it")


LETTERS = st.characters(categories=("L", "M", "N", "P", "Z"))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.text(LETTERS, max_size=12), lang=st.sampled_from(EVERY_LANGUAGE))
def test_whatever_is_typed_both_databases_give_the_same_answers(
    sqlite_app: Flask, postgresql_app: Flask, query: str, lang: str
) -> None:
    assert answers(sqlite_app, query, lang) == answers(postgresql_app, query, lang)


@pytest.mark.parametrize("char", ["a", "ع", "ব", " lavoro", "\u0301", "&", "%"])
def test_ten_thousand_characters_are_answered(page: Callable[..., Page], char: Any) -> None:
    assert page(f"/it/larino/search?q={'x' + char * (10_000 // len(char))}")


@pytest.mark.parametrize("query", ["2026", "2026-12-01", "a1", "fixed_term", "hour"])
def test_dates_and_codes_of_a_card_are_no_words(session: Session, store: Store, query: str) -> None:
    saved(session, "jobs", job("mine", starts_on="2026-12-01"))
    assert "mine" not in slugs(session, store, query)


@pytest.mark.parametrize("kind", TYPES)
def test_the_proper_words_of_a_card_are_found_by(kind: str) -> None:
    facts = TYPES[kind].schema().fields
    face = {name: {"value": "2026-12-01"} for name in TYPES[kind].face}
    proper = [name for name in face if facts[name].metadata.get("proper")]
    face |= {name: f"Qwerty{number}" for number, name in enumerate(proper)}
    names = [f"qwerty{number}" for number in range(len(proper))]
    assert folded_names(TYPES[kind], face, "Larino").split() == [*names, "larino"]
    assert bool(proper) == (kind not in ("guides", "notices", "pathways")), (
        "only these have no name"
    )
