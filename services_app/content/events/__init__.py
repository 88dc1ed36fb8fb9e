"""Events: what happens in town, when and for whom."""

from __future__ import annotations

from datetime import UTC, date, timedelta

from services_app.content.events.model import Event
from services_app.content.events.schema import EventSchema
from services_app.content.item import Item
from services_app.content.seen import italian_day
from services_app.content.type import ContentType, Face, Filter, Part, term_label
from services_app.taxonomies.term import NC_


def _label(face: Face, lang: str) -> str:
    kind = term_label("event_kind", face["kind_of_event"], lang)
    return f"{kind} · {face['town']}" if face.get("town") else kind


def _hide_on(item: Item) -> date | None:
    assert isinstance(item, Event)
    over = italian_day(item.ends_at or item.starts_at) + timedelta(days=1)
    return min(filter(None, (over, item.expires_on)))


def _order_key(item: Item) -> str:
    assert isinstance(item, Event)
    return f"{item.starts_at.astimezone(UTC):%Y%m%d%H%M}"


TYPE = ContentType(
    name="events",
    title=NC_("type", "Events"),
    one=NC_("type", "Event"),
    icon="event",
    hue="money",
    model=Event,
    schema=EventSchema,
    label=_label,
    face=(
        "kind_of_event",
        "organiser",
        "starts_at",
        "ends_at",
        "price_cents",
        "children_welcome",
        "booking_needed",
    ),
    parts=(
        Part("what", NC_("part", "About the event")),
        Part("note", NC_("part", "Good to know")),
        Part("picture", rows="pictures"),
    ),
    facets=(("kind", "kind_of_event"), ("language", "languages")),
    filters=(Filter("kind", "event_kind", NC_("filter", "Kind of event")),),
    order_key=_order_key,
    hide_on=_hide_on,
    review_every_days=30,
    is_offer=True,
    tile="where_to_go",
    form_first=("kind", "organiser", "starts_at", "ends_at", "address", "price_cents"),
)
