"""Facts of an integration practice, by the criteria of the PANORAMED report."""

from marshmallow import fields

from services_app.content.fields.base import (
    Exactly,
    Strict,
    codes_of,
    proper_words,
    slug_of,
    web_address,
)
from services_app.errors import N_
from services_app.taxonomies.learning import (
    INVOLVEMENTS,
    PRACTICE_AREAS,
    TERRITORIAL_LEVELS,
)

COUNTRY = Exactly(r"^[A-Z]{2}$", error=N_("Write the two letters of a country, such as IT."))
PARTIAL_DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"


def _partial_date() -> fields.String:
    told = Exactly(PARTIAL_DATE, error=N_("Write a year, a month or a day, such as 2026-11-30."))
    return fields.String(load_default=None, allow_none=True, validate=told)


class PracticeSchema(Strict):
    """Facts of a practice; names are proper names, dates may be only a year or month."""

    name = proper_words(200, required=True)
    acronym = proper_words(60)
    programme = proper_words(200)
    start = _partial_date()
    end = _partial_date()
    website = web_address()
    countries = fields.List(fields.String(validate=COUNTRY), load_default=list)
    lead = proper_words(200)
    partners = fields.List(proper_words(200, required=True), load_default=list)
    areas = codes_of(PRACTICE_AREAS)
    territorial_levels = codes_of(TERRITORIAL_LEVELS)
    involvement = codes_of(INVOLVEMENTS)
    part_of = slug_of("practices")
