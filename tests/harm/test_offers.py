"""Rule 8: offers that take from people are refused; the others say what protects them."""

from __future__ import annotations

from typing import Any

import pytest

from services_app.errors import Invalid
from services_app.web.store import Store
from tests.harm.planting import (
    ON_SQLITE,
    Open,
    Values,
    address,
    another,
    broken,
    published,
    put,
    real,
    write,
)

JOB, HOME = ("jobs", "sample-pruner-larino"), ("housing", "sample-room-larino")
JOB_ASKS = [
    "Per iniziare si versa una cauzione di 50 euro.", "Serve una quota di iscrizione.",
    "Pagare in anticipo il corso.", "A registration fee is due.", "Send money before you start.",
    "You pay for the training.", "Conserviamo il passaporto in ufficio.",
    "Consegnare i documenti originali.", "We keep your passport.", "Hand over your passport.",
    "Invia il CV con foto.", "Send a photo.", "Cercasi donna per pulizie.", "Solo uomini.",
    "Women only.", "Girls only, please.", "Età massima 35.", "Dai 20 ai 30: massimo 30 anni.",
    "Under 30.", "Young people wanted.", "Bella presenza.", "Good looking staff.",
    "Solo italiani.", "No stranieri.", "Italians only.", "EU citizens only.",
    "Niente extracomunitari.", "Solo cattolici.", "No hijab.", "Christian family.",
    "Si paga in nero.", "Work without contract.", "Uniquement avec passeport: remettez votre "
    "passeport. Femmes seulement.", "Solo mujeres.",
]  # fmt: skip
HOME_ASKS = [
    "No stranieri.", "Solo italiani referenziati.", "Italians only.", "No foreigners.",
    "Non si affitta a stranieri.", "No africans.", "Solo donne.", "Women only.",
    "Caparra prima della visita.", "Pay before you see the home.",
    "Send the deposit to hold the room.",
    "Bonifico per bloccare la stanza.", "Pagamento con Western Union.", "Only Christians.",
    "Under 30 only: max 30 anni.", "Senza contratto.",
]  # fmt: skip
HONEST = [
    "Nessuno chiede soldi per lavorare.", "You pay nothing for the job.", "Paga oraria di 9 euro.",
    "Pagato ogni mese, con busta paga.", "Contratto dopo 3 giorni di prova pagata.",
    "You work with young children.", "Servono 2 anni di esperienza.", "Fino a 40 ore.",
    "Nobody keeps your passport.", "Nessuno lavora in nero.", "Uomini e donne, senza limiti.",
    "Si fanno fotocopie.", "The employer pays the bus.", "Squadra di 30 persone.",
]  # fmt: skip


def offer(store: Store, of: tuple[str, str], **facts: Any) -> Values:
    """Make an offer that is not a sample, like one that is; some facts differ."""
    record = another(store, *of, "real-offer") | {"sample": False, "texts": {}}
    record["facts"] |= facts
    return record


@ON_SQLITE
@pytest.mark.parametrize(
    ("of", "missing"),
    [
        (JOB, "pay_cents"), (JOB, "pay_unit"), (JOB, "pay_gross"), (JOB, "contract"),
        (JOB, "employer"), (JOB, "employer_kind"), (JOB, "contact_way"),
        (HOME, "rent_cents"), (HOME, "contract"), (HOME, "contract_registered"),
        (HOME, "residence_possible"), (HOME, "landlord_kind"),
    ],
)  # fmt: skip
def test_an_offer_without_what_protects_people_is_refused(
    of: tuple[str, str], missing: str, store: Store
) -> None:
    record = offer(store, of)
    del record["facts"][missing]
    with pytest.raises(Invalid) as refused:
        put(store, of[0], record)
    assert f"facts.{missing}" in refused.value.problems


@pytest.mark.parametrize(
    ("of", "facts", "where"),
    [
        (JOB, {"pay_cents": 0, "pay_until_cents": None}, "pay_cents"),
        (JOB, {"contact_way": "direct"}, "contact_way"),
        (HOME, {"contact_way": "direct"}, "contact_way"),
        (JOB, {"checked_on": "2026-11-01"}, "checked_by"),
    ],
)
def test_no_pay_and_unchecked_direct_contact_are_refused(
    of: tuple[str, str], facts: Values, where: str, store: Store
) -> None:
    with pytest.raises(Invalid) as refused:
        put(store, of[0], offer(store, of, **facts))
    assert f"facts.{where}" in refused.value.problems


@ON_SQLITE
@pytest.mark.parametrize("words", JOB_ASKS)
def test_a_job_that_asks_for_what_nobody_may_ask_is_found(words: str, store: Store) -> None:
    assert "refused" in broken(store, "jobs", write(offer(store, JOB), "it", words))
    named = offer(store, JOB)
    named["facts"]["collective_agreement"] = words
    assert "refused" in broken(store, "jobs", named)


@ON_SQLITE
@pytest.mark.parametrize("words", HOME_ASKS)
def test_a_home_that_asks_for_what_nobody_may_ask_is_found(words: str, store: Store) -> None:
    assert "refused" in broken(store, "housing", write(offer(store, HOME), "it", words))


