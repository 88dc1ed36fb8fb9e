"""Organisations: bodies that help, what they do and how to reach them; never a street."""

from __future__ import annotations

from services_app.content.item import Item
from services_app.content.organisations.model import Organisation
from services_app.content.organisations.schema import OrganisationSchema
from services_app.content.type import ContentType, Face, Filter, Part
from services_app.taxonomies.term import NC_
from services_app.words import slugify


def _label(face: Face, lang: str) -> str:
    return str(face["name"])


def _order_key(item: Item) -> str:
    assert isinstance(item, Organisation)
    return slugify(item.name)[:36]


TYPE = ContentType(
    name="organisations",
    title=NC_("type", "Organisations"),
    one=NC_("type", "Organisation"),
    icon="people",
    hue="family",
    model=Organisation,
    schema=OrganisationSchema,
    label=_label,
    face=("name", "acronym", "kind_of_body", "topics"),
    parts=(Part("what", NC_("part", "What it does")), Part("picture", rows="pictures")),
    facets=(("kind", "kind_of_body"), ("topic", "topics"), ("language", "languages")),
    filters=(
        Filter("kind", "organisation_kind", NC_("filter", "Kind of organisation")),
        Filter("topic", "topic", NC_("filter", "Topic")),
    ),
    order_key=_order_key,
    label_lang="it",
    tile="where_to_go",
    form_first=("kind", "name", "phones", "website", "topics"),
)
