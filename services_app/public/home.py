"""The way in: language, place, and the home page of a town."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from services_app.content.queries import newest
from services_app.locales import negotiate
from services_app.places.queries import places_named
from services_app.taxonomies.orientation import TILES
from services_app.web.cards import cards
from services_app.web.store import store

NEW_HERE = {"notices": 3, "jobs": 2, "housing": 1, "events": 3}
WHAT_HAPPENED = (  # (message id in the template, type, slug)
    ("paper", "guides", "registered-mail"),
    ("permit", "guides", "permit-renewal"),
    ("centre", "guides", "leaving-reception"),
    ("job", "guides", "unemployment-benefit"),
)


def add_routes(blueprint: Blueprint) -> None:
    """Register the addresses of this room."""
    blueprint.get("/")(root)
    blueprint.get("/<lang:lang>/")(chooser)
    blueprint.get("/<lang:lang>/<place:place>/")(home)


def root() -> ResponseReturnValue:
    """Lead to the best language for this reader."""
    lang = negotiate(request.accept_languages, store().settings.languages)
    response = redirect(f"/{lang}/", 302)
    response.vary.add("Accept-Language")
    response.headers["Cache-Control"] = "no-cache"
    return response


def chooser(lang: str) -> ResponseReturnValue:
    """Choose a town: from the list, or by the first letters of a name."""
    towns = store().atlas().towns
    if len(towns) == 1 and not request.args:
        return redirect(f"/{lang}/{towns[0].slug}/", 302)
    wanted = request.args.get("q", "")[:80]
    found = []
    if wanted:
        with store().database.reading() as session:
            found = places_named(session, wanted)
    near = _near()
    return render_template(
        "chooser.html", towns=towns, wanted=wanted, found=found, near=near,
        open_slugs=store().atlas().by_slug,
    )  # fmt: skip


def _near() -> list[tuple[float, object]]:
    try:
        lat, lon = float(request.args["lat"]), float(request.args["lon"])
    except (KeyError, ValueError):
        return []
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        return []
    return [(km, town) for km, town in store().atlas().nearest(lat, lon)[:3]]


def home(lang: str, place: str) -> ResponseReturnValue:
    """Show the home of a town: help first, tiles, what is new."""
    here = store()
    town, moment = here.town(place), here.moment()
    limits = {name: limit for name, limit in NEW_HERE.items() if name in here.types}
    with here.database.reading() as session:
        rows = newest(session, limits, town, moment)
        fresh = cards(session, here.types, rows, lang, town)
    return render_template(
        "home.html",
        town=town,
        tiles=TILES,
        happened=WHAT_HAPPENED,
        plans=here.types.get("pathways"),
        fresh={name: [card for card in fresh if card.row.kind == name] for name in limits},
    )
