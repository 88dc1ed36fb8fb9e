"""Reading what stands after the question mark, and numbers; bad values are never a 500."""

from __future__ import annotations

from collections.abc import Mapping

from werkzeug.datastructures import MultiDict

from services_app.content.type import ContentType
from services_app.errors import N_, Invalid, NotFound
from services_app.taxonomies import TAXONOMIES

LAST_PAGE = 10_000


def whole(text: str, default: int = 0) -> int:
    """Read a whole number that any database holds, as a page of ours writes it."""
    is_one = text.isascii() and text.isdigit() and len(text) <= 9
    return int(text) if is_one else default


def page_number(args: Mapping[str, str]) -> int:
    """Read the page from 1; raises NotFound for anything that no page can be."""
    number = whole(args.get("page", "1"))
    if not 1 <= number <= LAST_PAGE:
        raise NotFound(f"page {number}")
    return number


def wanted_codes(kind: ContentType, args: MultiDict[str, str]) -> dict[str, tuple[str, ...]]:
    """Read the filters of a type; an empty value is no filter, an unknown one raises Invalid."""
    chosen: dict[str, tuple[str, ...]] = {}
    for each in kind.filters:
        codes = tuple(dict.fromkeys(code for code in args.getlist(each.facet) if code))
        unknown = [code for code in codes if code not in TAXONOMIES[each.taxonomy]]
        if unknown:
            raise Invalid({each.facet: [N_("This is not one of the choices.")]})
        if codes:
            chosen[each.facet] = codes[:20]
    return chosen
