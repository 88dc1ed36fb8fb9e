"""What job and housing offers share: through whom a reader applies, and who checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields, validates_schema

from services_app.content.fields.base import (
    Strict,
    code_of,
    proper_words,
    rows_of,
    slug_of,
    web_address,
)
from services_app.content.fields.contacts import Phone, mail_address
from services_app.taxonomies.learning import ENROL_WAYS


class OfferContact(Strict):
    """The way to apply; directly only where a body checked the offering firm or owner."""

    contact_way = code_of(ENROL_WAYS, required=True)
    contact_office = slug_of("offices")
    phones = rows_of(Phone)
    email = mail_address()
    website = web_address()
    checked_on = fields.Date(load_default=None, allow_none=True)
    checked_by = proper_words()

    @validates_schema
    def _direct_only_if_checked(self, data: Mapping[str, Any], **_: Any) -> None:
        if (data.get("checked_on") is None) != (data.get("checked_by") is None):
            raise ValidationError("A check has a date and an office.", "checked_by")
        if data["contact_way"] == "direct" and not data.get("checked_on"):
            raise ValidationError(
                "Nobody checked this offer: contact goes through a public office or association.",
                "contact_way",
            )
