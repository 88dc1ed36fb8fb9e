"""Pages on paper: an item or a bundle as a sheet, a poster for a town, a card to fold; as PDF."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, make_response, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.wrappers import Response as BaseResponse

from services_app.content.queries import Shown, shown_by_code, shown_item
from services_app.content.type import term_label
from services_app.errors import NotFound
from services_app.places.atlas import Town
from services_app.public.bundles import opened, over
from services_app.public.calls import DANGER, lines_to_call
from services_app.public.items import pages_now, town_asked
from services_app.sheets.papers import SIZES, Folded, Frame, Poster, Sheet
from services_app.sheets.press import fingerprint, printed
from services_app.taxonomies.orientation import TILES
from services_app.web.addresses import in_two, item_path, langs_now, second_lang
from services_app.web.beside import rendered
from services_app.web.desk import in_italian
from services_app.web.filters import day
from services_app.web.pages import Page, face_row
from services_app.web.store import store

FEW_LINES = 4
MANY_LINES = 10
SAYS = (
    "I do not speak Italian well. Please speak slowly.",
    "I need an interpreter, please.",
    "I would like to speak with a lawyer, please.",
    "Thank you",
)


def add_routes(blueprint: Blueprint) -> None:
    """Register the addresses of this room."""
    blueprint.get("/<lang:lang>/<place:place>/<kind:kind>/<slug>/sheet.pdf")(item_sheet)
    blueprint.get("/<lang:lang>/x/<code>/sheet.pdf")(sensitive_sheet)
    blueprint.get("/<lang:lang>/s/<code>/sheet.pdf")(bundle_sheet)
    blueprint.get("/<lang:lang>/<place:place>/poster.pdf")(poster)
    blueprint.get("/<lang:lang>/<place:place>/card.pdf")(folded_card)


def item_sheet(lang: str, place: str, kind: str, slug: str) -> ResponseReturnValue:
    """Print an item; a sensitive one at its neutral address only, a sample never (rule 9)."""
    here = store()
    town, moment = here.town(place), here.moment()
    with here.database.reading() as session:
        shown = shown_item(session, here.types[kind], slug, town, moment)
        if shown.item.sensitive:
            neutral = item_path(lang, town.slug, face_row(shown), "/sheet.pdf")
            sized = f"{neutral}&size={_size()}"
            return _unkept(redirect(in_two(sized, second_lang()), 303))
        pages = pages_now(session, _no_sample(shown), lang, town, samples=False)
    return _item(pages)


def sensitive_sheet(lang: str, code: str) -> ResponseReturnValue:
    """Print a sensitive item; nothing about the file tells what it is about."""
    here = store()
    town, moment = town_asked(), here.moment()
    with here.database.reading() as session:
        shown = shown_by_code(session, here.types, code, town, moment)
        pages = pages_now(session, _no_sample(shown), lang, town, samples=False)
    return _item(pages)


def _no_sample(shown: Shown) -> Shown:
    if shown.item.sample:
        raise NotFound("a sheet of a sample")
    return shown


def _item(pages: Mapping[str, Page]) -> ResponseReturnValue:
    lang, page = next(iter(pages.items()))
    sensitive = bool(page.item.sensitive)
    inside = rendered(
        f"{page.kind.name}/_page.html", {each: {"page": found} for each, found in pages.items()},
        inside_only=True, paper=True, town=page.town, now=page.moment.now,
    )  # fmt: skip
    title = store().settings.site_name if sensitive else page.title
    sheet = _sheet(lang, title, page.href, page.town, inside)
    return _paper("sheet", sheet.values(), kept=not sensitive)


def bundle_sheet(lang: str, code: str) -> ResponseReturnValue:
    """Print what a mediator handed over, as it is now."""
    here = opened(code, langs := langs_now(lang))
    if here.is_over:
        return over(here.town)
    inside = here.html(langs, inside_only=True, paper=True)
    path = f"/{lang}/s/{here.bundle.code}"
    sheet = _sheet(lang, gettext("A list for you"), path, here.town, inside)
    return _paper("sheet", sheet.values(), kept=not here.sensitive)


def poster(lang: str, place: str) -> ResponseReturnValue:
    """Print a poster for a waiting room, with the way to the pages of the town."""
    here = store()
    town, settings = here.town(place), here.settings
    tiles = {
        str(term.notes["icon"]): term_label("tile", term.code, lang) for term in TILES.values()
    }
    paper = Poster(
        frame=_frame(lang, settings.site_name, f"/{lang}/{town.slug}/", town),
        says=(
            gettext("It is free. Nobody needs an account to read it."),
            gettext("We keep nothing about you."),
        ),
        tiles=tiles,
        languages=settings.languages,
    )
    return _paper("poster", paper.values())


def folded_card(lang: str, place: str) -> ResponseReturnValue:
    """Print a card to fold, with the numbers to call in the reader's language."""
    here = store()
    town = here.town(place)
    first = gettext("Say first, in Italian")
    help_me = gettext("It means: Help. I am in %(town)s, street …", town=town.name)
    says = [(in_italian(text), gettext(text) if lang != "it" else "") for text in SAYS]
    paper = Folded(
        frame=_frame(lang, gettext("Numbers to call"), f"/{lang}/{town.slug}/", town),
        danger={
            "title": gettext("Danger now"), "number": DANGER, "first": first,
            "about": gettext(
                "Free, day and night, also without credit. An interpreter may join the call."
            ),
            "say": f"Aiuto. Sono a {town.name}, via …",
            "means": "" if lang == "it" else help_me,
        },
        lines_title=gettext("Helplines"),
        lines=lines_to_call(lang, town, MANY_LINES)[1:],
        says_title=gettext("Show at the desk"),
        says=says[0 if lang != "it" else 1 :],
        own_title=gettext("My numbers"),
    )  # fmt: skip
    return _paper("card", paper.values())


def _sheet(lang: str, title: str, path: str, town: Town, inside: str) -> Sheet:
    return Sheet(
        frame=_frame(lang, title, path, town),
        inside=inside,
        paper=_size(),
        second=second_lang(),
        lines_title=gettext("Helplines"),
        lines=lines_to_call(lang, town, FEW_LINES),
    )


def _size() -> str:
    """Read which paper is wanted; raises NotFound for one that we do not print on."""
    size = request.args.get("size") or SIZES[0]
    if size not in SIZES:
        raise NotFound(f"size {size[:20]}")
    return size


def _frame(lang: str, title: str, path: str, town: Town) -> Frame:
    here = store()
    printed_on = gettext("Printed on %(date)s", date=day(here.moment().today))
    newer = gettext("The page may be newer than this paper.")
    return Frame(
        lang=lang,
        title=title,
        site=here.settings.site_name,
        site_url=here.settings.site_url,
        town=town.name,
        address=here.settings.site_url + in_two(path, second_lang()),
        look_at=gettext("Look at this picture with the camera of your phone."),
        made=f"{printed_on} · {newer}",
    )


def _paper(template: str, values: Mapping[str, Any], *, kept: bool = True) -> BaseResponse:
    """Answer with a PDF; one that the asker has already is not set again."""
    mark = fingerprint(template, values)
    has_it = kept and request.if_none_match.contains_weak(mark)
    response = make_response(b"" if has_it else printed(template, values), 304 if has_it else 200)
    response.content_type = "application/pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{template}.pdf"'
    response.headers["X-Robots-Tag"] = "noindex"  # the page itself is what others should find
    if not kept:
        return _unkept(response)
    response.set_etag(mark, weak=True)
    return response


def _unkept(response: BaseResponse) -> BaseResponse:
    response.headers["Cache-Control"] = "no-store"
    return response
