"""A mediator's list becomes a bundle: the form that orders it, and what is then made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as BaseResponse

from services_app.errors import Invalid, TooMany
from services_app.limits import count_one
from services_app.places.atlas import Town
from services_app.share.commands import BUNDLES, make_bundle
from services_app.share.model import DAYS, MOST_ITEMS
from services_app.share.queries import sharable
from services_app.taxonomies.sharing import SENTENCES
from services_app.web.cards import Card, cards
from services_app.web.origins import with_form
from services_app.web.readers_forms import TRAP, posted
from services_app.web.store import store

USUAL_DAYS = 30
SECOND_LANG = "it"  # the one that the offices speak


@dataclass(frozen=True)
class Given:
    """What the form says so far; `alone` is "yes" where nobody but the reader sees the phone."""

    items: Sequence[str]
    sentences: Sequence[str]
    lang: str
    second_lang: str
    days: int
    alone: str


def add_routes(blueprint: Blueprint) -> None:
    """Register the addresses of this room."""
    path = "/<lang:lang>/<place:place>/share"
    blueprint.add_url_rule(path, view_func=share, methods=["GET", "POST"])


def share(lang: str, place: str) -> ResponseReturnValue:
    """Order a list and choose its languages, and make a bundle of it."""
    town = store().town(place)
    if request.method != "POST":
        # An address names items only: what else is chosen, nobody chooses by a link for others.
        items = MultiDict([("item", key) for key in request.args.getlist("item")])
        given = _given(lang, items)
        return _form(lang, town, given, _cards(lang, town, given))
    form = posted()
    if form is None:
        return redirect(f"/{lang}/{town.slug}/", 303)
    return _made(lang, town, _given(lang, form))


def _made(lang: str, town: Town, given: Given) -> ResponseReturnValue:
    here, chosen = store(), _cards(lang, town, given)
    if _left_out(given, chosen) and len(chosen) <= MOST_ITEMS:
        return _form(lang, town, given, chosen, problem="left_out" if chosen else "nothing")
    open_ones = [card for card in chosen if not card.row.sensitive]
    if len(open_ones) < len(chosen) and given.alone != "yes":
        if given.alone == "no":
            return _form(lang, town, given, open_ones, problem="seen")
        return _form(lang, town, given, chosen, problem="alone")
    try:
        with here.database.transaction() as session:
            bundle, key = make_bundle(
                session, [card.row.uid for card in chosen], sentences=given.sentences,
                langs=(given.lang, given.second_lang or None), days=given.days,
                place_code=town.code, today=here.moment().today,
            )  # fmt: skip
            count_one(session, BUNDLES, request.remote_addr, here.clock())
    except Invalid as error:
        reasons = error.problems.get("items")
        if reasons is None:
            raise
        return _form(lang, town, given, chosen, problem=str(reasons[0]))
    except TooMany:
        return _form(lang, town, given, chosen, problem="too_often", status=429)
    response = redirect(f"/{lang}/s/{bundle.code}/{key}", 303)
    response.headers["Cache-Control"] = "no-store"
    return response


def _given(lang: str, said: MultiDict[str, str]) -> Given:
    served = store().settings.languages
    wanted, second = said.get("lang", lang), said.get("second_lang", SECOND_LANG)
    days = said.get("days", "")
    return Given(
        items=said.getlist("item"),
        sentences=said.getlist("sentence"),
        lang=wanted if wanted in served else lang,
        second_lang=second if second in served else "",
        days=int(days) if days in map(str, DAYS) else USUAL_DAYS,
        alone=said.get("alone", ""),
    )


def _cards(lang: str, town: Town, given: Given) -> list[Card]:
    here = store()
    with here.database.reading() as session:
        rows = sharable(session, given.items, town, here.moment())
        return cards(session, here.types, rows, lang, town)


def _left_out(given: Given, chosen: Sequence[Card]) -> bool:
    """Tell whether a key found nothing; two keys may find one thing, by its slug and its uid."""
    found = {str(card.row.uid) for card in chosen}
    found |= {f"{card.kind.name}/{card.row.slug}" for card in chosen}
    return not found.issuperset(given.items)


def _form(
    lang: str,
    town: Town,
    given: Given,
    chosen: Sequence[Card],
    *,
    problem: str = "",
    status: int = 0,
) -> BaseResponse:
    left_out = not problem and _left_out(given, chosen)
    response = make_response(
        render_template(
            "share.html", town=town, given=given, cards=chosen, sentences=SENTENCES,
            problem="left_out" if left_out else problem, days=DAYS, trap=TRAP, most=MOST_ITEMS,
            posted=request.method == "POST",
            sensitive=any(card.row.sensitive for card in chosen),
        ),
        status or (422 if problem else 200),
    )  # fmt: skip
    return with_form(response)
