"""Rule 4: deadlines of asylum, appeal and expulsion are never printed as numbers."""

from __future__ import annotations

import re

import pytest

from services_app.config import EVERY_LANGUAGE
from services_app.content.faults import Case
from services_app.content.faults.days import counted_days, has_deadline
from services_app.web.store import Store
from tests.harm.planting import ON_SQLITE, Open, address, broken, published, put, real, write

PRINTED = {
    "it": ["Hai 15 giorni.", "entro trenta giorni", "48 ore", "due settimane", "quarantotto ore",
           "entro 7 (sette) giorni", "entro un giorno", "**15** giorni"],
    "en": ["You have 15 days.", "within thirty days", "48 hours", "two weeks", "forty-eight hours",
           "a 15-day period", "30 calendar days", "within a week"],
    "fr": ["dans les 15 jours", "trente jours", "48 heures", "deux semaines", "sous huitaine"],
    "es": ["en 15 días", "treinta días", "48 horas", "dos semanas", "dentro de una semana"],
    "ar": ["خلال ١٥ يومًا", "ثلاثون يوما", "48 ساعة", "أسبوعين", "خمسة عشر يوماً", "15 يوم"],
    "bn": ["১৫ দিনের মধ্যে", "ত্রিশ দিন", "৪৮ ঘণ্টা", "দুই সপ্তাহ", "15 দিন"],
    "ur": ["15 دن کے اندر", "تیس دن", "48 گھنٹے", "دو ہفتے", "۱۵ دن"],
    "uk": ["протягом 15 днів", "тридцять днів", "48 годин", "два тижні", "п’ять днів"],
}  # fmt: skip
ALLOWED = {
    "it": ["Pochi giorni.", "Chiama il 112, giorno e notte.", "Oggi.", "Hai 18 anni?", "6 mesi",
           "Chiama 800 905 570 giorno e notte."],
    "en": ["A few days.", "Call 112 day and night.", "Today.", "Are you 18 today?", "6 months"],
    "fr": ["Quelques jours.", "Appelez le 112 jour et nuit.", "18 ans aujourd'hui"],
    "es": ["Pocos días.", "Llama al 112 de día y de noche."],
    "ar": ["بضعة أيام", "اذهب اليوم", "أقل من 18 سنة اليوم"],
    "bn": ["কয়েক দিন", "112 দিনে ও রাতে", "আজই"],
    "ur": ["کچھ دن", "112 دن اور رات", "آج"],
    "uk": ["кілька днів", "112 вдень і вночі", "сьогодні"],
}  # fmt: skip
URGENT = ("appeal-negative-decision", "expulsion-order", "reception-withdrawn", "dublin")


@pytest.mark.parametrize("lang", EVERY_LANGUAGE)
def test_a_number_of_days_is_found_in_every_language(lang: str) -> None:
    assert [text for text in PRINTED[lang] if not counted_days(text)] == []
    assert [(text, counted_days(text)) for text in ALLOWED[lang] if counted_days(text)] == []


@ON_SQLITE
@pytest.mark.parametrize("slug", URGENT)
def test_it_is_found_in_every_guide_where_a_deadline_decides(slug: str, store: Store) -> None:
    for lang in EVERY_LANGUAGE:
        record = real(store, "guides", slug)
        assert "days" not in broken(store, "guides", record)
        assert "days" in broken(store, "guides", write(record, lang, PRINTED[lang][0])), lang
    record = real(store, "guides", slug)
    record["texts"]["it"]["title"] = "Hai 30 giorni"
    assert "days" in broken(store, "guides", record)


@ON_SQLITE
def test_a_time_limit_with_a_number_is_found_there(store: Store) -> None:
    record = real(store, "guides", "expulsion-order")
    record["facts"]["time_limits"][0] |= {"number": 30, "unit": "days"}
    assert "days" in broken(store, "guides", record)


@ON_SQLITE
def test_holding_a_decision_makes_any_guide_one_with_a_deadline(store: Store) -> None:
    record = write(real(store, "guides", "bank-account"), "it", "Hai 15 giorni.")
    assert "days" not in broken(store, "guides", record)
    record["facts"]["documents"].append({"id": "planted", "code": "commission_decision"})
    assert "days" in broken(store, "guides", record)


@ON_SQLITE
def test_a_notice_on_asylum_prints_no_number_either(store: Store) -> None:
    record = real(store, "notices", "single-112-molise")
    write(record, "it", "Hai 15 giorni.")
    assert "days" not in broken(store, "notices", record)
    record["facts"]["topic"] = "asylum"
    assert "days" in broken(store, "notices", record)


@ON_SQLITE
@pytest.mark.parametrize("lang", ["it", "en"])
def test_no_page_of_such_a_guide_prints_one_even_when_reviewed(
    lang: str, store: Store, page: Open
) -> None:
    checked = 0
    for item in published(store, "guides"):
        record = real(store, "guides", item.slug)
        if not has_deadline(Case(store.types["guides"], record)):
            continue
        record["texts"][lang] |= {"reviewed_on": "2026-11-01", "reviewed_by": "Ufficio"}
        put(store, "guides", record)
        opened = page(address(store, item, lang))
        # Cards of offices tell hours of opening, the list of sources tells dates.
        own = opened.html.split('<ul class="list">')[0].split('<p class="trust')[0]
        assert counted_days(re.sub(r"<[^>]+>", " ", own)) is None, item.slug
        checked += 1
    assert checked > 10


@ON_SQLITE
def test_such_a_guide_never_says_that_it_is_too_late(store: Store) -> None:
    late = re.compile(r"(?<!if you think )(?:it is|you are) too late|è troppo tardi", re.IGNORECASE)
    for slug in URGENT:
        record = real(store, "guides", slug)
        for lang in ("it", "en"):
            for block in record["texts"][lang]["blocks"]:
                assert not late.search(block["text"]), (slug, block["text"])
