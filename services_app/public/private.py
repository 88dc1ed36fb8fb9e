"""The two buttons: danger now, and help in private."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, make_response, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from services_app.content.item import Seen
from services_app.content.queries import FaceRow, Moment, faces, has_code, listed
from services_app.places.atlas import Town
from services_app.public.calls import is_danger
from services_app.public.items import town_asked
from services_app.web.cards import Card, cards
from services_app.web.store import store

PRIVATE = ("violence", "trafficking", "exploitation", "minors", "asylum", "discrimination")


def add_routes(blueprint: Blueprint) -> None:
    """Register the addresses of this room."""
    blueprint.get("/<lang:lang>/<place:place>/now")(danger)
    blueprint.get("/<lang:lang>/x/help")(help_in_private)


def danger(lang: str, place: str) -> ResponseReturnValue:
    """Show the emergency number, what to say, and the nearest emergency rooms."""
    here = store()
    town, moment = here.town(place), here.moment()
    with here.database.reading() as session:
        lines = _helplines(session, ("emergency",), town, moment, lang)
        rows, _ = listed(session, "offices", town, moment, filters={"kind": ("hospital",)})
        hospitals = cards(session, here.types, rows, lang, town)
    return render_template(
        "danger.html", town=town, now=moment.now,
        with_118=not any(is_danger(card.facts) and _answers(card.facts, town) for card in lines),
        lines=[card for card in lines if not is_danger(card.facts)],
        rooms=[card for card in hospitals if card.facts["emergency_room"] == "yes"],
        without=[card for card in hospitals if card.facts["emergency_room"] == "no"],
        unknown=[card for card in hospitals if card.facts["emergency_room"] not in ("yes", "no")],
    )  # fmt: skip


def help_in_private(lang: str) -> ResponseReturnValue:
    """Show whom to call about what one does not tell everybody; kept by no cache."""
    here = store()
    town, moment = town_asked(), here.moment()
    with here.database.reading() as session:
        lines = _helplines(session, PRIVATE, town, moment, lang)
        topics = faces(town, moment).where(
            Seen.kind == "guides", has_code("topic", ("protection",))
        )
        rows = [FaceRow(*row) for row in session.execute(topics.order_by(Seen.order_key))]
        guides = cards(session, here.types, rows, lang, town)
    lines.sort(key=lambda card: lang not in card.facts["languages"])
    page = render_template(
        "private.html", town=town, lines=lines, guides=guides, now=moment.now,
        spoken=any(lang in card.facts["languages"] for card in lines),
    )  # fmt: skip
    response = make_response(page)
    response.headers["Cache-Control"] = "no-store"
    return response


def _answers(facts: Mapping[str, Any], town: Town) -> bool:
    """Tell whether a number is known to work in a town; said twice over, it is not known."""
    works, fails = (
        town.above.intersection(facts[name] or ()) for name in ("where_active", "where_not_active")
    )
    return bool(works) and not fails


def _helplines(
    session: Session, kinds: tuple[str, ...], town: Town, moment: Moment, lang: str
) -> list[Card]:
    rows, _ = listed(session, "helplines", town, moment, filters={"kind": kinds}, limit=40)
    return cards(session, store().types, rows, lang, town)
