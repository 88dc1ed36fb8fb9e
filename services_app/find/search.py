"""Search: every word must begin a word of the text, of a proper name or of a code's label."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, case, func, literal, select, union_all
from sqlalchemy.orm import Session

from services_app.content.item import Seen
from services_app.content.queries import ITEM, FaceRow, Moment, faces, has_code, visible
from services_app.content.record import kind_taxonomy
from services_app.content.type import ContentType
from services_app.find.bearers import bearers, bears, bears_itself, counts
from services_app.places.atlas import Town
from services_app.words import tokens

NEVER_FOUND = ("return",)  # reached by a link only
LIMIT = 60
SHARE = 6  # places that each type has before another type gets more
# Up to so many bearers of a word are read from the index, all of them, and ranked. A word that
# more items bear is soon met on a walk through the lists, which ends when it has found enough.
# Labels of codes start no walk: they belong to one type, and all others would be walked in vain.
FEW = 10_000


def found(
    session: Session,
    types: Mapping[str, ContentType],
    query: str,
    lang: str,
    *,
    town: Town,
    moment: Moment,
) -> list[FaceRow]:
    """List what a town sees that matches all words of the query, types in their order.

    What is called so by name or code goes before what only speaks of it, also where not all can
    be listed, and no type is crowded out by another. Costs two statements, one if nothing bears
    the words.
    """
    words = tokens(query[:400])
    if not words:
        return []
    start = select(Seen.item_id, Seen.kind, Seen.order_key).join(ITEM, ITEM.c.id == Seen.item_id)
    start = start.where(*visible(town, moment), ~has_code("topic", NEVER_FOUND))
    ranked = _ranked(session, start, words, lang, types)
    if ranked is None:
        return []
    best = _best(ranked)
    statement = faces(town, moment).join(best, best.c.item_id == ITEM.c.id)
    statement = statement.order_by(Seen.kind, Seen.order_key, Seen.item_id)
    order = {name: number for number, name in enumerate(types)}
    return sorted(
        (FaceRow(*row) for row in session.execute(statement)),
        key=lambda row: (-_in_label(types[row.kind], row, lang, words), order[row.kind]),
    )


def _in_label(kind: ContentType, row: FaceRow, lang: str, words: Sequence[str]) -> int:
    label = f" {' '.join(tokens(kind.label(row.face, lang)))}"
    return sum(f" {word}" in label for word in words)


def _ranked(
    session: Session,
    start: Select[*tuple[Any, ...]],
    words: Sequence[str],
    lang: str,
    types: Mapping[str, ContentType],
) -> Select[Any] | None:
    """List what bears all words with its rank: how many of them it bears itself."""
    named = ((name, kind_taxonomy(kind)) for name, kind in types.items())
    kinds = {name: taxonomy for name, taxonomy in named if taxonomy}
    columns = [count for word in words for count in counts(session, word, lang, kinds, FEW + 1)]
    numbers = iter(session.execute(select(*columns)).one())
    met = [_Met(word, *each) for word, *each in zip(words, numbers, numbers, numbers, strict=True)]
    rarest = min(met, key=lambda word: word.names + word.codes + word.texts)
    if not rarest.names + rarest.codes + rarest.texts:
        return None
    rank: ColumnElement[int] = literal(0)
    for word in words:
        rank += case((bears_itself(word, lang, kinds), 1), else_=0)
    start = start.where(Seen.kind.in_(list(types))).add_columns(rank.label("rank"))
    matching = start.where(*(bears(word, lang, kinds) for word in words))
    if any(word.names + word.texts <= FEW for word in met):
        few = bearers(session, rarest.word, lang, kinds, texts=True)
        return matching.where(Seen.item_id.in_(few))
    parts = [_first_of(matching, kind) for kind in types]
    if any(word.names <= FEW for word in met):
        rarest = min(met, key=lambda word: word.names + word.codes)
        few = bearers(session, rarest.word, lang, kinds, texts=False)
        called = start.where(*(bears_itself(word, lang, kinds) for word in words))
        parts.append(called.where(Seen.item_id.in_(few)))
    return _together(parts)


class _Met(NamedTuple):
    """A word of the query, and how many names, codes and texts bear it, each up to FEW + 1."""

    word: str
    names: int
    codes: int
    texts: int


def _first_of(matching: Select[Any], kind: str) -> Select[Any]:
    """Walk through the list of a type until enough matches are met."""
    first = matching.where(Seen.kind == kind).order_by(Seen.order_key, Seen.item_id).limit(LIMIT)
    return select(*first.subquery().c)


def _together(parts: Iterable[Select[Any]]) -> Select[Any]:
    rows = union_all(*parts).subquery()
    once = rows.c.item_id, rows.c.kind, rows.c.order_key
    return select(*once, func.max(rows.c.rank).label("rank")).group_by(*once)


def _best(ranked: Select[Any]) -> Any:  # Any: a subquery of item ids
    """Choose what is listed: the best of each type in turns of SHARE, up to LIMIT."""
    row = ranked.subquery()
    first = row.c["rank"].desc(), row.c.order_key, row.c.item_id
    number = func.row_number().over(partition_by=row.c.kind, order_by=first)
    numbered = select(row.c.item_id, row.c["rank"], number.label("number")).subquery()
    turn = (numbered.c.number - 1) // SHARE
    order = turn, numbered.c["rank"].desc(), numbered.c.number, numbered.c.item_id
    return select(numbered.c.item_id).order_by(*order).limit(LIMIT).subquery()
