"""Courses: Italian, school and trades, with times and child care."""

from __future__ import annotations

from datetime import date, timedelta

from services_app.content.courses.model import Course
from services_app.content.courses.schema import CourseSchema
from services_app.content.item import Item
from services_app.content.type import ContentType, Face, Filter, Part, term_label
from services_app.taxonomies.term import NC_


def _label(face: Face, lang: str) -> str:
    kind = term_label("course_kind", face["kind_of_course"], lang)
    return f"{kind} · {face['town']}" if face.get("town") else kind


def _hide_on(item: Item) -> date | None:
    assert isinstance(item, Course)
    ends = item.ends_on + timedelta(days=1) if item.ends_on else None
    return min(filter(None, (ends, item.expires_on)), default=None)


TYPE = ContentType(
    name="courses",
    title=NC_("type", "Courses"),
    one=NC_("type", "Course"),
    icon="learn",
    hue="learn",
    model=Course,
    schema=CourseSchema,
    label=_label,
    face=(
        "kind_of_course",
        "provider",
        "level",
        "level_reached",
        "starts_on",
        "price_cents",
        "child_care",
        "online",
    ),
    parts=(
        Part("what", NC_("part", "About the course")),
        Part("bring", NC_("part", "What to bring")),
        Part("note", NC_("part", "Good to know")),
        Part("picture", rows="pictures"),
    ),
    facets=(("kind", "kind_of_course"), ("level", "level"), ("child_care", "child_care")),
    filters=(
        Filter("kind", "course_kind", NC_("filter", "Kind of course")),
        Filter("level", "cefr", NC_("filter", "Italian")),
        Filter("child_care", "yes_no", NC_("filter", "Child care")),
    ),
    hide_on=_hide_on,
    review_every_days=60,
    is_offer=True,
    tile="learn_italian",
    form_first=(
        "kind",
        "provider",
        "level",
        "starts_on",
        "week",
        "price_cents",
        "address",
        "phones",
    ),
)
