"""Notices: what changed, or a warning, until a date."""

from __future__ import annotations

from services_app.content.item import Item
from services_app.content.notices.model import Notice
from services_app.content.notices.schema import NoticeSchema
from services_app.content.type import ContentType, Face, Filter, Part, Reach, Related, term_label
from services_app.taxonomies.learning import SEVERITIES
from services_app.taxonomies.term import NC_


def _label(face: Face, lang: str) -> str:
    return term_label("severity", face["severity"], lang)


def _order_key(item: Item) -> str:
    assert isinstance(item, Notice)
    rank = len(SEVERITIES) - list(SEVERITIES).index(item.severity)
    return f"{rank}{99_999_999 - item.from_on.toordinal():08d}"


TYPE = ContentType(
    name="notices",
    title=NC_("type", "Notices"),
    one=NC_("type", "Notice"),
    icon="notice",
    hue="help",
    model=Notice,
    schema=NoticeSchema,
    label=_label,
    face=("severity", "topic", "from_on"),
    parts=(Part("what"),),
    facets=(("severity", "severity"), ("topic", "topic")),
    filters=(Filter("severity", "severity", NC_("filter", "How serious")),),
    related=(Related("guides", slugs_in=("guides",)),),
    reach=lambda item: Reach(),
    order_key=_order_key,
    review_every_days=30,
    titled_by_words=True,
    form_first=("topic", "guides"),
)
