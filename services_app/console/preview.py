"""A page as readers would see it, made from what was typed and stored nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from flask import abort, render_template
from flask_babel import gettext
from sqlalchemy.orm import Session

from services_app.console.saving import Edit, check
from services_app.console.scope import patron_day
from services_app.content.commands import unsaved_item
from services_app.content.labels import field_label
from services_app.content.queries import Shown
from services_app.content.wording import Words, as_read, best_words
from services_app.web.beside import speaking
from services_app.web.forms.hours import read_back, weeks
from services_app.web.pages import Page
from services_app.web.store import store


def previewed(session: Session, edit: Edit, lang: str) -> str:
    """Show the page of a form in a language, inside a frame as wide as a phone."""
    if lang not in store().settings.languages:
        abort(404)
    record = check(session, edit, publishing=False)
    item = unsaved_item(session, edit.kind, record)
    town = store().town_for(item.place_code)
    texts = {
        text.lang: Words(text.lang, lang, text.title, text.summary, text.origin,
                         text.reviewed_on, text.reviewed_by, text.stale, text.body)
        for text in item.texts
    }  # fmt: skip
    words = best_words(as_read(texts, item.source_lang), lang)
    moment = store().moment()
    page = Page(edit.kind, Shown(item, None, False, True), words, lang, town, town, moment)
    with speaking(lang):
        html = render_template(
            f"{edit.kind.name}/_page.html", page=page, town=town, now=moment.now, preview=True
        )
    return render_template("console/preview.html", page_html=html, shown=lang, of=edit.kind,
                           values=list(edit.values.items(multi=True)), item=edit.item,
                           hours=list(_hours(edit, item.place_code)))  # fmt: skip


def _hours(edit: Edit, place_code: str) -> Iterator[tuple[str, str]]:
    """Yield the label of each week that is known, with its OpenStreetMap hours."""
    schema = edit.kind.schema()
    for week in weeks(schema):
        back = read_back(schema, edit.values, week, patron_day(place_code))
        if back:
            yield gettext(field_label(week)), back["osm"]
