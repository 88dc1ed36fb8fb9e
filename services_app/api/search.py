"""Search over all types, as a town sees them."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from services_app.api.answers import answer, common, distance, said
from services_app.api.items import moment_asked
from services_app.api.params import asked, named_town, search_query
from services_app.content.record import Values
from services_app.find.search import found
from services_app.places.queries import places_by_code
from services_app.web.cards import Card, cards
from services_app.web.store import store


def add_routes(blueprint: Blueprint) -> None:
    """Register the addresses of this room."""
    blueprint.get("/search")(search)


def search() -> ResponseReturnValue:
    """List what bears all words of a query in a language and those it falls back to."""
    here = store()
    query = asked(search_query(here.settings.languages))
    town = named_town(query.get("place")) or here.default_town()
    lang = query.get("lang") or here.settings.languages[0]
    with here.database.reading() as session:
        rows = found(session, here.types, query["q"], lang, town=town, moment=moment_asked(query))
        shown = cards(session, here.types, rows, lang, town)
        names = places_by_code(session, (row.place_code for row in rows)) if rows else {}
    return answer({"items": [_found(card, names[card.row.place_code].name) for card in shown]})


def _found(card: Card, place_name: str) -> Values:
    words = card.words
    return {
        **common(card.row, place_name),
        **distance(card.row),
        "title": said(card.title_lang, card.title),
        "summary": said(words.lang, words.summary) if words and words.summary else None,
        "url": f"{store().settings.site_url}{card.href}",
    }
