"""What an operator sees and may do, and the choices that forms offer them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import replace

from flask import abort
from sqlalchemy import ColumnElement, and_, false, or_, select
from sqlalchemy.orm import Session

from services_app.accounts.rights import EVERYWHERE, Operator
from services_app.console.gate import operator
from services_app.content.item import Actor, Item, Text
from services_app.content.type import ContentType
from services_app.places.model import Place
from services_app.places.queries import codes_above, lies_in, places_by_code
from services_app.web.filters import lang_now, language_name
from services_app.web.forms.inputs import Choice, Lists
from services_app.web.store import store

# Languages that offices speak, the commonest among residents and arrivals first.
SPOKEN = (
    "it", "en", "fr", "es", "ar", "bn", "ur", "uk", "ru", "ro", "sq", "zh", "pa", "hi", "ti", "am",
    "so", "fa", "ps", "tr", "ku", "wo", "bm", "ff", "ha", "yo", "ig", "sw", "pt", "pl", "si", "tl",
)  # fmt: skip


def may(session: Session, act: str, item: Item) -> bool:
    """Tell whether the operator of this request may do this to an item."""
    return may_there(session, act, item.kind, item.place_code, item.organisation)


def may_there(
    session: Session, act: str, kind: str, place_code: str, organisation: str | None
) -> bool:
    """Tell whether the operator may do this to an item of this kind, place and organisation."""
    return operator().may(
        act, above=above(session, place_code), organisation=organisation, kind=kind
    )


def above(session: Session, place_code: str) -> frozenset[str]:
    """Give the code of a place with those of all it lies in, read once in a session."""
    known: dict[str, frozenset[str]] = session.info.setdefault("above", {})
    if place_code not in known:
        known[place_code] = codes_above(session, place_code)
    return known[place_code]


def need(session: Session, act: str, item: Item) -> None:
    """Answer 403 unless the operator may do this to an item."""
    if not may(session, act, item):
        abort(403)


def within(who: Operator) -> ColumnElement[bool]:
    """Make the condition that an item lies in what was granted."""
    ways: list[ColumnElement[bool]] = []
    for grant in who.grants:
        if grant.place == EVERYWHERE and grant.organisation is None:
            return Item.id.is_not(None)
        places = select(Place.id).where(lies_in(grant.place))
        way = Item.place_id.in_(places)
        ways.append(way if grant.organisation is None else
                    and_(way, Item.organisation == grant.organisation))  # fmt: skip
    return or_(false(), *ways)


def home_place(who: Operator) -> str:
    """Give the code of the place that a new record is likely about."""
    codes = [grant.place for grant in who.grants if grant.place != EVERYWHERE]
    return codes[0] if codes else store().default_town().code


def patron_day(place_code: str) -> str | None:
    """Give the day of the patron (MM-DD) on which an open town rests."""
    town = store().atlas().by_code.get(place_code)
    return town.patron_day if town else None


def own_organisation(who: Operator) -> str | None:
    """Give the organisation that a new record likely belongs to."""
    return next((grant.organisation for grant in who.grants if grant.organisation), None)


def actor(session: Session) -> Actor:
    """Give the operator of this request as readers may know them: by the name of their office.

    An organisation that is not among the published ones is said by its slug; who acts for none in
    particular acts for the site.
    """
    who = operator().actor()
    face = session.scalar(
        select(Item.face).where(Item.kind == "organisations", Item.slug == who.organisation)
    )
    office = (face or {}).get("name") or who.organisation or store().settings.site_name
    return replace(who, organisation=office)


def lists(session: Session, types: Iterable[ContentType], values: Sequence[str] = ()) -> Lists:
    """Read the choices of forms: items of the given types, places, languages.

    `values` are texts already in the form: places among them are named as well.
    """
    items = _labelled(session, list(types), lang_now())
    served = [(tag, language_name(tag)) for tag in store().settings.languages]
    spoken = [(tag, language_name(tag)) for tag in SPOKEN]
    return Lists(
        items,
        {"places": _places(session, values), "languages": spoken, "served": served},
    )


def _labelled(session: Session, types: Sequence[ContentType], lang: str) -> dict[str, list[Choice]]:
    """List the published items of types as (slug, what it is called), by what they are called."""
    shown = Item.kind.in_([kind.name for kind in types]), Item.state == "published"
    rows = session.execute(select(Item.uid, Item.kind, Item.slug, Item.face).where(*shown)).all()
    titles = titles_of(session, lang, *shown)
    by_name = {kind.name: kind for kind in types}
    found: dict[str, list[Choice]] = {name: [] for name in by_name}
    for uid, name, slug, face in rows:
        kind = by_name[name]
        called = titles.get(uid, slug) if kind.titled_by_words else kind.label(face, lang)
        found[name].append((slug, called))
    return {name: sorted(choices, key=lambda row: row[1]) for name, choices in found.items()}


def titles_of(session: Session, lang: str, *which: ColumnElement[bool]) -> dict[uuid.UUID, str]:
    """Map the uids of items to the titles of their texts: in a language, else as written.

    `which` are conditions on Item; who has no title of words is not among them.
    """
    rows = session.execute(
        select(Item.uid, Text.title)
        .join(Text, Text.item_id == Item.id)
        .where(Text.title != "", Text.lang.in_((lang, Item.source_lang)), *which)
        .order_by(Text.lang == lang)  # the last one stands
    )
    return {uid: title for uid, title in rows}


def _places(session: Session, values: Sequence[str]) -> list[Choice]:
    """List the open towns, what lies above them, and the places already named."""
    towns = store().atlas().towns
    codes = {code for town in towns for code in town.above} | {
        value for value in values if value.isascii() and value.isdigit()
    }
    known = places_by_code(session, codes | {EVERYWHERE})
    order = sorted(known.values(), key=lambda place: (-len(place.code), place.name))
    named = [(place.code, place.name) for place in order if place.code != EVERYWHERE]
    return [*named, (EVERYWHERE, known[EVERYWHERE].name)]


def title_of(kind: ContentType, item: Item) -> str:
    """Name an item for operators, with its own words where its type has titles."""
    if kind.titled_by_words:
        titles = {text.lang: text.title for text in item.texts if text.title}
        return titles.get(lang_now()) or titles.get(item.source_lang) or item.slug
    return kind.label(item.face, lang_now())
