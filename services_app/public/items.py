"""One item on its page: at its own address, or at a neutral one for a sensitive item."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, make_response, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from services_app.content.queries import Shown, shown_by_code, shown_item
from services_app.content.related import related
from services_app.places.atlas import Town
from services_app.web.addresses import in_two, item_path, langs_now, second_lang
from services_app.web.beside import rendered
from services_app.web.early import has_early_key
from services_app.web.pages import Page, face_row, pages_of
from services_app.web.store import store


def add_routes(blueprint: Blueprint) -> None:
    """Register the addresses of this room."""
    blueprint.get("/<lang:lang>/<place:place>/<kind:kind>/<slug>")(item)
    blueprint.get("/<lang:lang>/x/<code>")(sensitive)


def item(lang: str, place: str, kind: str, slug: str) -> ResponseReturnValue:
    """Show an item; a sensitive one is only shown at its neutral address."""
    here = store()
    town, moment = here.town(place), here.moment()
    with here.database.reading() as session:
        shown = shown_item(
            session, here.types[kind], slug, town, moment,
            early=has_early_key, usual=here.default_town(),
        )  # fmt: skip
        if shown.item.sensitive:
            neutral = item_path(lang, town.slug, face_row(shown))
            response = redirect(in_two(neutral, second_lang()), 303)
            response.headers["Cache-Control"] = "no-store"
            return response
        pages = pages_now(session, shown, lang, town)
    response = make_response(_html(pages))
    if pages[lang].early:
        response.headers["Cache-Control"] = "no-store"
    return response


def sensitive(lang: str, code: str) -> ResponseReturnValue:
    """Show a sensitive item; nothing is stored, and a way to leave stands first."""
    here = store()
    town, moment = town_asked(), here.moment()
    with here.database.reading() as session:
        shown = shown_by_code(session, here.types, code, town, moment)
        pages = pages_now(session, shown, lang, town)
    response = make_response(_html(pages))
    response.headers["Cache-Control"] = "no-store"
    return response


def town_asked() -> Town:
    """Give the town that a neutral address names, else the usual one."""
    here = store()
    return here.atlas().by_slug.get(request.args.get("at", "")) or here.default_town()


def pages_now(
    session: Session, shown: Shown, lang: str, town: Town, *, samples: bool = True
) -> dict[str, Page]:
    """Give the page in its language, and in a second one that is to stand beside it.

    Without `samples`, none is among what is related to it (rule 9).
    """
    here = store()
    moment = here.moment()
    kind = here.types[shown.item.kind]
    found = related(session, kind, shown, town, moment)
    rows = [row for row in found if samples or not row.sample]
    home = here.atlas().by_id.get(shown.home_id) if shown.home_id else None
    return pages_of(
        session, here.types, shown, rows, langs_now(lang), town=town, home=home, moment=moment
    )


def _html(pages: Mapping[str, Page]) -> str:
    page = next(iter(pages.values()))
    each = {lang: {"page": page} for lang, page in pages.items()}
    return rendered(f"{page.kind.name}/_page.html", each, town=page.town, now=page.moment.now)
