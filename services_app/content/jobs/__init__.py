"""Jobs: offers that say what protects the applicant, in every language from codes."""

from __future__ import annotations

from services_app.content.jobs.model import Job
from services_app.content.jobs.schema import JobSchema
from services_app.content.type import ContentType, Face, Filter, Part, Related, term_label
from services_app.taxonomies.term import NC_


def _label(face: Face, lang: str) -> str:
    occupation = term_label("occupation", face["occupation"], lang)
    return f"{occupation} · {face['town']}" if face.get("town") else occupation


TYPE = ContentType(
    name="jobs",
    title=NC_("type", "Jobs"),
    one=NC_("type", "Job"),
    icon="work",
    hue="work",
    model=Job,
    schema=JobSchema,
    label=_label,
    face=(
        "occupation",
        "employer",
        "contract",
        "working_time",
        "pay_cents",
        "pay_until_cents",
        "pay_unit",
        "pay_gross",
        "italian_level",
        "driving_licence",
        "starts_on",
        "lodging",
        "transport",
    ),
    parts=(
        Part("what", NC_("part", "About the job")),
        Part("tasks", NC_("part", "What you do")),
        Part("requirements", NC_("part", "What is asked")),
        Part("note", NC_("part", "Good to know")),
    ),
    facets=(
        ("occupation", "occupation"),
        ("contract", "contract"),
        ("working_time", "working_time"),
        ("italian_level", "italian_level"),
        ("driving_licence", "driving_licence"),
    ),
    filters=(
        Filter("occupation", "occupation", NC_("filter", "Kind of work")),
        Filter("contract", "contract", NC_("filter", "Contract")),
        Filter("working_time", "working_time", NC_("filter", "Working time")),
        Filter("italian_level", "cefr", NC_("filter", "Italian")),
    ),
    related=(Related("offices", slugs_in=("contact_office",)),),
    review_every_days=14,
    is_offer=True,
    scams=True,
    tile="work",
    form_first=(
        "occupation",
        "employer",
        "employer_kind",
        "contract",
        "working_time",
        "hours_week",
        "pay_cents",
        "pay_unit",
        "pay_gross",
        "italian_level",
        "starts_on",
        "contact_way",
        "contact_office",
    ),
)
