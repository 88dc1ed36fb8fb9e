"""Words that no page says, and marks that no text bears (rule 13)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from services_app.content.faults.case import ERROR, Case, Fault, Known
from services_app.content.faults.matching import matcher, plain
from services_app.errors import N_

STIGMA = matcher(
    "clandestin*", "illegal immigra*", "illegal migra*", "illegal alien*", "illegal people",
    "illegal person*", "illegal worker*", "illegal foreign*", "illegal resident*", "illegals",
    "illegali", "immigrat* illegal*", "immigrant* illegal*", "migrant* illegal*",
    "immigrés illégaux", "stranier* illegal*", "extracomunitar*", "immigré* clandestin*",
    "inmigrante* ilegal*", "migrante* ilegal*", "persona* ilegal*", "sin papeles",
    "مهاجر* غير شرعي*", "غير الشرعيين", "هجرة غير شرعية", "অবৈধ অভিবাসী*", "অবৈধ মানুষ*",
    "غیر قانونی تارک*", "غیر قانونی مہاجر*", "нелегал*",
)  # fmt: skip
# The name of the site stands on shared phones: it says nothing about who reads it.
IN_NAME = matcher(
    "migra*", "immigra*", "emigra*", "rifugiat*", "refugee*", "réfugié*", "asil*", "asyl*",
    "profug*", "stranier*", "foreign*", "étrang*", "clandestin*", "illegal*", "extracomunitar*",
)  # fmt: skip
SCHEMES = ("https", "tel", "mailto", "geo")
_SCHEME = re.compile(
    r"(?<![\w.])([a-z][a-z0-9+.-]*)://|(?<!\w)(javascript|vbscript|data|file|blob|intent|sms):\S",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"<[a-z/!]|\]\(|&(?:#\d+|[a-z]{2,8});|__|`", re.IGNORECASE)


def stigma(case: Case, known: Known) -> Iterator[Fault]:
    """Report words that make a person a crime."""
    for phrase in case.printed():
        found = STIGMA.search(plain(phrase.text))
        if found:
            message = N_("“%(words)s” is never said of people.", words=found.group())
            yield case.error("stigma", phrase.where, message)


def markup(case: Case, known: Known) -> Iterator[Fault]:
    """Report marks other than **bold**, and links that are no https, tel, mailto or geo."""
    for phrase in case.phrases():
        found = _MARKUP.search(phrase.text)
        if found:
            message = N_("Write plain words: “%(words)s” is markup.", words=found.group())
            yield case.error("markup", phrase.where, message)
        if phrase.text.count("**") % 2:
            yield case.error("markup", phrase.where, N_("A **bold** word has no end."))
        for match in _SCHEME.finditer(phrase.text):
            scheme = (match.group(1) or match.group(2)).lower()
            if scheme not in SCHEMES:
                message = N_("Readers are not given such links: %(scheme)s:", scheme=scheme)
                yield case.error("scheme", phrase.where, message)


def name_faults(site_name: str) -> list[Fault]:
    """Report a name of the site that says who its readers are."""
    found = IN_NAME.search(plain(site_name))
    if found is None:
        return []
    message = N_("“%(words)s” in the name of the site tells who reads it.", words=found.group())
    return [Fault(ERROR, "stigma", "site", "", "SITE_NAME", message)]
