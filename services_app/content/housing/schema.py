"""Facts of a room or home to rent; registration and residence are always answered (rule 8)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from services_app.content.fields.base import (
    code_of,
    codes_of,
    coordinate,
    euro_cents,
    proper_words,
    required_cents,
    whole_number,
)
from services_app.content.fields.contacts import HasPoint
from services_app.content.fields.offer import OfferContact
from services_app.content.fields.pictures import HasPictures, refuse_pictures
from services_app.errors import N_
from services_app.taxonomies.homes import (
    HOUSING_KINDS,
    LANDLORD_KINDS,
    RENT_INCLUDES,
    RENTAL_CONTRACTS,
    YES_NO,
)
from services_app.taxonomies.papers import DOCUMENTS

ROUGHLY = 2  # decimals of degrees
ENERGY_CLASSES = ("A4", "A3", "A2", "A1", "B", "C", "D", "E", "F", "G")


class HousingSchema(OfferContact, HasPoint, HasPictures):
    """Facts of a home; rent in euro cents a month; the point is rounded to about a kilometre."""

    lat = coordinate(90, decimals=ROUGHLY)
    lon = coordinate(180, decimals=ROUGHLY)
    kind_of_home = code_of(HOUSING_KINDS, required=True, data_key="kind")
    landlord_kind = code_of(LANDLORD_KINDS, required=True)
    rent_cents = required_cents()
    includes = codes_of(RENT_INCLUDES)
    costs_apart_cents = euro_cents()
    deposit_months = whole_number(3)
    agency_fee_cents = euro_cents()
    contract = code_of(RENTAL_CONTRACTS, required=True)
    contract_registered = code_of(YES_NO, required=True)
    residence_possible = code_of(YES_NO, required=True)
    suitable_for_family_permit = code_of(YES_NO, load_default="unknown")
    free_from = fields.Date(load_default=None, allow_none=True)
    minimum_stay_months = whole_number(96)
    size_m2 = whole_number(1000, 5)
    rooms = whole_number(30, 1)
    bathrooms = whole_number(10)
    beds = whole_number(30, 1)
    persons_max = whole_number(30, 1)
    children_welcome = fields.Boolean(load_default=None, allow_none=True)
    furnished = code_of(YES_NO, load_default="unknown")
    floor = whole_number(60, -2)
    lift = fields.Boolean(load_default=None, allow_none=True)
    step_free = code_of(YES_NO, load_default="unknown")
    energy_class = fields.String(
        load_default=None, allow_none=True, validate=validate.OneOf(ENERGY_CLASSES)
    )
    documents = codes_of(DOCUMENTS)
    zone = proper_words(120)
    tied_to_job = fields.Boolean(load_default=False)

    @validates_schema
    def _no_pictures_of_people_in_need(self, data: Mapping[str, Any], **_: Any) -> None:
        if HOUSING_KINDS[data["kind_of_home"]].notes.get("no_place"):
            refuse_pictures(data)

    @validates_schema
    def _approximate(self, data: Mapping[str, Any], **_: Any) -> None:
        for name in ("lat", "lon"):
            value = data.get(name)
            if value is None:
                continue
            if HOUSING_KINDS[data["kind_of_home"]].notes.get("no_place"):
                raise ValidationError(N_("A protected place has no address and no point."), name)
            if round(value, ROUGHLY) != value:
                raise ValidationError(N_("Only an approximate point: two decimals."), name)
