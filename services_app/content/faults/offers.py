"""Offers of work and homes that must be refused (rule 8)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from services_app.content.faults.case import Case, Fault, Known, Phrase
from services_app.content.faults.matching import matcher, plain
from services_app.errors import N_
from services_app.taxonomies.occupations import OCCUPATIONS

# A body that answers for the family where somebody works and sleeps.
KNOWN_BODIES = ("cooperative", "agency", "public_body", "association")
NAMELESS = matcher(
    "anonim*", "riservat*", "privato", "azienda", "ditta", "società", "datore di lavoro",
    "non indicato", "n d", "company", "private", "confidential", "employer", "unknown",
)  # fmt: skip
LIVE_IN = matcher(
    "convivent*", "convivenza", "fissa", "h24", "24 ore su 24", "vitto e alloggio",
    "giorno e notte", "live in", "lives in", "24 hours a day", "room and board",
    "board and lodging", "day and night", "logée", "nourrie et logée",
)  # fmt: skip
_AGES = re.compile(
    r"(?<!\w)(?:max|massimo|fino a|non oltre i|sotto i|under|up to|below|aged|tra i|fra i)\W+"
    r"(?:the age of\W+)?(?:i\W+)?\d{2}(?:\W+(?:e|and|a|to)\W+(?:i\W+)?\d{2})?"
    r"\W+(?:anni(?! di)|years? old|years of age)"
    r"|(?<!\w)(?:under|sotto i|max)\W+\d{2}\W*$"
)
ASKED: Mapping[str, re.Pattern[str]] = {
    "money": matcher(
        "caparra*", "cauzione", "quota di iscrizione", "quota d'iscrizione", "tassa di iscrizione",
        "tassa d'iscrizione", "anticipo di", "acconto", "contributo spese", "pag* in anticipo",
        "pag* per lavorare", "pag* per il lavoro", "pag* per il posto", "pag* per il contratto",
        "corso a pagamento", "formazione a pagamento", "pagamento anticipato", "versare",
        "versamento", "paga* prima", "western union", "moneygram", "postepay",
        "registration fee", "placement fee", "joining fee", "fee", "deposit", "pay a", "pay first",
        "pay for the job", "pay for the work", "pay for the contract", "pay for the training",
        "pay before", "pay in advance", "send money", "upfront", "payer une caution",
        "frais d'inscription", "frais de dossier", "tasa de inscripción", "fianza",
    ),
    "papers": matcher(
        "conserv* il passaporto", "conserv* i documenti", "trattien* il passaporto",
        "trattien* i documenti", "tratteniamo", "teniamo il passaporto", "teniamo i documenti",
        "consegn* il passaporto", "consegn* i documenti", "consegn* il permesso",
        "lasci* il passaporto", "lasci* i documenti", "ritir* il passaporto", "ritir* i documenti",
        "documenti originali", "keep* your passport", "keep* the passport", "keep* your papers",
        "keep* your documents", "keep* the documents", "hold* your passport", "hold* your papers",
        "hand over your passport", "hand in your passport", "leave your passport",
        "give us your passport", "original passport", "original documents",
        "remet* votre passeport", "entreg* el pasaporte",
    ),
    "photo": matcher(
        "foto", "fotografia", "fotografie", "photo", "photos", "photograph", "photographs",
        "picture of you*", "selfie", "fototessera",
    ),
    "sex": matcher(
        "solo donn*", "solo uomin*", "soltanto donn*", "soltanto uomin*", "solo ragazz*",
        "esclusivamente donn*", "per sole donne", "cercasi donna", "cercasi ragazza",
        "cerchiamo una ragazza", "cerchiamo una donna", "cerchiamo ragazze", "sesso femminile",
        "sesso maschile", "women only", "only women", "girls only", "only girls", "female only",
        "females only", "only female*", "men only", "only men", "male only", "males only",
        "only male*", "femmes seulement", "hommes seulement", "solo mujeres", "solo hombres",
    ),
    "age": matcher(
        "età massima", "limite di età", "limiti di età", "giovane", "giovani", "age limit",
        "maximum age", "young person", "young people", "young wom*", "young man", "young men",
        "young candidate*", "young worker*", "âge maximum", "edad máxima",
    ),
    "looks": matcher(
        "bella presenza", "bell'aspetto", "bella ragazza", "aspetto curato",
        "aspetto gradevole", "good looking", "attractive", "pretty", "handsome", "good looks",
        "nice looking", "bonne présentation", "buena presencia",
    ),
    "origin": matcher(
        "solo italian*", "soltanto italian*", "solo cittadin*", "solo europe*", "solo comunitar*",
        "italiani referenziati", "italiana referenziata", "italiano referenziato", "nazionalità",
        "no stranier*", "non stranier*", "niente stranier*", "esclus* stranier*",
        "non si affitta a stranier*", "no african*", "no arab*", "no extracomunitar*",
        "niente extracomunitar*", "italians only", "only italians",
        "only italian citizens", "only eu", "eu citizens only", "europeans only",
        "only europeans", "no foreign*", "not for foreign*", "no immigrant*", "no migrant*",
        "no refugee*", "nationality", "pas d'étrangers", "nationalité",
        "no extranjer*", "solo español*", "nacionalidad", "razza", "colour of skin",
    ),
    "religion": matcher(
        "religion*", "cattolic*", "cristian*", "musulman*", "islamic*", "catholic*", "christian*",
        "muslim*", "senza velo", "no velo", "veil", "headscarf", "hijab", "religieu*",
    ),
    "undeclared": matcher(
        "in nero", "senza contratto", "fuori busta", "no contract", "without a contract",
        "without contract", "off the books", "cash in hand", "under the table", "au noir",
        "sans contrat", "sin contrato", "en negro",
    ),
}  # fmt: skip
ASKS = {
    "unseen": N_("Asks for payment before a visit: “%(words)s”."),
    "money": N_("Asks for money: “%(words)s”."),
    "papers": N_("Keeps people's papers: “%(words)s”."),
    "photo": N_("Asks for a photo: “%(words)s”."),
    "sex": N_("Chooses by sex: “%(words)s”."),
    "age": N_("Chooses by age: “%(words)s”."),
    "looks": N_("Chooses by looks: “%(words)s”."),
    "origin": N_("Chooses by nationality or origin: “%(words)s”."),
    "religion": N_("Chooses by religion: “%(words)s”."),
    "undeclared": N_("Offers something without a contract: “%(words)s”."),
}
# "You pay nothing" and "nobody keeps your passport" promise; only these may be denied.
DENIABLE = ("money", "papers", "undeclared")
DENIED = matcher(
    "non", "nessun*", "niente", "nulla", "mai", "senza", "vietato", "not", "no", "nobody",
    "nothing", "never", "none", "without", "ne", "n", "aucun*", "jamais", "nunca", "nada", "nadie",
)  # fmt: skip
# What is usual in one kind of offer: a home has a deposit and an agency a fee, a job has none.
USUAL = {"housing": matcher("deposit", "cauzione", "caparra*", "fee", "fianza", "foto*", "photo*")}
BEFORE_SEEING = matcher(
    "prima della visita", "prima di vedere", "prima di visitare", "senza visita", "senza vedere",
    "prima dell'incontro", "per bloccare", "per fermare", "per prenotare la visita",
    "before the visit", "before you see", "before seeing", "before viewing", "before the viewing",
    "before you visit", "without a visit", "without seeing", "to hold the", "to reserve",
    "avant la visite", "antes de la visita", "antes de ver",
)  # fmt: skip


def asked(case: Case, known: Known) -> Iterator[Fault]:
    """Report offers whose words ask for what nobody may ask for."""
    if "contact_way" not in case.facts:
        return
    for phrase in case.printed():
        for sentence in phrase.sentences():
            for what in _asked_in(plain(sentence), case.kind.name):
                yield case.error("refused", phrase.where, ASKS[what].format(words=sentence))


def identified(case: Case, known: Known) -> Iterator[Fault]:
    """Report jobs of nobody in particular; a family gives its name to the body that checks."""
    if case.kind.name != "jobs" or case.facts["employer_kind"] == "family":
        return
    name = case.facts["employer"]
    if NAMELESS.fullmatch(plain(name)):
        message = N_("“%(name)s” names nobody: write the name of the firm.", name=name)
        yield case.error("no-employer", "facts.employer", message)


def live_in(case: Case, known: Known) -> Iterator[Fault]:
    """Report care with a bed in the home of a family or of a body that nobody checked."""
    if case.kind.name != "jobs":
        return
    if OCCUPATIONS[case.facts["occupation"]].notes["sector"] != "care":
        return
    lives_in = case.facts["lodging"] != "none" or any(
        _lives_in(phrase) for phrase in case.phrases()
    )
    known_body = case.facts["employer_kind"] in KNOWN_BODIES and case.facts["checked_by"]
    if lives_in and not known_body:
        message = N_("Live-in care goes through a body that is known and was checked.")
        yield case.error("live-in-care", "facts.employer_kind", message)


def contact(case: Case, known: Known) -> Iterator[Fault]:
    """Report unchecked offers that show a direct contact, or no office to go to."""
    if "contact_way" not in case.facts or case.record["sample"] or case.facts["checked_by"]:
        return
    for name in ("phones", "email", "website"):
        if case.facts.get(name):
            message = N_("Nobody checked this offer: readers go through an office, not directly.")
            yield case.error("unchecked-contact", f"facts.{name}", message)
    if not case.facts.get("contact_office"):
        yield case.warning(
            "no-contact", "facts.contact_office", N_("Readers do not learn where to go.")
        )


def tied(case: Case, known: Known) -> Iterator[Fault]:
    """Report a bed of an employer that is not said to go with the job."""
    if case.kind.name != "housing" or case.facts["tied_to_job"]:
        return
    if case.facts["kind"] == "employer_provided":
        yield case.error("tied", "facts.tied_to_job", N_("This home goes with a job."))


def _asked_in(folded: str, kind: str) -> Iterator[str]:
    unseen = BEFORE_SEEING.search(folded)
    if kind == "housing" and unseen and not _denies(folded, unseen):
        yield "unseen"
    usual = USUAL.get(kind)
    for what, pattern in ASKED.items():
        for found in pattern.finditer(folded):
            if usual and usual.fullmatch(found.group()):
                continue
            if what not in DENIABLE or not _denies(folded, found):
                yield what
                break
    if _AGES.search(folded):
        yield "age"


def _denies(folded: str, found: re.Match[str]) -> bool:
    """Tell whether a "no" stands elsewhere in the sentence than in the words found."""
    return bool(DENIED.search(folded[: found.start()]) or DENIED.search(folded, found.end()))


def _lives_in(phrase: Phrase) -> bool:
    return any(
        LIVE_IN.search(plain(each)) and not DENIED.search(plain(each))
        for each in phrase.sentences()
    )
