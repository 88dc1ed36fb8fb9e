"""A bundle that was handed over: opened by its reader, or taken back by who holds its key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from flask import Blueprint, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from services_app.content.queries import Moment, Shown
from services_app.content.related import related_to_each
from services_app.locales import babel_locale, negotiate
from services_app.places.atlas import Town
from services_app.share.commands import bundle_of, take_back
from services_app.share.model import Bundle
from services_app.share.queries import Entry, entries
from services_app.web.addresses import in_two, langs_now
from services_app.web.beside import rendered
from services_app.web.guesses import bundle_by
from services_app.web.origins import with_form
from services_app.web.pages import Page, pages_of_many
from services_app.web.store import store

# Phones sold here are set to these by many: they tell little about what their owner reads best.
SAY_LITTLE = ("it", "en")
RELATED = 3  # cards beneath each item, such as the offices of a guide


def add_routes(blueprint: Blueprint) -> None:
    """Register the addresses of this room."""
    blueprint.get("/s/<code>")(short)
    blueprint.get("/<lang:lang>/s/<code>")(bundle)
    path = "/<lang:lang>/s/<code>/<string(minlength=12):key>"  # "sheet.pdf" is none
    blueprint.add_url_rule(path, view_func=handed_over, methods=["GET", "POST"])


def short(code: str) -> ResponseReturnValue:
    """Lead to a bundle in the reader's language."""
    with store().database.reading() as session:
        found = bundle_by(session, code)
    served = store().settings.languages
    chosen = found.lang if found.lang in served else served[0]
    lang = negotiate(request.accept_languages, (chosen, *served))
    if lang in SAY_LITTLE:
        lang = chosen
    second = found.second_lang if found.second_lang in {*served} - {lang} else None
    response = redirect(in_two(f"/{lang}/s/{found.code}", second), 302)
    response.vary.add("Accept-Language")
    response.headers["Cache-Control"] = "no-store"
    return response


@dataclass(frozen=True)
class Part:
    """An item of a bundle on its page; `pages` has no language for one gone without a trace."""

    pages: Mapping[str, Page]
    is_shown: bool
    changed: bool

    def told(self, lang: str) -> dict[str, object]:
        """Give what the template shows of it in a language."""
        page = self.pages.get(lang)
        return {"page": page, "is_shown": self.is_shown, "changed": self.changed}


@dataclass(frozen=True)
class Opened:
    """A bundle with its parts in the languages asked for; no parts once it is over."""

    bundle: Bundle
    town: Town
    parts: Sequence[Part]
    is_over: bool

    @property
    def sensitive(self) -> bool:
        """Tell that something in it is not for the eyes of others."""
        pages = (page for part in self.parts for page in part.pages.values())
        return any(page.item.sensitive for page in pages)

    def html(self, langs: Sequence[str], **how: Any) -> str:
        """Render it in its languages; `how` is what `rendered` or the template takes besides."""
        told = {lang: {"parts": [part.told(lang) for part in self.parts]} for lang in langs}
        return rendered(
            "bundle.html", told, bundle=self.bundle, town=self.town, private=self.sensitive,
            now=store().moment().now, **how,
        )  # fmt: skip


def opened(code: str, langs: Sequence[str]) -> Opened:
    """Find a bundle by its code, and read its parts as they are now; raises NotFound."""
    here = store()
    moment = here.moment()
    with here.database.reading() as session:
        found = bundle_by(session, code)
        town = here.atlas().by_code.get(found.place_code) or here.default_town()
        over = found.is_over(moment.today)
        parts = [] if over else _parts(session, found, langs, town, moment)
    return Opened(found, town, parts, over)


def over(town: Town) -> BaseResponse:
    """Say that the time of a bundle has passed."""
    return with_form(make_response(render_template("bundle_over.html", town=town), 410))


def bundle(lang: str, code: str) -> ResponseReturnValue:
    """Show what a mediator handed over, in full, as it is now."""
    here = opened(code, langs_now(lang))
    if here.is_over:
        return over(here.town)
    response = make_response(here.html(langs_now(lang)))
    if here.sensitive:
        response.headers["Cache-Control"] = "no-store"
    return response


def handed_over(lang: str, code: str, key: str) -> ResponseReturnValue:
    """Show the link of a bundle in every form in which it can be given on, or take it back."""
    here = store()
    today = here.moment().today
    with here.database.reading() as session:
        found = bundle_by(session, code, key)
    town = here.atlas().by_code.get(found.place_code) or here.default_town()
    if request.method == "POST" and not found.is_over(today):
        with here.database.transaction() as session:
            take_back(bundle_of(session, found.code, to_change=True), today)
        return with_form(redirect(f"/{lang}/s/{found.code}", 303))
    if found.is_over(today):
        return over(town)
    link = f"{here.settings.site_url}/s/{found.code}"
    with force_locale(str(babel_locale(found.lang))):
        title = gettext("A list for you")
    page = render_template(
        "handed_over.html", bundle=found, key=key, town=town, link=link, ways=_ways(title, link)
    )
    return with_form(make_response(page))


def _ways(title: str, link: str) -> dict[str, str]:
    """Give the addresses that open other programs with the link; nothing tells what is in it."""
    words = f"{title}: {link}"
    telegram = urlencode({"url": link, "text": title}, quote_via=quote)
    return {
        "whatsapp": f"https://wa.me/?text={quote(words, safe='')}",
        "telegram": f"https://t.me/share/url?{telegram}",
        "sms": f"sms:?&body={quote(words, safe='')}",
        "mail": f"mailto:?{urlencode({'subject': title, 'body': link}, quote_via=quote)}",
    }


def _parts(
    session: Session, found: Bundle, langs: Sequence[str], town: Town, moment: Moment
) -> list[Part]:
    types = store().types
    listed = entries(session, types, found, town, moment)
    shown = [entry.shown for entry in listed if entry.shown]
    found_rows = related_to_each(session, types, shown, town, moment, limit=RELATED)
    related = {key: [row for row in rows if not row.sample] for key, rows in found_rows.items()}
    every = [entry.shown or Shown(entry.item, None, False, True) for entry in listed if entry.item]
    pages = pages_of_many(
        session, types, {each.item.id: (each, related.get(each.item.id, [])) for each in every},
        langs, town=town, moment=moment,
    )  # fmt: skip
    return [_part(entry, pages) for entry in listed]


def _part(entry: Entry, pages: Mapping[int, Mapping[str, Page]]) -> Part:
    item = entry.item
    # What ended keeps its name; what was taken out of sight for another reason does not.
    named = item is not None and not item.sample and item.state in ("published", "archived")
    own = pages[item.id] if item is not None and named else {}
    return Part(own, entry.shown is not None, entry.changed)
