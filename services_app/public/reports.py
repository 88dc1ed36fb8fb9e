"""What a reader says is wrong with an item: a form, and thanks; nothing about the reader."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response as BaseResponse

from services_app.content.queries import Shown, shown_by_code, shown_item
from services_app.errors import Invalid, TooMany
from services_app.feedback.commands import send_report
from services_app.feedback.limits import REPORTS
from services_app.feedback.model import NOTE_LENGTH
from services_app.limits import count_one
from services_app.places.atlas import Town
from services_app.public.items import town_asked
from services_app.taxonomies.reports import REPORT_REASONS
from services_app.web.origins import with_form
from services_app.web.pages import Page, page_of
from services_app.web.readers_forms import TRAP, posted
from services_app.web.store import store


def add_routes(blueprint: Blueprint) -> None:
    """Register the addresses of this room."""
    plain, neutral = "/<lang:lang>/<place:place>/<kind:kind>/<slug>", "/<lang:lang>/x/<code>"
    blueprint.add_url_rule(f"{plain}/wrong", view_func=wrong, methods=["GET", "POST"])
    blueprint.add_url_rule(f"{neutral}/wrong", view_func=wrong_in_private, methods=["GET", "POST"])
    blueprint.get(f"{plain}/thanks")(thanks)
    blueprint.get(f"{neutral}/thanks")(thanks_in_private)


def wrong(lang: str, place: str, kind: str, slug: str) -> ResponseReturnValue:
    """Ask what is wrong with an item, and take the answer."""
    page = _by_slug(lang, place, kind, slug)
    if page.item.sensitive:
        return _moved(page.wrong)
    return _form_or_taken(page)


def wrong_in_private(lang: str, code: str) -> ResponseReturnValue:
    """Ask the same about a sensitive item; nothing tells what it is about."""
    return _form_or_taken(_by_code(lang, code))


def thanks(lang: str, place: str, kind: str, slug: str) -> ResponseReturnValue:
    """Say what happens next, and lead back."""
    page = _by_slug(lang, place, kind, slug)
    if page.item.sensitive:
        return _moved(page.thanks)
    return _unkept("thanks.html", page)


def thanks_in_private(lang: str, code: str) -> ResponseReturnValue:
    """Say the same about a sensitive item."""
    return _unkept("thanks.html", _by_code(lang, code))


def _form_or_taken(page: Page) -> ResponseReturnValue:
    if request.method != "POST":
        return _form(page)
    form = posted()
    if form is None:
        return redirect(page.thanks, 303)
    given = {name: form.get(name, "") for name in ("reason", "note")}
    try:
        with store().database.transaction() as session:
            send_report(
                session, page.item, **given, lang=page.lang, place_code=page.town.code,
                today=page.moment.today,
            )  # fmt: skip
            count_one(session, REPORTS, request.remote_addr, page.moment.now)
    except Invalid as error:
        return _form(page, 422, given, {name: each[0] for name, each in error.problems.items()})
    except TooMany:
        return _form(page, 429, given, {"all": "too_many"})
    return redirect(page.thanks, 303)


def _form(
    page: Page,
    status: int = 200,
    given: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
) -> BaseResponse:
    response = _unkept(
        "wrong.html", page, given=given or {"reason": "", "note": ""}, problems=problems or {},
        reasons=list(REPORT_REASONS), trap=TRAP, most=NOTE_LENGTH,
    )  # fmt: skip
    response.status_code = status
    return response


def _unkept(template: str, page: Page, **values: object) -> BaseResponse:
    """Render a page that no cache keeps."""
    return with_form(make_response(render_template(template, page=page, town=page.town, **values)))


def _moved(address: str) -> ResponseReturnValue:
    # 307 sends what was typed to the new address as well.
    response = redirect(address, 307 if request.method == "POST" else 303)
    response.headers["Cache-Control"] = "no-store"
    return response


def _by_slug(lang: str, place: str, kind: str, slug: str) -> Page:
    here = store()
    town = here.town(place)
    with here.database.reading() as session:
        shown = shown_item(session, here.types[kind], slug, town, here.moment())
    return _page(shown, lang, town)


def _by_code(lang: str, code: str) -> Page:
    here = store()
    town = town_asked()
    with here.database.reading() as session:
        shown = shown_by_code(session, here.types, code, town, here.moment())
    return _page(shown, lang, town)


def _page(shown: Shown, lang: str, town: Town) -> Page:
    here = store()
    with here.database.reading() as session:
        return page_of(session, here.types, shown, (), lang, town=town, moment=here.moment())
