"""Reading what stands after the question mark; bad values answer 404 or 422, never 500."""

from __future__ import annotations

from collections.abc import Mapping

from werkzeug.datastructures import MultiDict

from services_app.content.type import ContentType
from services_app.errors import N_, Invalid, NotFound
from services_app.taxonomies import TAXONOMIES

LAST_PAGE = 10_000


def page_number(args: Mapping[str, str]) -> int:
    """Read the page from 1; raises NotFound for anything that no page can be."""
    value = args.get("page", "1")
    if not value.isascii() or not value.isdigit() or not 1 <= int(value[:6]) <= LAST_PAGE:
        raise NotFound(f"page {value[:20]}")
    if len(value) > 5:
        raise NotFound("page")
    return int(value)


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
