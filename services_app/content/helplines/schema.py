"""Facts of a helpline: what for, number or site, hours, languages, price."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from services_app.content.fields.base import (
    Strict,
    code_of,
    language_tags,
    place_codes,
    proper_words,
    rows_of,
    slug_of,
    web_address,
)
from services_app.content.fields.contacts import Phone, mail_address
from services_app.content.fields.evidence import sourcing
from services_app.content.fields.week import week_grid
from services_app.errors import N_
from services_app.taxonomies.orientation import CALL_COSTS, HELPLINE_KINDS


class HelplineSchema(Strict):
    """Facts of a helpline; `where_active` null: everywhere in Italy as far as we know."""

    kind_of_help = code_of(HELPLINE_KINDS, required=True, data_key="kind")
    name = proper_words(200, required=True)
    phones = rows_of(Phone)
    email = mail_address()
    website = web_address()
    chat_url = web_address()
    week = week_grid()
    always_open = fields.Boolean(load_default=False)
    languages = language_tags()
    interpreter = fields.Boolean(load_default=False)
    anonymous = fields.Boolean(load_default=False)
    call_cost = code_of(CALL_COSTS, load_default="unknown")
    alternative = slug_of("helplines")
    where_active = place_codes(load_default=None, allow_none=True)
    where_not_active = place_codes(load_default=None, allow_none=True)
    position = fields.Integer(load_default=50, strict=True, validate=validate.Range(0, 999))
    confidence = sourcing()

    @validates_schema
    def _reachable(self, data: Mapping[str, Any], **_: Any) -> None:
        if not any(data.get(way) for way in ("phones", "email", "website", "chat_url")):
            raise ValidationError(N_("A helpline has a number, a mail or a site."), "phones")
