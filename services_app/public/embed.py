"""A list of a town's offers for other sites: one frame that runs no script and keeps nothing."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from services_app.content.queries import listed
from services_app.delivery import allow_framing_by
from services_app.errors import NotFound
from services_app.web.cards import cards
from services_app.web.store import store

EMBEDDED = ("jobs", "housing", "courses", "events")
MOST = 10


def add_routes(blueprint: Blueprint) -> None:
    """Register the addresses of this room."""
    blueprint.get("/<lang:lang>/<place:place>/embed/<kind:kind>")(embed)


def embed(lang: str, place: str, kind: str) -> ResponseReturnValue:
    """Show the first offers of a type; only sites named in the settings may frame them."""
    here = store()
    if kind not in EMBEDDED or not here.settings.embed_sites:
        raise NotFound(f"embed {kind}")
    town = here.town(place)
    # What stands on somebody else's site is neither an example nor sensitive (rules 2 and 9).
    moment = replace(here.moment(), samples=False)
    with here.database.reading() as session:
        rows, _ = listed(session, kind, town, moment, limit=2 * MOST)
        plain = [row for row in rows if not row.sensitive][:MOST]
        shown = cards(session, here.types, plain, lang, town)
    allow_framing_by(here.settings.embed_sites)
    return render_template(
        "embed.html", of=here.types[kind], cards=shown, town=town, now=moment.now, framed=True
    )
