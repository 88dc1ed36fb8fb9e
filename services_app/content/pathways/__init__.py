"""Pathways: plans over weeks, whose steps point at guides, offices and offers."""

from __future__ import annotations

from services_app.content.item import Item
from services_app.content.pathways.model import Pathway
from services_app.content.pathways.schema import PathwaySchema
from services_app.content.type import ContentType, Face, Part, Reach, Related, message
from services_app.taxonomies.orientation import topic_hue
from services_app.taxonomies.term import NC_

ONE = NC_("type", "Plan")


def _label(face: Face, lang: str) -> str:
    return message(ONE, lang)


def _order_key(item: Item) -> str:
    assert isinstance(item, Pathway)
    return f"{item.position:03d}"


TYPE = ContentType(
    name="pathways",
    title=NC_("type", "Plans, step by step"),
    one=ONE,
    icon="list",
    hue="permit",
    model=Pathway,
    schema=PathwaySchema,
    label=_label,
    face=("topic", "audiences"),
    parts=(
        Part("heading"),
        Part("core"),
        Part("what"),
        Part("step_title", rows="steps"),
        Part("step", rows="steps"),
        Part("watch"),
    ),
    facets=(("topic", "topic"), ("guide", "steps.guides")),
    related=(
        Related("guides", slugs_in=("steps.guides",), most=1),
        Related(
            "offices",
            codes_in="steps.office_kinds",
            facet="kind",
            competent_only=True,
            most=3,  # a step shows no more
        ),
    ),
    reach=lambda item: Reach(),
    order_key=_order_key,
    titled_by_words=True,
    no_figures=True,
    hue_of=lambda face: topic_hue(face["topic"]),
    form_first=("topic", "audiences", "steps"),
)
