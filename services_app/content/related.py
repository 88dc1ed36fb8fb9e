"""What a type declares as related to an item, found in one query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby, islice
from typing import Any

from sqlalchemy import ColumnElement, Select, literal, select, union_all
from sqlalchemy.orm import Session

from services_app.content.item import Seen
from services_app.content.queries import ITEM, FaceRow, Moment, Shown, faces, has_code
from services_app.content.type import ContentType, Related, codes_at
from services_app.places.atlas import Town
from services_app.taxonomies.offices import OFFICE_KINDS


def related(
    session: Session,
    kind: ContentType,
    shown: Shown,
    town: Town,
    moment: Moment,
    *,
    limit: int = 40,
) -> list[FaceRow]:
    """List what the type declares as related, in one query; see Related."""
    return related_to_each(session, {kind.name: kind}, [shown], town, moment, limit=limit).get(
        shown.item.id, []
    )


def related_to_each(
    session: Session,
    types: Mapping[str, ContentType],
    several: Iterable[Shown],
    town: Town,
    moment: Moment,
    *,
    limit: int,
) -> dict[int, list[FaceRow]]:
    """List the same for several items in one query: {item id: at most `limit` rows of a type}.

    A relation that says how many it wants of each thing is not cut.
    """
    items = {shown.item.id: shown.item for shown in several}
    tops = [
        top for item in items.values() for top in _tops(types[item.kind], item, town, moment, limit)
    ]
    if not tops:
        return {}
    found: dict[int, dict[int, Any]] = {item_id: {} for item_id in items}
    for row in session.execute(union_all(*tops)):
        found[row.of_item][row.id] = row
    return {
        item_id: _chosen(types[items[item_id].kind], items[item_id], rows.values(), limit)
        for item_id, rows in found.items()
    }


def _chosen(kind: ContentType, item: Any, found: Iterable[Any], limit: int) -> list[FaceRow]:
    whole = {relation.kind for relation in kind.related if relation.most}
    ordered = sorted(found, key=lambda row: (row.kind, row.order_key, row.id))
    rows = [
        FaceRow(*row[:-2])
        for name, several in groupby(ordered, key=lambda row: str(row.kind))
        for row in islice(several, None if name in whole else limit)
    ]
    refused = set(getattr(item, "not_for", None) or ())
    return [
        row
        for row in rows
        if row.slug not in refused and item.slug not in (row.face.get("not_for") or ())
    ]


def _tops(
    kind: ContentType, item: Any, town: Town, moment: Moment, limit: int
) -> list[Select[Any]]:
    tops: list[Select[Any]] = []
    of_item = literal(item.id).label("of_item")
    for relation in kind.related:
        for match, count in _matches(relation, item, limit):
            top = faces(town, moment).add_columns(Seen.order_key, of_item).where(
                Seen.kind == relation.kind, ITEM.c.kind == relation.kind, match,
                ITEM.c.id != item.id,
            )  # fmt: skip
            if relation.competent_only:
                top = top.where(Seen.competent.is_(True))
            part = top.order_by(Seen.order_key, Seen.item_id).limit(count).subquery()
            tops.append(select(*part.c))
    return tops


def _matches(relation: Related, item: Any, limit: int) -> list[tuple[ColumnElement[bool], int]]:
    """List what may be related, each with how many rows of it are wanted."""
    most = relation.most
    slugs = [slug for path in relation.slugs_in for slug in codes_at(item, path)]
    matches: list[tuple[ColumnElement[bool], int]] = []
    if slugs:
        matches.append((ITEM.c.slug.in_(slugs), len(slugs) * most if most else limit))
    codes = codes_at(item, relation.codes_in) if relation.codes_in else []
    linked = [
        code
        for code in dict.fromkeys(codes)
        if code not in OFFICE_KINDS or not OFFICE_KINDS[code].notes.get("never_link")
    ]
    if most:
        return [*matches, *((has_code(relation.facet, [code]), most) for code in linked)]
    return [*matches, (has_code(relation.facet, linked), limit)] if linked else matches
