"""What changed of what a town sees, in the last weeks: as a page, and for feed readers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from services_app.content.news import News, news
from services_app.content.seen import italian_day
from services_app.errors import N_, NotFound
from services_app.places.atlas import Town
from services_app.web.cards import Card, cards
from services_app.web.filters import language_list
from services_app.web.params import page_number
from services_app.web.store import store

IN_FEED = 40
PER_PAGE = 20
# What the facts are called by which an item differs; of what is not here nothing is said.
NAMES = {
    N_("Telephone"): ("phones", "appointment_phone"),
    N_("E-mail"): ("email", "pec"),
    N_("Site"): ("website", "appointment_url"),
    N_("Hours"): ("week", "closures", "open_on_holidays", "emergency_week", "hours_week"),
    N_("Address"): ("address", "lat", "lon", "zone"),
    N_("When"): ("starts_on", "ends_on", "starts_at", "ends_at", "free_from"),
    N_("Shown until"): ("expires_on",),
    N_("Pay"): ("pay_cents", "pay_until_cents", "pay_unit", "pay_gross"),
    N_("Rent"): ("rent_cents", "includes", "costs_apart_cents", "deposit_months"),
    N_("Price"): ("price_cents", "costs", "free", "total_cents"),
    N_("Contract"): ("contract", "contract_registered", "working_time"),
    N_("Papers to bring"): ("documents",),
    N_("What to do"): ("steps", "branches"),
    N_("How to get in"): ("access_modes",),
    N_("Languages"): ("languages",),
    N_("Law"): ("legal_basis",),
}
NAME_OF = {fact: name for name, facts in NAMES.items() for fact in facts}


@dataclass(frozen=True)
class Line:
    """One change on the page: on which day, of what kind, and the names of what differs."""

    card: Card
    news: News
    on: date
    names: tuple[str, ...]


def add_routes(blueprint: Blueprint) -> None:
    """Register the addresses of this room."""
    blueprint.get("/<lang:lang>/<place:place>/changes")(changes)
    blueprint.get("/<lang:lang>/<place:place>/changes.atom")(feed)


def changes(lang: str, place: str) -> ResponseReturnValue:
    """Show what changed, week by week, a page at a time."""
    town, page = store().town(place), page_number(request.args)
    lines, more = _lines(lang, town, offset=(page - 1) * PER_PAGE, limit=PER_PAGE)
    if page > 1 and not lines:
        raise NotFound(f"page {page}")
    weeks = [(monday, list(each)) for monday, each in groupby(lines, _monday)]
    return render_template("changes.html", town=town, weeks=weeks, page=page, more=more)


def feed(lang: str, place: str) -> ResponseReturnValue:
    """Send the same to programs that read news, as Atom."""
    town = store().town(place)
    lines, _ = _lines(lang, town, offset=0, limit=IN_FEED)
    body = render_template("changes.atom.xml", town=town, lines=lines)
    return Response(body, content_type="application/atom+xml; charset=utf-8")


def _lines(lang: str, town: Town, *, offset: int, limit: int) -> tuple[list[Line], bool]:
    here = store()
    with here.database.reading() as session:
        found, more = news(session, town, here.moment(), offset=offset, limit=limit)
        shown = cards(session, here.types, [each.row for each in found], lang, town)
    return [
        Line(card, each, italian_day(each.at), tuple(_names(each.paths)))
        for card, each in zip(shown, found, strict=True)
    ], more


def _names(paths: Iterable[str]) -> list[str]:
    """Name what differs in the reader's language, each once."""
    parts = [path.split(".") for path in paths]
    facts = [part[1] if part[0] == "facts" else part[0] for part in parts]
    names = [gettext(NAME_OF[fact]) for fact in facts if fact in NAME_OF]
    langs = {part[1] for part in parts if part[0] == "texts" and _is_said(part[2])}
    if langs:
        names.append(gettext("Words: %(languages)s", languages=language_list(sorted(langs))))
    return list(dict.fromkeys(names))


def _is_said(name: str) -> bool:
    return name in ("title", "summary", "blocks")


def _monday(line: Line) -> date:
    return line.on - timedelta(days=line.on.weekday())
