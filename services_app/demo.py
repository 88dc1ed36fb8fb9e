"""Invented items in any number, all marked as samples, to try the app with many of them."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import cast

from sqlalchemy import Table, insert, select
from sqlalchemy.orm import Session

from services_app.content.commands import raise_generation
from services_app.content.item import Item, ItemCode, Seen, Text
from services_app.content.names import folded_names
from services_app.content.opening import ROME
from services_app.content.record import NAMESPACE, Values, json_columns, load_record
from services_app.content.seen import seen_rows
from services_app.content.type import ContentType
from services_app.db import Base
from services_app.places.atlas import Atlas, read_atlas
from services_app.places.model import Place
from services_app.taxonomies.homes import HOUSING_KINDS, RENTAL_CONTRACTS
from services_app.taxonomies.learning import COURSE_KINDS, EVENT_KINDS
from services_app.taxonomies.occupations import OCCUPATIONS
from services_app.words import tokens

BATCH = 2000  # items a transaction, so that a running server may write in between
PREFIX = "esempio-"
MOULDS = 100  # sets of facts a type, checked by its schema; items differ further in what follows
SHARES = {"jobs": 30, "housing": 25, "events": 20, "courses": 15, "offices": 10}
NAMED_BY = {
    "jobs": "employer", "housing": "zone", "events": "organiser", "courses": "provider",
    "offices": "name",
}  # fmt: skip
WORDS = "Questo è un esempio inventato, per provare il sito con molti annunci. Non è un annuncio."
FOLDED_WORDS = " ".join(dict.fromkeys(tokens(WORDS, limit=4000)))
OFFERED = ("jobs", "housing")
COMMON: Values = {
    "state": "published", "version": 1, "risk": "normal", "sensitive": False, "source_lang": "it",
    "publish_at": None, "sample": True, "sources": [],
}  # fmt: skip
# No hospital, police, shelter or court: nobody in need is to meet an invented one.
OFFICES = ("caf_patronato", "union", "association", "school", "cpia")
WEEKS: tuple[dict[str, list[list[str]]] | None, ...] = (
    None,
    {"mo": [["09:00", "12:30"]], "we": [["09:00", "12:30"], ["15:00", "17:30"]]},
    {day: [["08:30", "13:00"]] for day in ("mo", "tu", "we", "th", "fr")},
)


def _job(dice: Random, today: datetime) -> Values:
    hourly = dice.random() < 0.6
    return {
        "occupation": dice.choice(list(OCCUPATIONS)),
        "employer": "Esempio",
        "employer_kind": dice.choice(("company", "farm", "cooperative")),
        "contract": dice.choice(("permanent", "fixed_term", "seasonal", "apprenticeship")),
        "working_time": dice.choice(("full_time", "part_time")),
        "hours_week": dice.choice((20, 30, 40)),
        "pay_cents": dice.randrange(900, 1500, 10)
        if hourly
        else dice.randrange(90000, 170000, 500),
        "pay_unit": "hour" if hourly else "month",
        "pay_gross": True,
        "italian_level": dice.choice(("none", "a1", "a2", "b1")),
        "driving_licence": dice.choice(("none", "none", "b")),
        "contact_way": dice.choice(("employment_centre", "association")),
    }


def _home(dice: Random, today: datetime) -> Values:
    kinds = [
        code for code, term in HOUSING_KINDS.items() if not {"no_place", "risk"} & {*term.notes}
    ]
    return {
        "kind": dice.choice(kinds),
        "landlord_kind": dice.choice(("private", "agency", "association")),
        "rent_cents": dice.randrange(15000, 70000, 1000),
        "includes": dice.choice(([], ["water"], ["condominium", "heating"])),
        "contract": dice.choice(list(RENTAL_CONTRACTS)),
        "contract_registered": "yes",
        "residence_possible": dice.choice(("yes", "no", "unknown")),
        "size_m2": dice.randrange(14, 120),
        "contact_way": dice.choice(("agency", "association")),
    }


def _event(dice: Random, today: datetime) -> Values:
    over = dice.random() < 0.1
    days = -dice.randrange(1, 100) if over else dice.randrange(1, 200)
    starts_at = (today + timedelta(days=days, hours=dice.randrange(9, 20))).astimezone(UTC)
    return {
        "kind": dice.choice(list(EVENT_KINDS)),
        "organiser": "Esempio",
        "starts_at": starts_at.isoformat(),
        "ends_at": (starts_at + timedelta(hours=2)).isoformat(),
        "price_cents": dice.choice((0, 0, 300)),
        "children_welcome": dice.choice((True, False)),
        "languages": dice.choice((["it"], ["it", "en"], ["it", "ar"])),
    }


def _course(dice: Random, today: datetime) -> Values:
    starts_on = (today + timedelta(days=dice.randrange(-30, 120))).date()
    return {
        "kind": dice.choice(list(COURSE_KINDS)),
        "provider": "Esempio",
        "level": dice.choice(("none", "pre_a1", "a1")),
        "level_reached": dice.choice(("a1", "a2", "b1")),
        "week": dice.choice(WEEKS),
        "starts_on": starts_on.isoformat(),
        "ends_on": (starts_on + timedelta(days=120)).isoformat(),
        "price_cents": dice.choice((0, 0, 5000, None)),
        "child_care": dice.choice(("yes", "no", "unknown")),
    }


def _office(dice: Random, today: datetime) -> Values:
    return {
        "kind": dice.choice(OFFICES),
        "name": "Esempio",
        "week": dice.choice(WEEKS),
        "access_modes": dice.choice(([], ["walk_in"], ["appointment"])),
        "languages": dice.choice(([], ["it"], ["it", "en", "ar"])),
    }


INVENTED: Mapping[str, Callable[[Random, datetime], Values]] = {
    "jobs": _job, "housing": _home, "events": _event, "courses": _course, "offices": _office,
}  # fmt: skip


@dataclass(frozen=True)
class Mould:
    """Facts that the schema of a type has taken: as its columns hold them, and as JSON.

    `item` bears them for the rules about which towns see it; it is used over and over, since
    100,000 instances would take longer than all the rest.
    """

    item: Item
    columns: Values
    as_json: Values
    codes: tuple[tuple[str, str], ...]


class Demo:
    """An endless supply of invented items; the same `now` and start give the same items."""

    def __init__(self, types: Mapping[str, ContentType], now: datetime, start: int) -> None:
        self.types = {name: types[name] for name in SHARES if name in types}
        self.now, self.number = now, start
        today = now.astimezone(ROME).replace(hour=0, minute=0, second=0, microsecond=0)
        dice = Random(0)  # noqa: S311  invents samples, guards nothing
        self.moulds = {
            name: [_mould(kind, INVENTED[name](dice, today)) for _ in range(MOULDS)]
            for name, kind in self.types.items()
        }

    def write(self, session: Session, count: int) -> None:
        """Add that many items with their codes, words and the towns that see them.

        No revision is written: nobody's act stands behind an invented item.
        """
        atlas = read_atlas(session)
        open_towns = Place.id.in_([town.id for town in atlas.towns])
        places = session.scalars(select(Place).where(open_towns).order_by(Place.code)).all()
        dice = Random(self.number)  # noqa: S311
        names = dice.choices([*self.types], [SHARES[name] for name in self.types], k=count)
        made: dict[str, list[Made]] = {name: [] for name in self.types}
        for name in names:
            self.number += 1
            made[name].append(self._item(self.types[name], dice, dice.choice(places)))
        for name, items in made.items():
            if items:
                _insert(session, self.types[name], items, atlas)
        raise_generation(session, "content")

    def _item(self, kind: ContentType, dice: Random, place: Place) -> Made:
        mould = dice.choice(self.moulds[kind.name])
        facts: Values = {NAMED_BY[kind.name]: f"Esempio {self.number}"}
        if "lat" in mould.columns and place.lat is not None and place.lon is not None:
            facts["lat"] = round(place.lat + dice.uniform(-0.05, 0.05), 2)
            facts["lon"] = round(place.lon + dice.uniform(-0.05, 0.05), 2)
        if mould.columns.get("kind_of_office") in ("school", "cpia"):
            facts["serves"] = [place.code]
        slug = f"{PREFIX}{self.number:07d}"
        written_at = self.now - timedelta(seconds=dice.randrange(60 * 86400))
        face = {name: (mould.as_json | facts)[name] for name in kind.face} | {
            "town": place.name,
            "patron_day": place.patron_day,
        }
        values = COMMON | facts | {
            "uid": uuid.uuid5(NAMESPACE, f"{kind.name}/{slug}"), "kind": kind.name, "slug": slug,
            "place_id": place.id, "place_code": place.code, "face": face,
            "folded": folded_names(kind, face, place.name),
            "review_every_days": kind.review_every_days,
            "expires_on": self._ends(kind, dice), "created_at": written_at,
            "updated_at": written_at,
        }  # fmt: skip
        return Made(mould, values, place, self.number % 3 == 0)

    def _ends(self, kind: ContentType, dice: Random) -> date | None:
        # One in ten has ended, as in any store that has been in use for a while.
        days = -dice.randrange(1, 100) if dice.random() < 0.1 else dice.randrange(20, 300)
        return (self.now + timedelta(days=days)).date() if kind.name in OFFERED else None


@dataclass(frozen=True)
class Made:
    """An invented item before it is stored: what differs from its mould, and its place."""

    mould: Mould
    values: Values
    place: Place
    has_words: bool


def next_number(session: Session) -> int:
    """Tell how many invented items were numbered before, so that new ones never meet them."""
    slugs = session.scalars(select(Item.slug).where(Item.slug.startswith(PREFIX)))
    tails = (slug.removeprefix(PREFIX) for slug in slugs)
    return max((int(tail) for tail in tails if tail.isdigit()), default=0)


def batches(count: int) -> Iterator[int]:
    """Split a count into the sizes of transactions."""
    for done in range(0, count, BATCH):
        yield min(BATCH, count - done)


def _mould(kind: ContentType, facts: Values) -> Mould:
    loaded = load_record(kind, {"slug": "esempio", "place": "it", "facts": facts})["facts"]
    schema = kind.schema()
    dumped = schema.dump(loaded)
    as_json = {name: dumped.get(field.data_key or name) for name, field in schema.fields.items()}
    stored = json_columns(kind.model)
    columns = {
        name: as_json[name] if name in stored else loaded.get(name) for name in schema.fields
    }
    codes = set()
    for facet, fact in kind.facets:
        values = columns[fact] if isinstance(columns[fact], list) else [columns[fact]]
        codes |= {(facet, str(code)) for code in values if code is not None}
    return Mould(kind.model(**columns), columns, as_json, tuple(sorted(codes)))


def _insert(session: Session, kind: ContentType, items: Sequence[Made], atlas: Atlas) -> None:
    values = [made.values for made in items]
    _add(session, Item, [_pick(Item, each) for each in values])
    numbered = select(Item.slug, Item.id).where(
        Item.kind == kind.name, Item.slug >= values[0]["slug"], Item.slug <= values[-1]["slug"]
    )
    ids = {slug: number for slug, number in session.execute(numbered)}
    facts, codes, texts, seen = [], [], [], []
    for made in items:
        own = made.values | {"id": ids[made.values["slug"]]}
        facts.append(_pick(kind.model, made.mould.columns | own))
        codes += [
            {"facet": facet, "code": code, "item_id": own["id"]} for facet, code in made.mould.codes
        ]
        if made.has_words:
            texts.append(_text(own))
        for name, value in own.items():
            setattr(made.mould.item, name, value)
        seen += list(seen_rows(kind, made.mould.item, made.place, atlas.towns))
    for model, rows in ((kind.model, facts), (ItemCode, codes), (Text, texts), (Seen, seen)):
        _add(session, model, rows)


def _text(own: Values) -> Values:
    block = str(uuid.uuid5(NAMESPACE, f"{own['kind']}/{own['slug']}/what"))
    return {
        "item_id": own["id"], "lang": "it", "title": "", "summary": "", "origin": "human",
        "body": [{"id": block, "part": "what", "text": WORDS, "rev": 1, "of": block}],
        "folded": FOLDED_WORDS,
    }  # fmt: skip


def _pick(model: type[Base], values: Values) -> Values:
    names = (column.key for column in model.__table__.columns)
    return {name: values[name] for name in names if name in values}


def _add(session: Session, model: type[Base], rows: Sequence[Values]) -> None:
    # By the table: a mapped class would send the rows of a type one by one.
    if rows:
        session.execute(insert(cast(Table, model.__table__)), rows)
