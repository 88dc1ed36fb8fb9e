"""How to reach somebody: telephones (E.164 or short national numbers), addresses, points."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import phonenumbers
from marshmallow import ValidationError, fields, validate, validates_schema

from services_app.content.fields.base import (
    Exactly,
    Row,
    Strict,
    coordinate,
    language_tags,
    printable,
    proper_words,
    whole_number,
)
from services_app.errors import N_

POSTCODE = Exactly(r"^[0-9]{5}$", error=N_("Write the five digits of the postcode."))
A_NUMBER = N_("Write the telephone number with its country code, without spaces.")
SHORT_NUMBER = re.compile(r"^(11[2-8]|114|1522|1530|19696|116[0-9]{3})$")


def check_phone(value: str) -> None:
    """Accept +39… in E.164, or a short national number that has no E.164 form."""
    if SHORT_NUMBER.fullmatch(value):
        return
    try:
        number = phonenumbers.parse(value, None)
    except phonenumbers.NumberParseException as error:
        raise ValidationError(A_NUMBER) from error
    exact = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) == value
    if not exact or not phonenumbers.is_possible_number(number):
        raise ValidationError(A_NUMBER)


def as_stored(typed: str) -> str:
    """Write a number that was typed as people dial it from Italy as we store it.

    What is no number comes back as it is, for `check_phone` to refuse.
    """
    bare = re.sub(r"[\s./()-]", "", typed)
    if SHORT_NUMBER.fullmatch(bare):
        return bare
    if not re.fullmatch(r"\+?[0-9]+", bare):  # phonenumbers would read letters as digits
        return typed
    try:
        number = phonenumbers.parse(bare, "IT")
    except phonenumbers.NumberParseException:
        return typed
    if not phonenumbers.is_possible_number(number):
        return typed
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


class Phone(Row):
    """A number to call; `kind` says how, `languages` what is spoken there."""

    number = fields.String(required=True, validate=check_phone)
    kind = fields.String(
        load_default="voice", validate=validate.OneOf(("voice", "mobile", "whatsapp"))
    )
    languages = language_tags()


class Address(Strict):
    """A street address in Italy; the town is the place of the item unless `locality` says so."""

    street = proper_words(required=True)
    postcode = fields.String(load_default=None, allow_none=True, validate=POSTCODE)
    locality = proper_words()
    seen_in = whole_number(
        2100,
        1990,
        metadata={"description": "Year of the source, when it is old."},
    )


def street_address() -> fields.Nested:
    """Make an optional address field."""
    return fields.Nested(Address, load_default=None, allow_none=True)


def mail_address() -> fields.Email:
    """Make an optional e-mail field (also for PEC, certified mail)."""
    return fields.Email(
        load_default=None, allow_none=True, validate=[validate.Length(max=254), printable]
    )


class HasPoint(Strict):
    """Latitude and longitude in WGS 84 degrees: both or none."""

    lat = coordinate(90)
    lon = coordinate(180)

    @validates_schema
    def _both(self, data: Mapping[str, Any], **_: Any) -> None:
        if (data.get("lat") is None) != (data.get("lon") is None):
            raise ValidationError(N_("Give latitude and longitude together."), "lat")
