"""Facts of a job offer; what protects the applicant is required (rule 8)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields, validates_schema

from services_app.content.fields.base import (
    Strict,
    code_of,
    codes_of,
    euro_cents,
    proper_words,
    required_cents,
    whole_number,
)
from services_app.content.fields.offer import OfferContact
from services_app.errors import N_
from services_app.taxonomies.occupations import OCCUPATIONS
from services_app.taxonomies.people import CEFR_LEVELS
from services_app.taxonomies.work import (
    CONTRACTS,
    DRIVING_LICENCES,
    EMPLOYER_KINDS,
    EXPERIENCE,
    LODGINGS,
    PAY_UNITS,
    SHIFTS,
    TRANSPORTS,
    WORKING_TIMES,
)


class JobSchema(OfferContact, Strict):
    """Facts of a job offer; pay in euro cents for one `pay_unit`."""

    occupation = code_of(OCCUPATIONS, required=True)
    employer = proper_words(200, required=True)
    employer_kind = code_of(EMPLOYER_KINDS, required=True)
    contract = code_of(CONTRACTS, required=True)
    working_time = code_of(WORKING_TIMES, required=True)
    hours_week = whole_number(60, 1)
    hours_week_until = whole_number(60, 1)
    shifts = codes_of(SHIFTS)
    pay_cents = required_cents()
    pay_until_cents = euro_cents()
    pay_unit = code_of(PAY_UNITS, required=True)
    pay_gross = fields.Boolean(required=True)
    collective_agreement = proper_words(200)
    positions = whole_number(500, 1)
    starts_on = fields.Date(load_default=None, allow_none=True)
    ends_on = fields.Date(load_default=None, allow_none=True)
    duration_months = whole_number(120, 1)
    italian_level = code_of(CEFR_LEVELS, required=True)
    driving_licence = code_of(DRIVING_LICENCES, load_default="none")
    experience = code_of(EXPERIENCE, load_default="none")
    asylum_seekers_may_apply = fields.Boolean(load_default=None, allow_none=True)
    lodging = code_of(LODGINGS, load_default="none")
    lodging_cents = euro_cents()
    meals = fields.Boolean(load_default=False)
    transport = code_of(TRANSPORTS, load_default="unknown")

    @validates_schema
    def _ranges(self, data: Mapping[str, Any], **_: Any) -> None:
        for low, high in (("pay_cents", "pay_until_cents"), ("hours_week", "hours_week_until")):
            if data.get(high) is not None and (data.get(low) or 0) > data[high]:
                raise ValidationError(N_("The range ends below its start."), high)
        if data["pay_cents"] <= 0 and CONTRACTS[data["contract"]].notes.get("employment", True):
            raise ValidationError(N_("A job has a pay."), "pay_cents")
