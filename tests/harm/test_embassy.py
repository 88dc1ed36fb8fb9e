"""Rule 7: nobody who fears their own State is sent to its embassy or asked for its papers."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from services_app.content.faults.authorities import NEVER_SENT
from services_app.taxonomies.papers import DOCUMENTS
from services_app.web.store import Store
from tests.harm.planting import ON_SQLITE, Open, address, broken, published, real, write

HOME_PAPERS = [code for code, term in DOCUMENTS.items() if term.notes.get("home_country")]
SENDS = {
    "it": "Vai alla tua ambasciata con due foto.",
    "en": "Ask your consulate for a birth certificate.",
    "fr": "Allez à votre ambassade.",
    "es": "Pide el certificado en tu embajada.",
    "ar": "اذهب إلى سفارة بلدك.",
    "bn": "আপনার দূতাবাসে যান।",
    "ur": "اپنے سفارت خانے جائیں۔",
    "uk": "Зверніться до свого посольства.",
}
WARNS = {
    "it": "Non andare alla tua ambasciata.",
    "en": "Do not contact your embassy.",
    "fr": "N'allez pas à votre ambassade.",
    "es": "No vayas a tu embajada.",
    "ar": "لا تتصل بسفارة بلدك.",
    "bn": "দূতাবাসে যাবেন না।",
    "ur": "سفارت خانے سے رابطہ نہ کریں۔",
    "uk": "Не звертайтеся до посольства.",
}
GUIDE = "guides", "bank-account"


@ON_SQLITE
def test_programs_are_told_what_the_check_obeys(client: FlaskClient) -> None:
    terms = client.get("/api/v1/taxonomies/legal_status").get_json()["terms"]
    told = {each["code"]: each["notes"]["embassy"] for each in terms if each["notes"]}
    assert told == dict.fromkeys(NEVER_SENT, "never") | {"subsidiary_protection": "lawyer_first"}
    assert NEVER_SENT == ("asylum_seeker", "asylum_appellant", "refugee")


@ON_SQLITE
@pytest.mark.parametrize("code", HOME_PAPERS)
def test_a_paper_of_the_home_country_asked_of_everybody_is_found(code: str, store: Store) -> None:
    record = real(store, *GUIDE)
    row = {"id": "planted", "code": code}
    record["facts"]["documents"].append(row)
    assert "embassy" in broken(store, "guides", record)
    row["not_for"] = ["asylum_seeker", "refugee"]  # one is left out
    assert "embassy" in broken(store, "guides", record)
    row["not_for"] = list(NEVER_SENT)
    assert "embassy" not in broken(store, "guides", record)


@ON_SQLITE
def test_it_may_be_asked_where_none_of_them_reads(store: Store) -> None:
    record = real(store, *GUIDE)
    record["facts"]["documents"].append({"id": "planted", "code": "passport"})
    record["facts"]["audiences"] = ["work_employee"]
    assert "embassy" not in broken(store, "guides", record)
    record["facts"]["audiences"] = ["work_employee", "refugee"]
    assert "embassy" in broken(store, "guides", record)


@ON_SQLITE
def test_an_office_and_a_home_that_ask_for_it_are_found(store: Store) -> None:
    office = real(store, "offices", "cpi-termoli")
    office["facts"]["documents"] = [{"id": "planted", "code": "passport"}]
    assert "embassy" in broken(store, "offices", office)
    home = real(store, "housing", "sample-room-larino")
    home["facts"]["documents"] = ["identity_document"]
    assert "embassy" not in broken(store, "housing", home)
    home["facts"]["documents"] = ["passport"]
    assert "embassy" in broken(store, "housing", home)


@ON_SQLITE
@pytest.mark.parametrize("lang", SENDS)
def test_words_that_send_there_are_found_in_every_language(lang: str, store: Store) -> None:
    for sentence, found in ((SENDS[lang], True), (WARNS[lang], False)):
        record = write(real(store, *GUIDE), lang, sentence)
        record["texts"] = {lang: record["texts"][lang]}
        assert ("embassy" in broken(store, "guides", record)) is found, sentence


@ON_SQLITE
def test_a_warning_in_one_sentence_does_not_excuse_the_next(store: Store) -> None:
    record = write(real(store, *GUIDE), "en", "You have no passport? Go to your embassy.")
    assert "embassy" in broken(store, "guides", record)
    record = write(real(store, *GUIDE), "en", "Relatives ask the Italian consulate for a visa.")
    assert "embassy" not in broken(store, "guides", record)


@ON_SQLITE
def test_real_pages_say_for_whom_such_a_paper_is_not(store: Store, page: Open) -> None:
    asked = 0
    for item in published(store, "guides"):
        codes = {row.get("code") for row in item.documents}
        if item.risk == "high" or not codes.intersection(HOME_PAPERS):
            continue
        text = page(address(store, item)).text
        papers = text.partition("Papers to bring")[2]
        assert "Not this paper for: person asking for asylum" in papers, item.slug
        asked += 1
    assert asked > 3
