"""Making answers: JSON, pages of a list, an item as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from flask import Response, request
from sqlalchemy.orm import Session

from services_app.api.published import Hit, Wanted, homes, sensitive_uids, stored
from services_app.content.imaging import MEDIA_TYPES
from services_app.content.queries import FaceRow, Shown
from services_app.content.record import Values, facts_of
from services_app.content.type import ContentType
from services_app.content.wording import Words, best_words, texts_of
from services_app.errors import NotFound
from services_app.locales import chain
from services_app.places.atlas import Town
from services_app.web.media import ShownPicture
from services_app.web.pages import Page
from services_app.web.store import store

Hidden = Mapping[tuple[str, str], str]  # (kind, slug) of sensitive items: uid


def answer(body: Mapping[str, Any]) -> Response:
    """Send JSON, in the letters of every script as they are."""
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return Response(text, content_type="application/json")


def paged(items: Sequence[Any], query: Values, total: int) -> Response:
    """Send one page of a list with the addresses of its neighbours; raises NotFound past it."""
    page, per_page = query["page"], query["per_page"]
    if page > 1 and not items:
        raise NotFound(f"page {page}")
    return answer(
        {
            "items": items,
            "page": page,
            "per_page": per_page,
            "total": total,
            "next": _turned(page + 1) if page * per_page < total else None,
            "previous": _turned(page - 1) if page > 1 else None,
        }
    )


def _turned(page: int) -> str:
    kept = [(name, value) for name, value in request.args.items(multi=True) if name != "page"]
    pairs = [*kept, ("page", str(page))]
    return f"{store().settings.site_url}{request.path}?{urlencode(pairs)}"


def api_url(path: str) -> str:
    """Give the whole address of a part of the API."""
    return f"{store().settings.site_url}/api/v1/{path}"


def said(lang: str, text: str) -> Values:
    """Give words with the language that they are really in."""
    return {"lang": lang, "text": text}


def common(row: FaceRow | Any, place_name: str) -> Values:  # Any: a whole item, which has the same
    """Give what an item is, whatever its type; the slug of a sensitive one is told to nobody."""
    name = str(row.uid) if row.sensitive else row.slug
    return {
        "type": row.kind,
        "uid": str(row.uid),
        "slug": None if row.sensitive else row.slug,
        "place": row.place_code,
        "place_name": place_name,
        "sensitive": row.sensitive,
        "sample": row.sample,
        "verified_on": _day(row.verified_on),
        "verified_by": row.verified_by,
        "updated_at": row.updated_at.isoformat(),
        "self": api_url(f"{row.kind}/{name}"),
    }


def distance(seen: FaceRow | Hit | Shown) -> Values:
    """Give how a town or a point sees an item."""
    km = None if seen.km is None else round(seen.km, 1)
    return {"km": km, "km_about": km is not None and seen.km_about, "competent": seen.competent}


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


@dataclass(frozen=True)
class Told:
    """What the items of one answer share: for whom, in which languages, what to keep quiet."""

    kind: ContentType
    wanted: Wanted
    langs: tuple[str, ...]
    one_lang: bool
    hidden: Hidden


def told(
    session: Session, kind: ContentType, wanted: Wanted, found: Sequence[Hit], lang: str | None
) -> list[Values]:
    """Give whole items as JSON: in four queries at most, whatever their number."""
    if not found:
        return []
    here = store()
    ids = [each.id for each in found]
    served = here.settings.languages
    items = stored(session, kind, ids, wanted.moment)
    texts = texts_of(session, ids, chain(lang) if lang else None)
    towns: Mapping[int, Town] = {}
    if wanted.town is None:
        towns = homes(session, ids, here.atlas(), here.default_town())
    hidden = sensitive_uids(session) if _slug_paths(kind) else {}
    to = Told(kind, wanted, (lang,) if lang else served, lang is not None, hidden)
    shown = []
    for hit in found:
        if hit.id not in items:
            continue  # ended, or withdrawn between two queries
        item, place_name = items[hit.id]
        town = wanted.town or towns.get(hit.id) or here.default_town()
        seen = Shown(item, hit.km, hit.km_about, hit.competent)
        shown.append(_told(to, seen, place_name, town, texts.get(hit.id, {})))
    return shown


def _told(
    to: Told, shown: Shown, place_name: str, town: Town, texts: Mapping[str, Words]
) -> Values:
    item, moment = shown.item, to.wanted.moment
    pages = {
        lang: Page(to.kind, shown, best_words(texts, lang), lang, town, town, moment)
        for lang in to.langs
    }
    if to.one_lang:
        texts = {page.words.lang: page.words for page in pages.values() if page.words}
    site = store().settings.site_url
    return {
        **common(item, place_name),
        **distance(shown),
        "organisation": item.organisation,
        "title": {lang: said(page.title_lang, page.title) for lang, page in pages.items()},
        "facts": _facts(to.kind, item, to.hidden),
        "texts": {
            lang: _text(Page(to.kind, shown, words, lang, town, town, moment), words)
            for lang, words in texts.items()
        },
        "pictures": _pictures(pages),
        "source_lang": item.source_lang,
        "sources": item.sources,
        "risk": item.risk,
        "overdue": item.is_overdue(moment.today),
        "law_changed_on": _day(item.law_changed_on),
        "expires_on": _day(item.expires_on),
        "urls": {lang: f"{site}{page.href}" for lang, page in pages.items()},
    }


def _pictures(pages: Mapping[str, Page]) -> list[Values]:
    shown: dict[str, Values] = {}
    for lang, page in pages.items():
        for each in page.pictures:
            told = shown.setdefault(each.id, _picture(each))
            told["alt"][lang] = said(each.lang, each.alt)
    return list(shown.values())


def _picture(shown: ShownPicture) -> Values:
    site = store().settings.site_url
    files = [
        {"url": f"{site}{shown.path(width, ending)}", "type": media_type, "width": width}
        for ending, media_type in MEDIA_TYPES.items()
        for width in shown.widths
    ]
    own = {"id": shown.id, "width": shown.width, "height": shown.height}
    return own | {"files": files, "alt": {}}


def _text(page: Page, words: Words) -> Values:
    return {
        "title": words.title,
        "summary": words.summary,
        "blocks": page.blocks,
        "origin": words.origin,
        "reviewed_on": _day(words.reviewed_on),
        "reviewed_by": words.reviewed_by,
        "outdated": words.is_outdated,
        "core_only": page.core_only,
    }


def _slug_paths(kind: ContentType) -> list[tuple[str, str]]:
    """List the facts that name other items, each with the kind of these items."""
    paths = [(path, relation.kind) for relation in kind.related for path in relation.slugs_in]
    return paths + [("not_for", relation.kind) for relation in kind.related]


def _facts(kind: ContentType, item: Any, hidden: Hidden) -> Values:  # Any: the type's own model
    """Give the facts, in which sensitive items are named by uid."""
    facts = facts_of(kind, item)
    for path, other in _slug_paths(kind):
        name, _, inner = path.partition(".")
        if name not in facts:
            continue
        if inner:
            facts[name] = [
                row | {inner: _quiet(row.get(inner), other, hidden)} for row in facts[name] or []
            ]
        else:
            facts[name] = _quiet(facts[name], other, hidden)
    return facts


def _quiet(value: Any, kind: str, hidden: Hidden) -> Any:  # Any: null, a slug or several
    if isinstance(value, str):
        return hidden.get((kind, value), value)
    if isinstance(value, Iterable):
        return [hidden.get((kind, slug), slug) for slug in value]
    return value
