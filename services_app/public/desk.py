"""The card of an item that a reader shows at a desk: in Italian, with the own words beneath."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from services_app.content.queries import shown_item
from services_app.content.related import related
from services_app.errors import NotFound
from services_app.web.desk import desk_of, desk_path
from services_app.web.pages import page_of
from services_app.web.store import store


def add_routes(blueprint: Blueprint) -> None:
    """Register the addresses of this room; a sensitive item has no card (decision 0018)."""
    blueprint.get("/<lang:lang>/<place:place>/<kind:kind>/<slug>/desk")(desk)


def desk(lang: str, place: str, kind: str, slug: str) -> ResponseReturnValue:
    """Show the card of an item; raises NotFound where showing one could harm."""
    here = store()
    town, moment = here.town(place), here.moment()
    with here.database.reading() as session:
        shown = shown_item(session, here.types[kind], slug, town, moment)
        rows = related(session, here.types[kind], shown, town, moment)
        page = page_of(
            session, here.types, shown, rows, lang, town=town, moment=moment
        )  # fmt: skip
    if desk_path(page) is None:
        raise NotFound(f"{kind}/{slug}/desk")
    return render_template("desk.html", page=page, town=town, desk=desk_of(page))
