"""Practices: what others did for integration, by the criteria of the PANORAMED report."""

from __future__ import annotations

from services_app.content.item import Item
from services_app.content.practices.model import Practice
from services_app.content.practices.schema import PracticeSchema
from services_app.content.type import ContentType, Face, Filter, Part, Reach, Related
from services_app.taxonomies.term import NC_
from services_app.words import slugify


def _label(face: Face, lang: str) -> str:
    return str(face["acronym"] or face["name"])


def _order_key(item: Item) -> str:
    assert isinstance(item, Practice)
    return slugify(item.acronym or item.name)[:36]


TYPE = ContentType(
    name="practices",
    title=NC_("type", "Practices"),
    one=NC_("type", "Practice"),
    icon="practice",
    hue="family",
    model=Practice,
    schema=PracticeSchema,
    label=_label,
    face=("name", "acronym", "areas", "start", "end"),
    parts=(
        Part("what", NC_("part", "In short")),
        Part("target", NC_("part", "For whom")),
        Part("output", NC_("part", "What was done")),
        Part("innovation", NC_("part", "What is new")),
        Part("effectiveness", NC_("part", "Does it work and last")),
        Part("transferability", NC_("part", "Can others do it")),
        Part("governance", NC_("part", "Who steers it")),
        Part("involvement", NC_("part", "The part of migrants")),
        Part("difficulties", NC_("part", "Difficulties")),
    ),
    facets=(("area", "areas"), ("level", "territorial_levels")),
    filters=(
        Filter("area", "practice_area", NC_("filter", "Area")),
        Filter("level", "territorial_level", NC_("filter", "Territory")),
    ),
    related=(Related("practices", slugs_in=("part_of",)),),
    reach=lambda item: Reach(),
    order_key=_order_key,
    review_every_days=720,
    titled_by_words=True,
    label_lang="it",
    tile="where_to_go",
)
