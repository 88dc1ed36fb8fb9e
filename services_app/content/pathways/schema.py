"""Facts of a pathway: for whom, and steps that point at guides, offices and lists of offers."""

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from services_app.content.fields.base import (
    Row,
    Strict,
    code_of,
    codes_of,
    rows_of,
    slugs_of,
    whole_number,
)
from services_app.errors import N_
from services_app.taxonomies.offices import OFFICE_KINDS
from services_app.taxonomies.orientation import TOPICS
from services_app.taxonomies.people import LEGAL_STATUSES
from services_app.taxonomies.plans import OFFER_LISTS

MOST_WEEKS = 104


class PlanStep(Row):
    """One step; its title and its words stand in blocks that speak of it.

    Weeks count from 1; from week 0 means the first days. Without weeks it follows what precedes.
    """

    from_week = whole_number(MOST_WEEKS)
    to_week = whole_number(MOST_WEEKS, 1)
    guides = slugs_of("guides")
    office_kinds = codes_of(OFFICE_KINDS)
    offers = codes_of(OFFER_LISTS)

    @validates_schema
    def _weeks_in_order(self, data: Mapping[str, Any], **_: Any) -> None:
        first, last = data["from_week"], data["to_week"]
        if last is not None and (not first or last < first):
            raise ValidationError(N_("The end comes before the start."), "to_week")


class PathwaySchema(Strict):
    """Facts of a pathway; amounts, time limits and law stand in the guides that it points at."""

    topic = code_of(TOPICS, required=True)
    position = fields.Integer(load_default=50, strict=True, validate=validate.Range(0, 999))
    audiences = codes_of(LEGAL_STATUSES)
    steps = rows_of(PlanStep)
    only_with_help = codes_of(OFFICE_KINDS)
