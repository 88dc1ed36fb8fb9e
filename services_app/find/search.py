"""Search: every word must begin a word of the text, of a proper name or of a code's label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    Select,
    bindparam,
    column,
    func,
    or_,
    select,
    text,
)
from sqlalchemy.orm import Session

from services_app.content.item import Seen, Text
from services_app.content.queries import ITEM, FaceRow, Moment, faces, has_code
from services_app.content.type import ContentType, term_label
from services_app.locales import chain
from services_app.places.atlas import Town
from services_app.taxonomies import TAXONOMIES
from services_app.words import tokens

# Facets whose codes are found by their labels. Legal statuses are not among them (rule 1).
SEARCHED = {
    "topic": "topic", "occupation": "occupation", "contract": "contract",
    "office_kind": "office_kind",
}  # fmt: skip
KIND_TAXONOMY = {
    "offices": "office_kind", "organisations": "organisation_kind", "housing": "housing_kind",
    "courses": "course_kind", "events": "event_kind", "helplines": "helpline_kind",
}  # fmt: skip
NEVER_FOUND = ("return",)  # reached by a link only
LIMIT = 60


def found(
    session: Session,
    types: Mapping[str, ContentType],
    query: str,
    lang: str,
    *,
    town: Town,
    moment: Moment,
) -> list[FaceRow]:
    """List what a town sees that matches all words of the query, types in their order."""
    words = tokens(query[:400])
    if not words:
        return []
    statement = faces(town, moment).where(~has_code("topic", NEVER_FOUND))
    for word in words:
        statement = statement.where(_matches(session, word, lang))
    statement = statement.order_by(Seen.kind, Seen.order_key, Seen.item_id).limit(LIMIT)
    rows = [FaceRow(*row) for row in session.execute(statement)]
    order = {name: number for number, name in enumerate(types)}
    return sorted(
        (row for row in rows if row.kind in order),
        key=lambda row: (-_in_label(types[row.kind], row, lang, words), order[row.kind]),
    )


def _in_label(kind: ContentType, row: FaceRow, lang: str, words: Sequence[str]) -> int:
    label = f" {' '.join(tokens(kind.label(row.face, lang)))}"
    return sum(f" {word}" in label for word in words)


def _matches(session: Session, word: str, lang: str) -> ColumnElement[bool]:
    """Make the condition that an item bears a word that begins so."""
    ways: list[ColumnElement[bool]] = [
        ITEM.c.folded.contains(f" {word}", autoescape=True),
        ITEM.c.id.in_(_texts_with(session, word, lang)),
    ]
    for facet, taxonomy in SEARCHED.items():
        codes = _codes_named(taxonomy, word, lang)
        if codes:
            ways.append(has_code(facet, codes))
    for kind, taxonomy in KIND_TAXONOMY.items():
        codes = _codes_named(taxonomy, word, lang)
        if codes:
            ways.append((Seen.kind == kind) & has_code("kind", codes))
    return or_(*ways)


def _codes_named(taxonomy: str, word: str, lang: str) -> list[str]:
    return [code for code, label in _labels(taxonomy, lang) if f" {word}" in label]


@cache
def _labels(taxonomy: str, lang: str) -> list[tuple[str, str]]:
    """List the codes with their labels in a form to be searched: " part time"."""
    return [
        (code, f" {' '.join(tokens(f'{term_label(taxonomy, code, lang)} {term.desk}', limit=60))}")
        for code, term in TAXONOMIES[taxonomy].items()
    ]


def _texts_with(session: Session, word: str, lang: str) -> Select[int]:
    texts = select(Text.item_id).where(Text.lang.in_(chain(lang)))
    if session.get_bind().dialect.name == "sqlite":
        match: BindParameter[str] = bindparam("match", f'"{word}"*', unique=True)
        hits = text("SELECT rowid FROM text_fts WHERE text_fts MATCH :match").bindparams(match)
        return texts.where(Text.id.in_(hits.columns(column("rowid", Integer))))
    vector = func.to_tsvector("simple", Text.folded)
    return texts.where(vector.op("@@")(func.to_tsquery("simple", f"{word}:*")))
