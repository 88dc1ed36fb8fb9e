"""Words that lead to people who must not be found (rule 11); facts are refused by the schemas."""

from __future__ import annotations

import re
from collections.abc import Iterator

from services_app.content.faults.case import Case, Fault, Known
from services_app.content.record import kind_taxonomy
from services_app.content.type import ContentType
from services_app.errors import N_, Reason
from services_app.taxonomies import TAXONOMIES
from services_app.taxonomies.offices import OFFICE_KINDS

# The article or preposition may stand small: "via dei Mille", "piazza della Libertà".
_STREET = re.compile(
    r"(?<!\w)(?:[Vv]ia|[Vv]iale|[Pp]iazza|[Pp]iazzale|[Cc]orso|[Ll]argo|[Vv]icolo|[Cc]ontrada"
    r"|C\.da|[Ss]trada)\s+(?:d[aeio]\w{0,3}['’]?\s*)?[A-ZÀ-Ý0-9]"
)
_GUESTS = re.compile(
    r"\d+\s+(?:posti|ospiti|persone|minori|ragazz[ie]|donne|uomini|bambini|beds|places|guests"
    r"|people|minors|women|men|children|residents|places|personnes|plazas|personas)(?!\w)"
)
WAYS_IN = ("email", "pec", "website", "appointment_url", "appointment_phone")


def is_protected(kind: ContentType, facts: dict[str, object]) -> bool:
    """Tell whether people live or hide at such a place."""
    taxonomy, code = kind_taxonomy(kind), facts.get("kind")
    return bool(taxonomy and code and TAXONOMIES[taxonomy][str(code)].notes.get("no_place"))


def hidden(case: Case, known: Known) -> Iterator[Fault]:
    """Report streets and numbers of guests in the words of such places."""
    if case.kind.name == "organisations" and not is_protected(case.kind, case.facts):
        yield from _found(case, _STREET, "street", N_("No street of an organisation is kept."))
    if not is_protected(case.kind, case.facts):
        return
    yield from _found(case, _STREET, "street", N_("The words lead to a protected place."))
    yield from _found(case, _GUESTS, "guests", N_("Nobody counts the people of such a place."))
    if case.facts.get("zone"):
        yield case.error("street", "facts.zone", N_("The zone leads to a protected place."))
    for phrase in case.phrases():
        if phrase.block and phrase.block["part"] == "travel":
            yield case.error("street", phrase.where, N_("The way leads to a protected place."))


def unlisted(case: Case, known: Known) -> Iterator[Fault]:
    """Report homes that no list may name, and protecting places reached but by telephone."""
    if case.kind.name != "offices":
        return
    notes = OFFICE_KINDS[case.facts["kind"]].notes
    if notes.get("unlisted"):
        yield case.error("unlisted", "state", N_("Such a home is never published."))
    if notes.get("phone_only"):
        for name in WAYS_IN:
            if case.facts.get(name):
                yield case.error("phone-only", f"facts.{name}", N_("Only a telephone stands here."))


def _found(case: Case, pattern: re.Pattern[str], rule: str, message: Reason) -> Iterator[Fault]:
    for phrase in case.printed():
        if phrase.where.endswith((".email", ".pec", ".website")):
            continue
        if pattern.search(phrase.text):
            yield case.error(rule, phrase.where, message)
