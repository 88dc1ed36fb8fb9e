"""What must not tell on its reader: titles of sensitive items, unreviewed high-risk text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from services_app.content.faults.case import Case, Fault, Known
from services_app.content.faults.matching import matcher, plain
from services_app.content.faults.texts import NEEDED
from services_app.errors import N_
from services_app.taxonomies.offices import OFFICE_KINDS

CORE_SENTENCES = 6
PRIVATE_LINES = ("violence", "trafficking", "exploitation")
# Words in a title or summary that would tell somebody who looks over a shoulder, by language.
TELLING = {
    "it": "violenz* abus* stupr* sessual* sfrutt* capora* prostitu* schiav* maltratt* asilo "
    "rifugiat* espuls* allontanament* rimpatri* ricors* rifiut* respint* revoc* irregolar* "
    "gravidanz* incint* abort* hiv infortun* scompars* denunci* tratta_di_persone "
    "tratta_di_esseri vittim* senza_permesso senza_documenti non_accompagnat* lavoro_nero",
    "en": "violen* abus* rape* sexual* traffick* exploit* prostitut* slave* asylum refugee* "
    "expuls* expel* deport* removal appeal* refus* reject* withdraw* revok* undocumented "
    "irregular* pregnan* abort* hiv victim* unaccompanied accident* without_a_permit "
    "forced_marriage",
    "fr": "violen* abus* viol viols sexuel* exploit* prostitu* esclav* asile refugi* expuls* "
    "eloign* recours refus* rejet* retrait revoqu* irregul* enceinte* grossesse* avort* vih "
    "victim* disparu* accident* sans_papiers sans_permis non_accompagn*",
    "es": "violen* abus* violac* sexual* explotac* prostitu* esclav* asilo refugiad* expuls* "
    "deporta* recurso* apelac* rechaz* denega* revoca* irregular* embaraz* abort* vih victim* "
    "desaparecid* accidente* trata_de_personas sin_papeles sin_permiso no_acompañad*",
    "ar": "عنف اعتداء اغتصاب استغلال اتجار دعارة لجوء لاجئ* ترحيل إبعاد استئناف إجهاض "
    "بدون_تصريح دون_إقامة بلا_أوراق طرد رفض",
    "bn": "সহিংসতা* নির্যাতন* ধর্ষণ* পাচার* শোষণ* আশ্রয়* শরণার্থী* বহিষ্কার* নির্বাসন* আপিল* "
    "প্রত্যাখ্যান* গর্ভ* অবৈধ* অনুমতি_ছাড়া",
    "ur": "تشدد زیادتی جنسی استحصال اسمگلنگ پناہ بے_دخل ملک_بدر اپیل مسترد حاملہ غیر_قانونی "
    "اجازت_کے_بغیر",
    "uk": "насильств* знущан* зґвалт* експлуатац* притул* біжен* вислан* видворен* депорт* "
    "оскарж* апеляц* відмов* вагітн* аборт* нелегал* торгівл*_людьми без_дозволу",
}
_TELLING = matcher(
    *(word.replace("_", " ") for words in TELLING.values() for word in words.split())
)
_STOP = re.compile(r"[.!?؟۔।]+(?=\s|$)")


def neutral(case: Case, known: Known) -> Iterator[Fault]:
    """Report sensitive items whose address or title tells the topic (rule 2)."""
    if not case.record["sensitive"]:
        return
    if not case.neutral_code:
        yield case.error("not-neutral", "neutral_code", N_("There is no neutral address."))
    for lang in sorted({*NEEDED, *case.texts}):
        # Without a title of its own the page would show the name, which tells.
        if not case.texts.get(lang, {}).get("title"):
            yield case.error("not-neutral", f"texts.{lang}.title", N_("There is no neutral title."))
    for phrase in case.titles():
        found = _TELLING.search(plain(phrase.text))
        if found:
            message = N_("“%(words)s” tells the topic.", words=found.group())
            yield case.error("not-neutral", phrase.where, message)


def marked(case: Case, known: Known) -> Iterator[Fault]:
    """Report items on violence or exploitation that are not marked as sensitive."""
    if case.record["sensitive"]:
        return
    if case.kind.name == "helplines" and case.facts["kind"] in PRIVATE_LINES:
        yield case.error(
            "not-sensitive", "sensitive", N_("This line is for what one does not tell.")
        )
    if case.kind.name == "offices":
        notes = OFFICE_KINDS[case.facts["kind"]].notes
        if notes.get("phone_only") or notes.get("unlisted"):
            yield case.error("not-sensitive", "sensitive", N_("This place protects people."))


def core(case: Case, known: Known) -> Iterator[Fault]:
    """Report high-risk guides without a safety core, or with a long one (rule 3)."""
    if case.record["risk"] != "high" or not any(part.name == "core" for part in case.kind.parts):
        return
    for lang, text in case.texts.items():
        blocks = [block["text"] for block in text["blocks"] if block["part"] == "core"]
        count = sum(max(1, len(_STOP.findall(block))) for block in blocks)
        where = f"texts.{lang}.blocks"
        if not blocks:
            yield case.error("core", where, N_("There is no safety core."))
        elif count > CORE_SENTENCES:
            message = N_(
                "The safety core has %(count)s sentences, at most %(most)s are read.",
                count=count, most=CORE_SENTENCES,
            )  # fmt: skip
            yield case.error("core", where, message)
