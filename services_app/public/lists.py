"""Lists of a type with filters in the address, and search."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from services_app.content.queries import listed
from services_app.content.type import ContentType
from services_app.errors import NotFound
from services_app.find.search import found
from services_app.taxonomies import TAXONOMIES
from services_app.taxonomies.orientation import TILES, TOPICS
from services_app.web.cards import cards
from services_app.web.filters import lang_now
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
    tile = request.args.get("tile") if kind == "guides" else None
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
        shown = cards(session, here.types, rows, lang, town)
    if kind == "helplines":
        # A page holds all helplines of Italy, so sorting it here sorts them all.
        shown.sort(key=lambda card: lang_now() not in card.facts["languages"])
    return render_template(
        "list.html", town=town, of=of, cards=shown, page=page, more=more, chosen=chosen,
        tile=TILES[tile] if tile else None, choices=_choices(of), now=moment.now,
        also=[each for each in here.types.values() if each.tile and each.tile == leads],
    )  # fmt: skip


def _choices(of: ContentType) -> dict[str, list[str]]:
    """List the codes that each filter of a type offers."""
    return {each.facet: list(TAXONOMIES[each.taxonomy]) for each in of.filters}


def search(lang: str, place: str) -> ResponseReturnValue:
    """Show what a town sees that bears all words of a query."""
    here = store()
    town, moment = here.town(place), here.moment()
    wanted = request.args.get("q", "")[:200].strip()
    with here.database.reading() as session:
        rows = found(session, here.types, wanted, lang, town=town, moment=moment)
        shown = cards(session, here.types, rows, lang, town)
    return render_template("search.html", town=town, wanted=wanted, cards=shown, now=moment.now)
