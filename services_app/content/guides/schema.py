"""Facts of a guide: who it is for, steps, papers, costs, time limits, offices, law."""

from marshmallow import fields, validate

from services_app.content.fields.base import (
    Row,
    Strict,
    code_of,
    codes_of,
    euro_cents,
    rows_of,
    slugs_of,
    whole_number,
)
from services_app.content.fields.evidence import (
    Cost,
    LegalBasis,
    RequiredDocument,
    sourcing,
)
from services_app.taxonomies.offices import OFFICE_KINDS
from services_app.taxonomies.orientation import TOPICS, URGENCIES
from services_app.taxonomies.papers import DOCUMENTS
from services_app.taxonomies.people import LEGAL_STATUSES

MOST_BRANCHES = 6  # the style sheet swaps steps for so many
UNITS = ("days", "weeks", "months", "years")


class Branch(Row):
    """One answer to "what do you have in your hand?": it swaps steps, papers and price."""

    papers = codes_of(DOCUMENTS)
    statuses = codes_of(LEGAL_STATUSES)


class Step(Row):
    """One action; its words stand in the block of the same id. No branch: for everybody."""

    branches = fields.List(fields.String(), load_default=list)
    office_kinds = codes_of(OFFICE_KINDS)
    guides = slugs_of("guides")


class ByStatus(Row):
    """What readers of these statuses read instead; words in the block of the same id."""

    statuses = codes_of(LEGAL_STATUSES)


class TimeLimit(Row):
    """A time limit said in words; its number too where it may be printed."""

    number = whole_number(999)
    unit = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(UNITS))
    final = fields.Boolean(load_default=False)


class GuideSchema(Strict):
    """Facts of a guide."""

    topic = code_of(TOPICS, required=True)
    position = fields.Integer(load_default=50, strict=True, validate=validate.Range(0, 999))
    urgency = code_of(URGENCIES, load_default="none")
    audiences = codes_of(LEGAL_STATUSES)
    hide_for = codes_of(LEGAL_STATUSES)
    branches = rows_of(Branch, MOST_BRANCHES)
    steps = rows_of(Step)
    documents = rows_of(RequiredDocument)
    costs = rows_of(Cost)
    free = fields.Boolean(load_default=False)
    total_cents = euro_cents()
    time_limits = rows_of(TimeLimit)
    by_status = rows_of(ByStatus)
    office_kinds = codes_of(OFFICE_KINDS)
    only_with_help = codes_of(OFFICE_KINDS)
    legal_basis = rows_of(LegalBasis)
    see_also = slugs_of("guides")
    confidence = sourcing()
