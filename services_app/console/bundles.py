"""A few words of staff in a list that was handed over, shown as those of their organisation."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from services_app.console import scope
from services_app.console.gate import ANY_OPERATOR, gate
from services_app.errors import N_, Invalid, NotFound, Reason, TooMany
from services_app.feedback.notes import MASK, masked_note
from services_app.share.commands import (
    CODE_LENGTH,
    KEY_LENGTH,
    LETTERS,
    bundle_of,
    set_note,
)
from services_app.share.model import NOTE_LENGTH, Bundle
from services_app.web.guesses import bundle_by
from services_app.web.store import store

# The end of the address of the page that shows a list to who made it.
_LINK = re.compile(rf"([{LETTERS}]{{{CODE_LENGTH}}})/([{LETTERS}]{{{KEY_LENGTH}}})/?$")
WORDS = {
    "link": N_("This is not the address of a list that can still be opened."),
    "too_often": N_("Too many wrong addresses. Try again in an hour."),
    "too_long": N_("This is too long."),
    "not_plain": N_("Write plain words only."),
    "numbers": N_("Write no numbers and no e-mail address: they could be a person's."),
}


def add_routes(blueprint: Blueprint) -> None:
    """Give the blueprint its page; the code of a list is in no address of the console."""
    blueprint.add_url_rule("/bundles", "bundles", bundles, methods=["GET", "POST"])


@gate(ANY_OPERATOR)
def bundles() -> ResponseReturnValue:
    """Ask for a list and a few words; empty ones take away what was said before."""
    served = store().settings.languages
    link, lang = request.form.get("link", "").strip(), request.form.get("lang", served[0])
    words = request.form.get("words", "")
    problems: Mapping[str, Sequence[Reason]] = {}
    if request.method == "POST":
        try:
            _keep(link, lang if lang in served else served[0], _plain(words))
        except Invalid as error:
            problems = error.problems
        else:
            flash(_("The list says your words.") if words.strip() else _("The words are gone."))
            return redirect(url_for("console.bundles"), 303)
    page = render_template(
        "console/bundles.html", link=link, chosen=lang, words=words, most=NOTE_LENGTH,
        problems={name: _(WORDS[str(reasons[0])]) for name, reasons in problems.items()},
    )  # fmt: skip
    return page, 422 if problems else 200


def _plain(text: str) -> str:
    """Give words that can name no number; deadlines are never printed as numbers either."""
    try:
        words = masked_note(text, NOTE_LENGTH)
    except Invalid as error:
        raise Invalid({"words": error.problems["note"]}) from error
    if MASK in words:
        raise Invalid({"words": [Reason("numbers")]})
    return words


def _keep(link: str, lang: str, words: str) -> None:
    here = store()
    with here.database.reading() as session:
        organisation = scope.actor(session).organisation or here.settings.site_name
        code = _found(session, link).code
    with here.database.transaction() as session:
        bundle = bundle_of(session, code, to_change=True)
        _refuse_over(bundle)  # it may have been taken back meanwhile
        set_note(bundle, words, lang=lang, organisation=organisation)


def _found(session: Session, link: str) -> Bundle:
    """Find the list that a link with its key opens; raises Invalid."""
    parts = _LINK.search(link.lower())
    try:
        found = bundle_by(session, parts[1], parts[2]) if parts else None
    except NotFound:
        found = None
    except TooMany as error:
        raise Invalid({"link": [Reason("too_often")]}) from error
    if found is None:
        raise Invalid({"link": [Reason("link")]})
    _refuse_over(found)
    return found


def _refuse_over(bundle: Bundle) -> None:
    if bundle.is_over(store().moment().today):
        raise Invalid({"link": [Reason("link")]})
