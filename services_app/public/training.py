"""Five minutes in which a mediator learns what to show, to hand over, and what never to do."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from services_app.public.embed import EMBEDDED
from services_app.web.store import store

# Pages of the starting content on which each thing can be tried.
GUIDE, CARD = "bank-account", "health-registration"


def add_routes(blueprint: Blueprint) -> None:
    """Register the addresses of this room."""
    blueprint.get("/<lang:lang>/<place:place>/training")(training)


def training(lang: str, place: str) -> ResponseReturnValue:
    """Show the page, and to other sites what they may copy where the settings allow any."""
    here = store()
    return render_template(
        "training.html", town=here.town(place), guide=GUIDE, card=CARD,
        embedded=EMBEDDED if here.settings.embed_sites else (),
    )  # fmt: skip
