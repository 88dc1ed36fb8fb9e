"""Words that are missing: titles, whole texts, rows of facts that nothing explains."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from services_app.content.faults.case import Case, Fault, Known
from services_app.content.type import CORE_PARTS
from services_app.errors import N_

NEEDED = ("it", "en")
# Rows of facts and the part that explains them; with a code they may do without words.
EXPLAINED = (
    ("branches", "branch"), ("steps", "step"), ("steps", "step_title"), ("time_limits", "time"),
    ("by_status", "status"), ("documents", "document"), ("costs", "cost"),
)  # fmt: skip
UNEXPLAINED = {
    "it": N_("No words in Italian explain this."),
    "en": N_("No words in English explain this."),
}
BY_CODE = ("documents", "costs")


def complete(case: Case, known: Known) -> Iterator[Fault]:
    """Report types made of words that lack a title or a whole text in Italian or English."""
    if not case.kind.titled_by_words:
        return
    for lang in NEEDED:
        if lang not in case.texts:
            yield case.error("no-text", f"texts.{lang}", N_("There is no text."))
    for lang, text in case.texts.items():
        if not text["title"]:
            yield case.error("no-title", f"texts.{lang}.title", N_("There is no title."))
        if lang in NEEDED and not text["blocks"]:
            yield case.error("no-text", f"texts.{lang}.blocks", N_("There are no words."))


def alike(case: Case, known: Known) -> Iterator[Fault]:
    """Report languages that say less, or more, than the source language does."""
    source = case.texts.get(case.record["source_lang"])
    if source is None:
        return
    core_only = case.record["risk"] == "high"
    for lang, text in case.texts.items():
        wanted, own = _parts(source), _parts(text)
        if core_only and lang not in NEEDED and text["reviewed_on"] is None:
            wanted = Counter({key: each for key, each in wanted.items() if key[1] in CORE_PARTS})
        missing, more = wanted - own, own - wanted
        if not missing and not more:
            continue
        where = f"texts.{lang}.blocks"
        message = N_(
            "Unlike the source language: %(missing)s paragraphs missing, %(more)s more.",
            missing=missing.total(), more=more.total(),
        )  # fmt: skip
        # A page is made of one language: what its text leaves out, its reader never sees.
        if case.kind.titled_by_words and (missing or lang in NEEDED):
            yield case.error("unlike-source", where, message)
        else:
            yield case.warning("unlike-source", where, message)


def explained(case: Case, known: Known) -> Iterator[Fault]:
    """Report rows of facts without words, which would leave a hole in the page."""
    parts = {part.name for part in case.kind.parts}
    for name, part in EXPLAINED:
        if part not in parts:
            continue
        for number, row in case.rows(name):
            if name in BY_CODE and row.get("code"):
                continue
            for lang in NEEDED:
                blocks = case.texts.get(lang, {}).get("blocks", ())
                if not any(_speaks_of(block, part, row["id"]) for block in blocks):
                    where = f"facts.{name}.{number}"
                    yield case.error("no-words", where, UNEXPLAINED[lang])


def _parts(text: Mapping[str, Any]) -> Counter[tuple[str, str]]:
    return Counter((block["id"], block["part"]) for block in text["blocks"])


def _speaks_of(block: Mapping[str, Any], part: str, row_id: str) -> bool:
    return bool(block["part"] == part and (block.get("of") or block["id"]) == row_id)
