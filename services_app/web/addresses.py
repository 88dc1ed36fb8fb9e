"""Addresses: their parts, the other forms of them that redirect, and links to an item."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import cast
from urllib.parse import quote, urlencode

from flask import Flask, current_app, redirect, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import BaseConverter, IntegerConverter, RequestRedirect
from werkzeug.wrappers import Response as BaseResponse

from services_app.content.queries import FaceRow
from services_app.content.type import ContentType
from services_app.delivery import relative
from services_app.places.commands import RESERVED
from services_app.web.store import store

# What may stand after the question mark of a public page, besides filters of types.
KEPT = frozenset({"page", "q", "tile", "at", "early", "item", "with"})


def name_parts(app: Flask, languages: Iterable[str], types: Sequence[ContentType]) -> None:
    """Teach the app what a language, a place and a type look like in an address."""

    class Lang(BaseConverter):
        regex = "|".join(languages)

    class Kind(BaseConverter):
        regex = "|".join(kind.name for kind in types)

    class Place(BaseConverter):
        regex = rf"(?!(?:{'|'.join(sorted(RESERVED))})(?:/|$))[a-z0-9][a-z0-9-]{{0,119}}"

    class Number(IntegerConverter):
        regex = "[0-9]{1,9}"  # what any database holds

    app.url_map.converters |= {"lang": Lang, "kind": Kind, "place": Place, "int": Number}
    app.extensions["kept"] = KEPT | {each.facet for kind in types for each in kind.filters}


def item_path(lang: str, town_slug: str, row: FaceRow, then: str = "") -> str:
    """Give the address of an item, or of a page about it: neutral for a sensitive one."""
    if row.sensitive:
        return f"/{lang}/x/{row.neutral_code}{then}?at={town_slug}"
    return f"/{lang}/{town_slug}/{row.kind}/{row.slug}{then}"


def other_form() -> BaseResponse | None:
    """Redirect an address that only differs by its last slash or by case, else None."""
    path = request.path
    adapter = current_app.create_url_adapter(request)
    if adapter is None:
        return None
    first = path[1:].partition("/")[0]
    lower = f"/{first.lower() if len(first) <= 8 else first}{path[1 + len(first) :]}"
    for candidate in dict.fromkeys((lower, path.rstrip("/"), lower.rstrip("/"))):
        try:
            adapter.match(candidate, method="GET")
            target = quote(candidate, safe="/")
        except RequestRedirect as slash:
            target = relative(slash.new_url).partition("?")[0]
        except HTTPException:
            continue
        if target == quote(path, safe="/"):
            continue
        query = request.query_string.decode("latin-1")
        return redirect(target + (f"?{query}" if query else ""), 308)
    return None


def same_page(lang: str) -> str:
    """Give the address of this page in another language, without what the page does not know."""
    parts = quote(request.path, safe="/").split("/", 2)
    if request.url_rule is None or not request.view_args or "lang" not in request.view_args:
        return f"/{lang}/"
    second = second_lang()
    return f"/{lang}/{parts[2]}{_query({'with': second if second != lang else None})}"


def second_lang() -> str | None:
    """Give the language that is to stand beside the page's own, None for none or no served one."""
    asked = request.args.get("with")
    own = (request.view_args or {}).get("lang")
    return asked if own and asked != own and asked in store().settings.languages else None


def langs_now(lang: str) -> list[str]:
    """List the languages of this page: its own, then the second one if there is one."""
    second = second_lang()
    return [lang, second] if second else [lang]


def paired(lang: str | None) -> str:
    """Give the address of this page with a second language, or without one."""
    return f"{quote(request.path, safe='/')}{_query({'with': lang})}"


def in_two(path: str, lang: str | None) -> str:
    """Give an address of ours with a second language."""
    before, mark, place = path.partition("#")
    if not lang:
        return path
    return f"{before}{'&' if '?' in before else '?'}with={lang}{mark}{place}"


def turned(page: int) -> str:
    """Give the address of another page of this list."""
    return f"{quote(request.path, safe='/')}{_query({'page': str(page), 'with': second_lang()})}"


def kept_names() -> frozenset[str]:
    """Name all that pages of this app keep after the question mark: nothing personal (rule 1)."""
    return cast(frozenset[str], current_app.extensions["kept"])


def _query(changed: Mapping[str, str | None]) -> str:
    names = kept_names() - {*changed}
    kept = {name: values for name, values in request.args.lists() if name in names}
    kept |= {name: [value] for name, value in changed.items() if value}
    pairs = [(name, value[:200]) for name, values in kept.items() for value in values[:20]]
    return f"?{urlencode(pairs)}" if pairs else ""
