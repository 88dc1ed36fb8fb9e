"""Offices: where to go, by appointment or not, open or not, and whom each one serves."""

from __future__ import annotations

from services_app.content.item import Item
from services_app.content.offices.model import Office
from services_app.content.offices.schema import OfficeSchema
from services_app.content.type import ContentType, Face, Filter, Part, Reach, Related
from services_app.taxonomies.offices import OFFICE_KINDS
from services_app.taxonomies.term import NC_


def _label(face: Face, lang: str) -> str:
    return str(face["name"])


def _reach(item: Item) -> Reach:
    assert isinstance(item, Office)
    if OFFICE_KINDS[item.kind_of_office].notes["show_by"] == "distance":
        return Reach(nearby=True)
    return Reach(unknown=True) if item.serves is None else Reach(serves=tuple(item.serves))


TYPE = ContentType(
    name="offices",
    title=NC_("type", "Where to go"),
    one=NC_("type", "Office"),
    icon="office",
    hue="office",
    model=Office,
    schema=OfficeSchema,
    label=_label,
    face=(
        "name",
        "kind_of_office",
        "phones",
        "week",
        "open_on_holidays",
        "closures",
        "access_modes",
        "asks_for_permit",
        "emergency_room",
        "emergency_24h",
        "emergency_week",
        "not_for",
        "languages",
    ),
    parts=(
        Part("what", NC_("part", "What you find here")),
        Part("bring", NC_("part", "What to bring")),
        Part("access", NC_("part", "How to get in")),
        Part("hours_note"),
        Part("travel", NC_("part", "How to get there")),
        Part("note", NC_("part", "Good to know")),
        Part("emergency", NC_("part", "In an emergency")),
        Part("picture", rows="pictures"),
    ),
    facets=(("kind", "kind_of_office"), ("language", "languages")),
    filters=(Filter("kind", "office_kind", NC_("filter", "Kind of office")),),
    related=(
        Related("guides", slugs_in=("guides",), codes_in="kind_of_office", facet="office_kind"),
        Related("offices", slugs_in=("nearest_emergency",)),
    ),
    reach=_reach,
    order_key=lambda item: "~",
    review_every_days=90,
    has_desk=True,
    label_lang="it",
    form_first=("kind", "name", "phones", "access_modes", "week", "address", "languages", "serves"),
)
