"""Facts of an event: what, when, where, for whom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields, validates_schema

from services_app.content.fields.base import (
    code_of,
    euro_cents,
    language_tags,
    proper_words,
    rows_of,
    web_address,
)
from services_app.content.fields.contacts import (
    HasPoint,
    Phone,
    mail_address,
    street_address,
)
from services_app.content.fields.pictures import HasPictures
from services_app.errors import N_
from services_app.taxonomies.homes import YES_NO
from services_app.taxonomies.learning import EVENT_KINDS


class EventSchema(HasPoint, HasPictures):
    """Facts of an event; times are aware and shown in Italian time."""

    kind_of_event = code_of(EVENT_KINDS, required=True, data_key="kind")
    organiser = proper_words(200, required=True)
    starts_at = fields.AwareDateTime(required=True)
    ends_at = fields.AwareDateTime(load_default=None, allow_none=True)
    price_cents = euro_cents()
    booking_needed = fields.Boolean(load_default=False)
    children_welcome = fields.Boolean(load_default=None, allow_none=True)
    child_care = code_of(YES_NO, load_default="unknown")
    languages = language_tags()
    address = street_address()
    phones = rows_of(Phone)
    email = mail_address()
    website = web_address()

    @validates_schema
    def _order(self, data: Mapping[str, Any], **_: Any) -> None:
        if data.get("ends_at") and data["ends_at"] <= data["starts_at"]:
            raise ValidationError(N_("The end comes before the start."), "ends_at")
