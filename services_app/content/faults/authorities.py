"""Whom a reader meets first: not the police without help, never the own embassy (rules 6, 7)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from services_app.content.faults.case import Case, Fault, Known
from services_app.content.faults.matching import matcher, plain
from services_app.errors import N_
from services_app.taxonomies.offices import OFFICE_KINDS
from services_app.taxonomies.papers import DOCUMENTS
from services_app.taxonomies.people import LEGAL_STATUSES

NEVER_SENT = tuple(
    code for code, term in LEGAL_STATUSES.items() if term.notes.get("embassy") == "never"
)
HELPERS = ("union", "caf_patronato", "association", "caritas", "legal_aid")
AUTHORITIES = tuple(
    code
    for code, term in OFFICE_KINDS.items()
    if term.notes["asks_for_permit"] == "police" or code in ("prefettura", "inl")
)
ASKED_OF = N_(
    "A paper of the home country: “%(paper)s” is not asked of people with this status: %(status)s."
)
OF_HOME = N_("“%(paper)s” is a paper of the home country: ask for an identity document instead.")
SENT = N_("This sends people to their embassy: “%(words)s”.")
TOO_EARLY = N_(
    "“%(office)s” comes before anybody who helps: put a helper first, or say that people go there "
    "only with help."
)
EMBASSY = matcher(
    "ambasciat*", "consolat*", "embass*", "consulat*", "ambassad*", "embajad*", "consulad*",
    "سفارة", "قنصلية", "দূতাবাস*", "কনসুল*", "سفارت", "قونصل*", "посольств*",
    "консульств*",
)  # fmt: skip
# A sentence on embassies warns, speaks of Italy's own, or speaks of other people.
CAREFUL = matcher(
    "non", "mai", "niente", "nessun*", "senza", "prima", "pericol*", "evit*", "finire",
    "italian*", "altri", "not", "never", "no", "nothing", "without", "before", "danger*",
    "avoid*", "end", "others", "other people", "ne", "n", "jamais", "pas", "aucun*", "avant",
    "autres", "italien*", "nunca", "ni", "sin", "antes", "peligr*", "otros", "otras", "لا", "ألا",
    "لم", "ليس", "دون", "قبل", "خطر", "الإيطالية", "না", "নয়", "আগে", "বিপদ*", "ইতাল*", "نہ",
    "نہیں", "مت", "پہلے", "خطر", "اطالوی", "не", "ні", "ніколи", "без", "перш*", "небезпе*",
    "уник*", "італійськ*",
)  # fmt: skip


def readers(case: Case, row: dict[str, Any] | None = None) -> set[str]:
    """Name the statuses of those who may read an item, or one row of its facts."""
    every = set(LEGAL_STATUSES)
    audience = set(case.facts.get("audiences") or every) - set(case.facts.get("hide_for") or ())
    if row is None or not row.get("branches"):
        return audience
    statuses: set[str] = set()
    for _, branch in case.rows("branches"):
        if branch["id"] in row["branches"]:
            statuses |= set(branch.get("statuses") or every)
    return audience & statuses


def home_papers(case: Case, known: Known) -> Iterator[Fault]:
    """Report papers of the home country asked of those whom their State may look for."""
    for number, row in case.rows("documents"):
        code = row.get("code")
        if not code or not DOCUMENTS[code].notes.get("home_country"):
            continue
        asked = readers(case, row).intersection(NEVER_SENT) - set(row.get("not_for") or ())
        for status in sorted(asked):
            message = ASKED_OF.format(
                paper=DOCUMENTS[code].label, status=LEGAL_STATUSES[status].label
            )
            yield case.error("embassy", f"facts.documents.{number}.not_for", message)
    codes = [code for code in case.facts.get("documents") or () if isinstance(code, str)]
    for code in codes:  # a plain list of codes cannot say for whom not
        if DOCUMENTS[code].notes.get("home_country"):
            message = OF_HOME.format(paper=DOCUMENTS[code].label)
            yield case.error("embassy", "facts.documents", message)


def embassy_words(case: Case, known: Known) -> Iterator[Fault]:
    """Report sentences that send those people to their embassy."""
    statuses = {row["id"]: set(row.get("statuses") or ()) for _, row in case.rows("by_status")}
    if not readers(case).intersection(NEVER_SENT):
        return
    for phrase in case.phrases():
        block = phrase.block or {}
        own = statuses.get(block.get("of") or block.get("id") or "")
        if own is not None and not own.intersection(NEVER_SENT):
            continue
        for sentence in phrase.sentences():
            folded = plain(sentence)
            if EMBASSY.search(folded) and not CAREFUL.search(folded):
                yield case.error("embassy", phrase.where, SENT.format(words=sentence))


def police_first(case: Case, known: Known) -> Iterator[Fault]:
    """Report guides that lead a reader without a permit to an authority before any helper."""
    if "only_with_help" not in case.facts or "undocumented" not in readers(case):
        return
    helped = set(case.facts["only_with_help"] or ())
    orders = {"facts.office_kinds": list(case.facts.get("office_kinds") or ())}
    orders["facts.steps"] = [
        code
        for _, row in case.rows("steps")
        if "undocumented" in readers(case, row)
        for code in row.get("office_kinds") or ()
    ]
    for where, kinds in orders.items():
        for code in kinds:
            if code in HELPERS:
                break
            if code in AUTHORITIES and code not in helped:
                message = TOO_EARLY.format(office=OFFICE_KINDS[code].label)
                yield case.error("police-first", where, message)
                break
