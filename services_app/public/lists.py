"""Lists of a type with filters in the address, and search."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from services_app.content.queries import listed
from services_app.content.type import ContentType
from services_app.errors import NotFound
from services_app.find.search import found
from services_app.taxonomies import TAXONOMIES
from services_app.taxonomies.orientation import TILES, TOPICS
from services_app.web.addresses import langs_now
from services_app.web.beside import rendered
from services_app.web.cards import Card, cards_in
from services_app.web.params import page_number, wanted_codes
from services_app.web.store import store


def add_routes(blueprint: Blueprint) -> None:
    """Register the addresses of this room."""
    blueprint.get("/<lang:lang>/<place:place>/search")(search)
    blueprint.get("/<lang:lang>/<place:place>/<kind:kind>")(items)


def items(lang: str, place: str, kind: str) -> ResponseReturnValue:
    """Show what a town sees of a type, a page at a time."""
    here = store()
    town, moment, of = here.town(place), here.moment(), here.types[kind]
    page = page_number(request.args)
    chosen = wanted_codes(of, request.args)
    tile = (request.args.get("tile") or None) if kind == "guides" else None
    leads = tile or next((code for code in TILES if TILES[code].notes.get("list") == kind), "")
    filters = dict(chosen)
    if tile is not None:
        if tile not in TILES:
            raise NotFound(f"tile {tile}")
        filters["topic"] = tuple(
            code for code, topic in TOPICS.items() if topic.notes["tile"] == tile
        )
    with here.database.reading() as session:
        rows, more = listed(
            session, kind, town, moment, filters=filters, offset=(page - 1) * of.per_page,
            limit=of.per_page,
        )  # fmt: skip
        if page > 1 and not rows:
            raise NotFound(f"page {page}")
        shown = cards_in(session, here.types, rows, langs_now(lang), town)
    if of.by_language:
        for each in shown.values():
            each.sort(key=lambda card: lang not in card.facts["languages"])
    return rendered(
        "list.html", _by_lang(shown), town=town, of=of, page=page, more=more, chosen=chosen,
        tile=TILES[tile] if tile else None, choices=_choices(of), now=moment.now,
        also=[each for each in here.types.values() if each.tile and each.tile == leads],
    )  # fmt: skip


def _choices(of: ContentType) -> dict[str, list[str]]:
    """List the codes that each filter of a type offers."""
    return {each.facet: list(TAXONOMIES[each.taxonomy]) for each in of.filters}


def _by_lang(shown: Mapping[str, list[Card]]) -> dict[str, dict[str, list[Card]]]:
    return {lang: {"cards": each} for lang, each in shown.items()}


def search(lang: str, place: str) -> ResponseReturnValue:
    """Show what a town sees that bears all words of a query."""
    here = store()
    town, moment = here.town(place), here.moment()
    wanted = request.args.get("q", "")[:200].strip()
    with here.database.reading() as session:
        rows = found(session, here.types, wanted, lang, town=town, moment=moment)
        shown = cards_in(session, here.types, rows, langs_now(lang), town)
    return rendered("search.html", _by_lang(shown), town=town, wanted=wanted, now=moment.now)