@ON_SQLITE
def test_an_honest_offer_is_not(store: Store) -> None:
    for words in HONEST:
        assert not broken(store, "jobs", write(offer(store, JOB), "it", words)), words
    for words in ("La cauzione è di un mese.", "The deposit is one month of rent.",
                  "Ci sono foto in agenzia.", "Non paghi niente prima della visita."):  # fmt: skip
        assert not broken(store, "housing", write(offer(store, HOME), "it", words)), words


@ON_SQLITE
@pytest.mark.parametrize(
    ("rule", "facts"),
    [
        ("no-employer", {"employer": "Riservato"}),
        ("unchecked-contact", {"phones": [{"id": "p", "number": "+390874123456"}]}),
        ("unchecked-contact", {"email": "a@example.org"}),
        ("live-in-care", {"occupation": "home_carer", "employer_kind": "family",
                          "lodging": "employer_free"}),
        ("live-in-care", {"occupation": "home_carer", "employer_kind": "cooperative",
                          "lodging": "employer_free"}),
        ("live-in-care", {"occupation": "baby_sitter", "employer_kind": "family",
                          "lodging": "employer_paid", "checked_on": "2026-11-01",
                          "checked_by": "CPI di Termoli"}),
    ],
)  # fmt: skip
def test_a_job_of_nobody_known_is_found(rule: str, facts: Values, store: Store) -> None:
    assert not broken(store, "jobs", offer(store, JOB))
    assert rule in broken(store, "jobs", offer(store, JOB, **facts))


@ON_SQLITE
def test_live_in_care_is_found_in_words_and_allowed_through_a_checked_body(store: Store) -> None:
    care = offer(store, JOB, occupation="home_carer", employer_kind="family")
    assert not broken(store, "jobs", care)
    assert "live-in-care" in broken(store, "jobs", write(care, "it", "Badante convivente."))
    checked = {"checked_on": "2026-11-01", "checked_by": "CPI di Termoli"}
    body = offer(store, JOB, occupation="home_carer", employer_kind="cooperative", **checked)
    assert not broken(store, "jobs", write(body, "it", "Badante convivente."))


@ON_SQLITE
def test_a_bed_of_the_employer_that_is_not_tied_to_the_job_is_found(store: Store) -> None:
    home = offer(store, HOME, kind="employer_provided", tied_to_job=False)
    assert "tied" in broken(store, "housing", home)


@pytest.mark.parametrize(
    ("of", "facts"),
    [
        (JOB, {"lodging": "employer_free"}), (JOB, {"lodging": "employer_paid"}),
        (JOB, {"transport": "employer"}), (HOME, {"tied_to_job": True}),
        (HOME, {"kind": "employer_provided", "tied_to_job": True}),
    ],
)  # fmt: skip
def test_a_bed_or_a_ride_of_the_employer_opens_check_before_you_go(
    of: tuple[str, str], facts: Values, store: Store, page: Open
) -> None:
    plain = put(store, of[0], offer(store, of, lodging="none", transport="public")
                if of == JOB else offer(store, of))  # fmt: skip
    assert "Check before you go" not in page(address(store, plain)).text
    opened = page(address(store, put(store, of[0], offer(store, of, **facts))))
    assert "Check before you go" in opened.text
    assert "Nobody may keep your papers or your phone." in opened.text
    assert any("/x/help" in link for link in opened.links())


@ON_SQLITE
def test_every_offer_says_what_guests_of_a_centre_must_know(store: Store, page: Open) -> None:
    for item in [*published(store, "jobs"), *published(store, "housing")]:
        opened = page(address(store, item))
        assert "Tell the operators before you sleep elsewhere." in opened.text, item.slug


@ON_SQLITE
def test_every_home_tells_registration_residence_and_to_pay_nothing_unseen(
    store: Store, page: Open
) -> None:
    for item in published(store, "housing"):
        text = page(address(store, item)).text
        assert "Contract registered" in text, item.slug
        assert "Residence can be registered" in text, item.slug
        assert "Pay nothing before you have seen the home." in text, item.slug
    cards = page("/en/larino/housing").all("a")
    homes = [each for each in cards if each.get("class", "").startswith("card")]
    assert homes
    for card in homes:
        words = "".join(card.itertext())
        assert "Contract registered:" in words
        assert "Residence:" in words


@ON_SQLITE
def test_what_is_not_known_of_a_home_is_said_too(store: Store, page: Open) -> None:
    home = offer(store, HOME, contract_registered="unknown", residence_possible="unknown")
    text = page(address(store, put(store, "housing", home))).text
    assert "Contract registered not known yet" in text
    assert "Residence can be registered not known yet" in text


@ON_SQLITE
def test_real_offers_ask_for_nothing(store: Store) -> None:
    for kind in ("jobs", "housing"):
        for item in published(store, kind):
            assert not broken(store, kind, real(store, kind, item.slug)), item.slug
