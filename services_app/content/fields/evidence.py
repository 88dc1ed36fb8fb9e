"""What a thing rests on: sources, acts of law, and the papers and costs that rules name."""

from __future__ import annotations

from marshmallow import fields, validate

from services_app.content.fields.base import (
    Row,
    code_of,
    codes_of,
    euro_cents,
    proper_words,
    web_address,
    whole_number,
)
from services_app.taxonomies.orientation import CONFIDENCES
from services_app.taxonomies.papers import ACTS, COSTS, DOCUMENTS
from services_app.taxonomies.people import LEGAL_STATUSES


class Source(Row):
    """Where a statement comes from; `date` as the source prints it."""

    title = proper_words(300, required=True)
    url = web_address()
    date = proper_words(80)
    official = fields.Boolean(load_default=False)


class LegalBasis(Row):
    """An act with its articles; year and number make the Normattiva address."""

    act = code_of(ACTS, required=True)
    year = whole_number(2100, 1860)
    number = proper_words(20)
    articles = fields.List(proper_words(30, required=True), load_default=list)
    name = proper_words(200)


class RequiredDocument(Row):
    """A paper to bring: a code, or words under the same id where no code fits."""

    code = code_of(DOCUMENTS, load_default=None, allow_none=True)
    copies = fields.Integer(load_default=0, strict=True, validate=validate.Range(0, 9))
    original = fields.Boolean(load_default=False)
    translation = fields.Boolean(load_default=False)
    optional = fields.Boolean(load_default=False)
    branches = fields.List(fields.String(), load_default=list)
    not_for = codes_of(LEGAL_STATUSES)


class Cost(Row):
    """One part of a price; null cents: the amount is not known, `until_cents` makes a range."""

    code = code_of(COSTS, load_default=None, allow_none=True)
    amount_cents = euro_cents()
    until_cents = euro_cents()
    branches = fields.List(fields.String(), load_default=list)
    year = whole_number(2100, 2000)


def sourcing() -> fields.String:
    """Make the field that says how well an item is sourced."""
    return code_of(CONFIDENCES, load_default=None, allow_none=True)
