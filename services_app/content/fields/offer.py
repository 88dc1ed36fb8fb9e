"""What job and housing offers share: through whom a reader applies, and who checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields, validates_schema

from services_app.content.fields.base import (
    DATE_AND_OFFICE,
    Strict,
    code_of,
    proper_words,
    rows_of,
    slug_of,
    web_address,
)
from services_app.content.fields.contacts import Phone, mail_address
from services_app.errors import N_
from services_app.taxonomies.learning import ENROL_WAYS

NOT_CHECKED = N_("Nobody checked this offer: choose a public office or an association.")


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
            raise ValidationError(DATE_AND_OFFICE, "checked_by")
        if data["contact_way"] == "direct" and not data.get("checked_on"):
            raise ValidationError(NOT_CHECKED, "contact_way")
