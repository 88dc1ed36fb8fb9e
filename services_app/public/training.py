"""Five minutes in which a mediator learns what to show, to hand over, and what never to do."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from markupsafe import escape

from services_app.content.type import ContentType
from services_app.places.atlas import Town
from services_app.public.embed import EMBEDDED
from services_app.web.filters import said
from services_app.web.store import store

FRAME = (
    '<iframe src="{src}" title="{title}" loading="lazy"'
    ' style="border:0;width:100%;height:40rem"></iframe>'
)
# Pages of the starting content on which each thing can be tried.
GUIDE, CARD = "bank-account", "health-registration"


def add_routes(blueprint: Blueprint) -> None:
    """Register the addresses of this room."""
    blueprint.get("/<lang:lang>/<place:place>/training")(training)


def training(lang: str, place: str) -> ResponseReturnValue:
    """Show the page, and to other sites what they may copy where the settings allow any."""
    here = store()
    town = here.town(place)
    allowed = EMBEDDED if here.settings.embed_sites else ()
    return render_template(
        "training.html", town=town, guide=GUIDE, card=CARD,
        frames=[_frame(lang, town, here.types[name]) for name in allowed],
    )  # fmt: skip


def _frame(lang: str, town: Town, kind: ContentType) -> tuple[str, str]:
    """Give the title of a list of offers, and what another site copies to show it."""
    title = said(kind.title)
    src = f"{store().settings.site_url}/{lang}/{town.slug}/embed/{kind.name}"
    return title, FRAME.format(src=src, title=escape(f"{title}, {town.name}"))
