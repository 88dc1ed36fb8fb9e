"""Helplines: a number, a chat or a site, in which languages, for what."""

from __future__ import annotations

from services_app.content.helplines.model import Helpline
from services_app.content.helplines.schema import HelplineSchema
from services_app.content.item import Item
from services_app.content.type import ContentType, Face, Part, Reach, Related
from services_app.taxonomies.term import NC_


def _label(face: Face, lang: str) -> str:
    return str(face["name"])


def _order_key(item: Item) -> str:
    assert isinstance(item, Helpline)
    return f"{item.position:04d}"


TYPE = ContentType(
    name="helplines",
    title=NC_("type", "Helplines"),
    one=NC_("type", "Helpline"),
    icon="call",
    hue="help",
    model=Helpline,
    schema=HelplineSchema,
    label=_label,
    face=(
        "name",
        "kind_of_help",
        "phones",
        "website",
        "chat_url",
        "email",
        "week",
        "always_open",
        "languages",
        "interpreter",
        "anonymous",
        "call_cost",
        "alternative",
        "where_active",
        "where_not_active",
    ),
    parts=(
        Part("what", NC_("part", "What it is for")),
        Part("hours_note"),
        Part("languages_note", NC_("part", "Languages")),
        Part("note", NC_("part", "Good to know")),
    ),
    facets=(("kind", "kind_of_help"), ("language", "languages")),
    related=(Related("helplines", slugs_in=("alternative",)),),
    reach=lambda item: Reach(),
    order_key=_order_key,
    review_every_days=90,
    ages=False,  # an overdue number that is marked is safer than one that is missing
    per_page=60,  # all of them
    by_language=True,
    label_lang="it",
    tile="where_to_go",
    form_first=("kind", "name", "phones", "languages", "always_open", "week"),
)
