"""A plan as its page shows it: what each step leads to, and the whole of it as a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any
from urllib.parse import urlencode

from services_app.share.model import MOST_ITEMS
from services_app.taxonomies.plans import OFFER_LISTS
from services_app.web.cards import Card
from services_app.web.pages import Page

OFFICES_NEAR = 3


@dataclass(frozen=True)
class OfferList:
    """A list of offers: the code of its name, its colour and its address."""

    code: str
    hue: str
    href: str


@dataclass(frozen=True)
class Step:
    """A step: `row` holds its facts, `offices` are at most three."""

    row: Mapping[str, Any]
    guides: Sequence[Card]
    offices: Sequence[Card]
    lists: Sequence[OfferList]


def plan_steps(page: Page) -> list[Step]:
    """List the steps of a plan with what a reader in this town can open now."""
    guides = _guides(page)
    return [
        Step(
            row,
            [guides[slug] for slug in row.get("guides") or () if slug in guides],
            _offices(page, row.get("office_kinds") or ()),
            [_list(page, code) for code in row.get("offers") or ()],
        )
        for row in page.item.steps
    ]


def plan_list(page: Page) -> str:
    """Give the address of the form that makes a list of a plan and the guides in it.

    Things are named by what tells no topic, and no more of them than a list holds.
    """
    guides = _guides(page)
    named = [slug for row in page.item.steps for slug in row.get("guides") or ()]
    shown = [guides[slug].row.uid for slug in dict.fromkeys(named) if slug in guides]
    items = [("item", str(uid)) for uid in (page.item.uid, *shown)][:MOST_ITEMS]
    return f"/{page.lang}/{page.town.slug}/share?{urlencode(items)}"


def _guides(page: Page) -> dict[str, Card]:
    return {card.row.slug: card for card in page.related_to("guides") if not card.row.sample}


def _offices(page: Page, kinds: Sequence[str]) -> list[Card]:
    """Choose the nearest of each kind in turn, so that no kind hides another."""
    near = [
        [card for card in page.related_to("offices") if card.facts["kind_of_office"] == kind]
        for kind in kinds
    ]
    by_turns = [card for turn in zip_longest(*near) for card in turn if card is not None]
    return by_turns[:OFFICES_NEAR]


def _list(page: Page, code: str) -> OfferList:
    notes = OFFER_LISTS[code].notes
    query = f"?{notes['query']}" if notes["query"] else ""
    return OfferList(
        code, str(notes["hue"]), f"/{page.lang}/{page.town.slug}/{notes['list']}{query}"
    )
