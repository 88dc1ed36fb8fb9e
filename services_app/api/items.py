"""Every type as a list with filters, and one item by its uid or slug."""

from __future__ import annotations

import re
import uuid
from dataclasses import replace

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy import ColumnElement, and_

from services_app.api.answers import answer, paged, told
from services_app.api.params import NEAR_KM, asked, item_query, items_query, named_town
from services_app.api.published import Wanted, hit, hits
from services_app.content.fields.base import SLUG_PATTERN
from services_app.content.queries import ITEM, Moment, formerly
from services_app.content.record import Values
from services_app.content.type import ContentType
from services_app.errors import Moved, NotFound
from services_app.web.store import store

_UID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def add_routes(blueprint: Blueprint) -> None:
    """Register the addresses of this room."""
    blueprint.get("/<kind:kind>")(items)
    blueprint.get("/<kind:kind>/<key>")(item)


def items(kind: str) -> ResponseReturnValue:
    """List what is published of a type: anywhere, or as a town or a point sees it."""
    here = store()
    of = here.types[kind]
    query = asked(items_query(of, here.settings.languages))
    wanted = Wanted(
        moment_asked(query),
        town=named_town(query.get("place")),
        filters={each.facet: query[each.facet] for each in of.filters if query[each.facet]},
        near=query.get("near"),
        radius_km=query.get("radius_km", NEAR_KM),
        changed_since=query.get("changed_since"),
        order=query["order"],
    )
    per_page = query["per_page"]
    with here.database.reading() as session:
        found, total = hits(session, of, wanted, (query["page"] - 1) * per_page, per_page)
        shown = told(session, of, wanted, found, query.get("lang"))
    return paged(shown, query, total)


def item(kind: str, key: str) -> ResponseReturnValue:
    """Show one item; a sensitive one is found by its uid only, and no cache keeps it."""
    here = store()
    of = here.types[kind]
    query = asked(item_query(here.settings.languages))
    lang = query.get("lang")
    wanted = Wanted(moment_asked(query), named_town(query.get("place")))
    with here.database.reading() as session:
        found = hit(session, of, wanted, _named(key))
        moved = None if found else hit(session, of, wanted, _once_named(of, key))
        shown = told(session, of, wanted, [each for each in (found, moved) if each], lang)
    if not shown:
        raise NotFound(f"{kind}/{key}")
    if moved:
        raise Moved(kind, shown[0]["slug"])
    response = answer(shown[0])
    if shown[0]["sensitive"]:
        response.headers["Cache-Control"] = "no-store"
    return response


def moment_asked(query: Values) -> Moment:
    """Give the time now; samples only where they are asked for and the installation has any."""
    moment = store().moment()
    return replace(moment, samples=bool(query["samples"]) and moment.samples)


def _named(key: str) -> ColumnElement[bool]:
    if _UID.fullmatch(key):
        return ITEM.c.uid == uuid.UUID(key)
    # No database is asked for what cannot be a slug, such as a control character.
    if len(key) > 120 or not re.fullmatch(SLUG_PATTERN, key):
        raise NotFound(key[:40])
    return and_(ITEM.c.slug == key, ITEM.c.sensitive.is_(False))


def _once_named(kind: ContentType, slug: str) -> ColumnElement[bool]:
    return and_(formerly(kind, slug), ITEM.c.sensitive.is_(False))
