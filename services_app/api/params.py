"""What may stand after the question mark of an API address, as schemas, and how it is read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

from flask import request
from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from services_app.content.fields.base import Strict, printable
from services_app.content.record import Values, dotted
from services_app.content.type import ContentType
from services_app.errors import N_, Invalid
from services_app.places.atlas import Town
from services_app.taxonomies import TAXONOMIES
from services_app.web.params import LAST_PAGE
from services_app.web.store import store

PER_PAGE, MOST_PER_PAGE = 20, 100
NEAR_KM, MOST_KM = 30, 200
ORDERS = ("default", "updated", "km")
_DEGREES = r"-?\d{1,3}(?:\.\d{1,15})?"
NO_TOWN = N_("There is no open town of this name.")
POINT = rf"^{_DEGREES},{_DEGREES}$"


class Point(fields.Field[tuple[float, float]]):
    """Latitude and longitude in degrees, written 41.80,14.91."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> tuple[float, float]:
        if not re.fullmatch(POINT, str(value), re.ASCII):
            raise ValidationError(N_("Latitude and longitude look like 41.80,14.91."))
        lat, lon = (float(part) for part in str(value).split(","))
        if abs(lat) > 90 or abs(lon) > 180:
            raise ValidationError(N_("There is no such point."))
        return lat, lon


class Since(fields.AwareDateTime):
    """A time in ISO 8601; without a zone it is UTC."""

    def _deserialize(self, value: Any, *args: Any, **options: Any) -> datetime:
        # A plus sign that a client did not encode arrives as a space.
        time = super()._deserialize(str(value).replace(" ", "+"), *args, **options)
        try:
            return time.astimezone(UTC)
        except OverflowError as error:
            raise ValidationError(N_("There is no such time.")) from error


def words(**options: Any) -> fields.String:  # Any: marshmallow's own options
    """Make a parameter for words that a person typed."""
    return fields.String(validate=[validate.Length(max=200), printable], **options)


def _about(text: str, **more: object) -> dict[str, object]:
    return {"description": text, **more}


class Paged(Strict):
    """Which page of a list, and how long it is."""

    page = fields.Integer(
        load_default=1, validate=validate.Range(1, LAST_PAGE), metadata=_about("Page, from 1.")
    )
    per_page = fields.Integer(
        load_default=PER_PAGE,
        validate=validate.Range(1, MOST_PER_PAGE),
        metadata=_about("How many on a page."),
    )


class Seeing(Strict):
    """For which town, and whether invented examples are among the answers."""

    place = words(
        metadata=_about(
            "Slug or ISTAT code of an open town: only what it sees, with the distance in km.",
            example="larino",
        ),
    )
    samples = fields.Boolean(
        load_default=False,
        metadata=_about(
            "1 adds invented examples (`sample: true`) where the installation shows any."
        ),
    )


class PlacesQuery(Paged):
    """Which places."""

    q = words(metadata=_about("How the name of a municipality begins.", example="lar"))
    open = fields.Boolean(load_default=False, metadata=_about("1: only towns that are open here."))
    near = Point(
        metadata=_about(
            "Latitude,longitude: open towns only, the nearest first, with the distance in km.",
            type="string", pattern=POINT, example="41.80,14.91",
        ),
    )  # fmt: skip


class ItemsQuery(Paged, Seeing):
    """Which items of a type; `items_query` adds the language and the filters of the type."""

    near = Point(
        metadata=_about(
            "Latitude,longitude: only what lies within `radius_km`, the nearest first. Two "
            "decimals are enough. Something without a point of its own counts as being at the "
            "point of its municipality (`km_about: true`).",
            type="string", pattern=POINT, example="41.80,14.91",
        ),
    )  # fmt: skip
    radius_km = fields.Integer(
        validate=validate.Range(1, MOST_KM),
        metadata=_about(f"Radius around `near`; {NEAR_KM} unless given."),
    )
    changed_since = Since(
        default_timezone=UTC,
        metadata=_about(
            "Only what was changed or published at or after this time.",
            example="2026-11-01T00:00:00Z",
        ),
    )
    order = fields.String(
        load_default="default",
        validate=validate.OneOf(ORDERS),
        metadata=_about(
            "default: as the town's page lists them (by km with `near`, by age of the record "
            "without `place`); updated: last changed first; km: nearest first."
        ),
    )

    @validates_schema(skip_on_field_errors=True)
    def _together(self, data: Mapping[str, Any], **_: Any) -> None:
        if "radius_km" in data and "near" not in data:
            raise ValidationError(N_("A radius needs a point: near=41.80,14.91."), "radius_km")
        if data["order"] == "km" and not {"near", "place"} & data.keys():
            raise ValidationError(N_("A distance needs place or near."), "order")


def _lang(languages: tuple[str, ...]) -> fields.String:
    return fields.String(
        validate=validate.OneOf(languages),
        metadata=_about(
            "Only the words of this language, or of the next best one where it has none "
            "(each text says in which language it really is)."
        ),
    )


def with_lang(base: type[Schema], languages: tuple[str, ...]) -> type[Schema]:
    """Make a query schema that takes one of the served languages too."""
    return type(base.__name__, (base,), {"lang": _lang(languages)})


@cache
def items_query(kind: ContentType, languages: tuple[str, ...]) -> type[Schema]:
    """Make the query schema of a type's list: what all lists take, and its own filters."""
    own: dict[str, Any] = {
        each.facet: fields.List(
            fields.String(validate=validate.OneOf(tuple(TAXONOMIES[each.taxonomy]))),
            load_default=list,
            validate=validate.Length(max=20),
            metadata=_about(
                f"{each.label.text}: one of these codes of `{each.taxonomy}`; "
                "given several times, any of them."
            ),
        )
        for each in kind.filters
    }
    return type(f"{kind.name.title()}Query", (ItemsQuery,), {"lang": _lang(languages), **own})


@cache
def item_query(languages: tuple[str, ...]) -> type[Schema]:
    """Make the query schema of one item."""
    return with_lang(Seeing, languages)


@cache
def search_query(languages: tuple[str, ...]) -> type[Schema]:
    """Make the query schema of a search."""
    query = words(required=True, metadata=_about("Words, in any script.", example="permesso"))
    return type("SearchQuery", (Seeing,), {"q": query, "lang": _lang(languages)})


@cache
def term_query(languages: tuple[str, ...]) -> type[Schema]:
    """Make the query schema of a taxonomy."""
    return with_lang(Strict, languages)


def asked(schema: type[Schema]) -> Values:
    """Read the query of this request; an empty value is none. Raises Invalid by dotted paths."""
    query = schema()
    raw: Values = {}
    for name in request.args:
        field = query.fields.get(name)
        values = [value for value in request.args.getlist(name) if value]
        if field is None or values:
            raw[name] = values if isinstance(field, fields.List) else "".join(values[:1])
    try:
        loaded: Values = query.load(raw)
    except ValidationError as error:
        problems = dotted(error.messages_dict)
        raise Invalid({path[:80]: reasons for path, reasons in problems.items()}) from error
    return loaded


def named_town(value: str | None) -> Town | None:
    """Find the open town that was named by slug or ISTAT code; raises Invalid."""
    if value is None:
        return None
    atlas = store().atlas()
    town = atlas.by_slug.get(value) or atlas.by_code.get(value)
    if town is None:
        raise Invalid({"place": [NO_TOWN]})
    return town
