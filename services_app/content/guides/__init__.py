"""Guides: legal information and procedures, from the first step to the law behind it."""

from __future__ import annotations

from services_app.content.guides.model import Guide
from services_app.content.guides.schema import GuideSchema
from services_app.content.item import Item
from services_app.content.type import ContentType, Face, Filter, Part, Reach, Related, term_label
from services_app.taxonomies.orientation import TILES, TOPICS, topic_hue
from services_app.taxonomies.term import NC_


def _label(face: Face, lang: str) -> str:
    return term_label("topic", face["topic"], lang)


def _order_key(item: Item) -> str:
    assert isinstance(item, Guide)
    tile = TOPICS[item.topic].notes["tile"]
    return f"{list(TILES).index(str(tile)) if tile else 99:02d}{item.position:03d}"


TYPE = ContentType(
    name="guides",
    title=NC_("type", "Guides"),
    one=NC_("type", "Guide"),
    icon="guide",
    hue="permit",
    model=Guide,
    schema=GuideSchema,
    label=_label,
    face=("topic", "urgency", "audiences", "free", "total_cents", "confidence"),
    parts=(
        Part("heading"),
        Part("core"),
        Part("what"),
        Part("who"),
        Part("branch", rows="branches"),
        Part("branch_where", rows="branches"),
        Part("urgency"),
        Part("step", rows="steps"),
        Part("document", rows="documents"),
        Part("cost", rows="costs"),
        Part("cost_note"),
        Part("time", rows="time_limits"),
        Part("status", rows="by_status"),
        Part("watch"),
        Part("wrong"),
        Part("uncertain"),
    ),
    facets=(("topic", "topic"), ("office_kind", "office_kinds"), ("audience", "audiences")),
    filters=(Filter("topic", "topic", NC_("filter", "Topic")),),
    related=(
        Related("guides", slugs_in=("see_also", "steps.guides")),
        Related("offices", codes_in="office_kinds", facet="kind", competent_only=True),
        Related("pathways", codes_in="slug", facet="guide"),
    ),
    reach=lambda item: Reach(),
    order_key=_order_key,
    titled_by_words=True,
    has_desk=True,
    hue_of=lambda face: topic_hue(face["topic"]),
    form_first=("topic", "urgency", "steps", "documents", "costs", "office_kinds"),
)
