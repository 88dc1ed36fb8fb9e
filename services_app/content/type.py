"""ContentType: all that a type declares so that lists, pages, search and API work for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from marshmallow import Schema

from services_app.content.item import Item
from services_app.locales import catalogue
from services_app.taxonomies import TAXONOMIES, Message

CORE_PARTS = ("core", "heading")  # all that the safety core of a text is made of
Face = Mapping[str, Any]  # values are JSON: what `ContentType.face` names


@dataclass(frozen=True)
class Part:
    """A kind of block in the body of a text; no heading: the template places its words.

    `rows` names the list of facts whose rows have these words, one block a row.
    """

    name: str
    heading: Message | None = None
    rows: str = ""


@dataclass(frozen=True)
class Filter:
    """A filter of a list: rows of item_code with this facet. Never personal (rule 1)."""

    facet: str
    taxonomy: str
    label: Message


@dataclass(frozen=True)
class Related:
    """Items of another type shown on a page of this one.

    `slugs_in` names facts that list slugs (a dotted path reaches into rows); `codes_in` a fact
    whose codes are looked up under `facet`; `competent_only` leaves out what serves unknown places.
    `most`: so many for each slug or code, however many the page shows of other relations.
    """

    kind: str
    slugs_in: tuple[str, ...] = ()
    codes_in: str = ""
    facet: str = ""
    competent_only: bool = False
    most: int | None = None


@dataclass(frozen=True)
class Reach:
    """Which towns see an item beyond those inside its own place.

    `serves`: only the towns in these places, whatever the distance (rule 5); `nearby`: also
    towns within their radius; `unknown`: the towns of its province, marked as not competent.
    """

    serves: tuple[str, ...] | None = None
    nearby: bool = False
    unknown: bool = False


def codes_at(item: Any, path: str) -> list[Any]:  # Any: JSON of the type's own model
    """List the codes or slugs that a fact of an item holds; a dotted path reaches into its rows."""
    name, _, inner = path.partition(".")
    value = getattr(item, name)
    if inner:
        return [code for row in value or () for code in row.get(inner) or ()]
    values = value if isinstance(value, list) else [value]
    return [code for code in values if code is not None]


def always_nearby(item: Item) -> Reach:
    """Be seen from towns within the radius."""
    return Reach(nearby=True)


def by_newest(item: Item) -> str:
    """Sort the latest published first."""
    published_at = item.publish_at or item.created_at
    return f"{99_999_999_999 - int(published_at.timestamp()):011d}"


@dataclass(frozen=True)
class ContentType:
    """A type of content; `name` is its address part, its template folder and its seed file."""

    name: str
    title: Message
    one: Message
    icon: str
    hue: str
    model: type[Item]
    schema: type[Schema]
    label: Callable[[Face, str], str]
    face: tuple[str, ...]
    parts: tuple[Part, ...] = ()
    facets: tuple[tuple[str, str], ...] = ()  # (facet, path of the codes that it takes)
    filters: tuple[Filter, ...] = ()
    related: tuple[Related, ...] = ()
    reach: Callable[[Item], Reach] = always_nearby
    order_key: Callable[[Item], str] = by_newest
    hide_on: Callable[[Item], date | None] = lambda item: item.expires_on
    review_every_days: int = 180
    ages: bool = True  # overdue items sink in lists, then leave them
    is_offer: bool = False
    titled_by_words: bool = False  # the title is a text's, else the label's
    per_page: int = 20
    tile: str = ""  # the tile of the home page that leads to its list
    hue_of: Callable[[Face], str] | None = None  # where the colour depends on the facts
    form_first: tuple[str, ...] = ()  # facts that a form shows at once though they are optional
    has_desk: bool = False  # it has a card to show at a desk, and its folder `_desk.html`
    no_figures: bool = False  # amounts, articles and days stand in what its words point at
    scams: bool = False  # its list says what nobody can sell (rule 12)
    by_language: bool = False  # what speaks the reader's language comes first; all on one page
    label_lang: str | None = None  # the language of a label made of proper names

    @property
    def has_core(self) -> bool:
        """Tell that its texts have a safety core, shown alone while the rest is not safe."""
        return any(part.name == "core" for part in self.parts)

    def templates(self) -> Path:
        """Find the folder that holds `<name>/_card.html` and `<name>/_page.html`."""
        return Path(__file__).parent / self.name / "templates"


def term_label(taxonomy: str, code: str, lang: str) -> str:
    """Say a code in a language, by the catalogue."""
    label = TAXONOMIES[taxonomy][code].label
    return str(catalogue(lang).pgettext(label.context, label.text))


def message(text: Message, lang: str) -> str:
    """Say a message of the catalogue in a language."""
    return str(catalogue(lang).pgettext(text.context, text.text))
