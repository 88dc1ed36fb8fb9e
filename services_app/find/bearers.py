"""How an item bears a word: by a name, by the label of a code, or in a text that is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    column,
    exists,
    func,
    literal,
    literal_column,
    or_,
    select,
    table,
    union_all,
)
from sqlalchemy.orm import Session

from services_app.content.item import ItemCode, Seen, Text
from services_app.content.queries import ITEM
from services_app.content.type import term_label
from services_app.locales import chain
from services_app.taxonomies import TAXONOMIES
from services_app.words import tokens

# Facets whose codes are found by their labels. Legal statuses are not among them (rule 1).
SEARCHED = {
    "topic": "topic", "occupation": "occupation", "contract": "contract",
    "office_kind": "office_kind",
}  # fmt: skip
Kinds = Mapping[str, str]  # the types whose items are of a kind, with the taxonomy of the kinds


def bears(word: str, lang: str, kinds: Kinds) -> ColumnElement[bool]:
    """Make the condition that a row of item and seen bears a word that begins so."""
    return or_(bears_itself(word, lang, kinds), _in_texts(word, lang))


def bears_itself(word: str, lang: str, kinds: Kinds) -> ColumnElement[bool]:
    """Make the condition that the item is called so, by a name or by the label of a code."""
    codes = [
        condition if kind is None else and_(Seen.kind == kind, condition)
        for kind, condition in _coded(word, lang, kinds)
    ]
    named = ITEM.c.folded.contains(f" {word}", autoescape=True)
    if not codes:
        return named
    return or_(named, exists().where(ItemCode.item_id == ITEM.c.id, or_(*codes)))


def bearers(session: Session, word: str, lang: str, kinds: Kinds, *, texts: bool) -> Select[Any]:
    """List the items that the indexes know to bear a word; a few that do not may be among them."""
    ways: list[Any] = [_indexed(session, "item", word)]
    codes = [condition for _, condition in _coded(word, lang, kinds)]
    if codes:
        ways.append(select(ItemCode.item_id).where(or_(*codes)))
    if texts:
        read = Text.lang.in_(chain(lang)), Text.id.in_(_indexed(session, "text", word))
        ways.append(select(Text.item_id).where(*read))
    return select(union_all(*ways).subquery().c[0])


def counts(session: Session, word: str, lang: str, kinds: Kinds, most: int) -> list[Any]:
    """Make three subqueries: how many names, codes and texts bear a word, each up to `most`."""
    codes = [condition for _, condition in _coded(word, lang, kinds)]
    return [
        _up_to(_indexed(session, "item", word), most),
        _up_to(select(ItemCode.item_id).where(or_(*codes)), most) if codes else literal(0),
        _up_to(_indexed(session, "text", word), most),
    ]


def _up_to(ids: Select[Any], most: int) -> Any:  # Any: a scalar subquery that is added to others
    rows = select(ids.subquery().c[0]).limit(most).subquery()
    return select(func.count()).select_from(rows).scalar_subquery()


def _indexed(session: Session, name: str, word: str) -> Select[Any]:
    """Look a word up in the full-text index of `item` or `text` (made in a migration)."""
    if session.get_bind().dialect.name == "sqlite":
        index = table(f"{name}_fts", column("rowid", Integer))
        matches = literal_column(f"{name}_fts").op("MATCH")
        return select(index.c.rowid).where(matches(f'"{word}"*'))
    own = {"item": ITEM.c.id, "text": Text.id}[name]
    vector: ColumnElement[Any] = literal_column(f"{name}.search")
    return select(own).where(vector.op("@@")(func.to_tsquery("simple", f"{word}:*")))


def _in_texts(word: str, lang: str) -> ColumnElement[bool]:
    folded = (" " + Text.folded).contains(f" {word}", autoescape=True)
    return exists().where(Text.item_id == ITEM.c.id, Text.lang.in_(chain(lang)), folded)


def _coded(word: str, lang: str, kinds: Kinds) -> Iterator[tuple[str | None, ColumnElement[bool]]]:
    """Yield conditions on item_code, each with the type that it is about, None for any."""
    named = [(None, facet, taxonomy) for facet, taxonomy in SEARCHED.items()]
    for kind, facet, taxonomy in (
        *named,
        *((kind, "kind", taxonomy) for kind, taxonomy in kinds.items()),
    ):
        codes = [code for code, label in _labels(taxonomy, lang) if f" {word}" in label]
        if codes:
            yield kind, and_(ItemCode.facet == facet, ItemCode.code.in_(codes))


@cache
def _labels(taxonomy: str, lang: str) -> list[tuple[str, str]]:
    """List the codes with their labels in a form to be searched: " part time"."""
    return [
        (code, f" {' '.join(tokens(f'{term_label(taxonomy, code, lang)} {term.desk}', limit=60))}")
        for code, term in TAXONOMIES[taxonomy].items()
    ]
