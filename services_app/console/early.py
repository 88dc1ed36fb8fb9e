"""Offers that mediators show before the whole town sees them, each with its links."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from services_app.console import scope
from services_app.console.gate import gate
from services_app.console.today import own_desk
from services_app.console.waiting import tasks_of
from services_app.content.due import shown_by_mediators
from services_app.locales import KNOWN, Language
from services_app.web.early import KEY, early_key
from services_app.web.store import store

MOST = 200  # on the page


@dataclass(frozen=True)
class Link:
    """The address of an offer in a language, for whoever a mediator gives it to."""

    language: Language
    url: str


def add_routes(blueprint: Blueprint) -> None:
    """Give the blueprint its pages."""
    blueprint.add_url_rule("/early", "early", early)


@gate("read")
def early() -> ResponseReturnValue:
    """List what only mediators show so far."""
    desk = own_desk()
    with store().database.reading() as session:
        within = scope.within(desk.who)
        found = shown_by_mediators(session, desk.moment.today, limit=MOST, within=within)
        shown = [
            (task, links(task.kind.name, task.row.uid, task.row.slug, task.row.place_code))
            for task in tasks_of(session, desk, found)
        ]
    return render_template("console/early.html", shown=shown)


def links(kind: str, uid: uuid.UUID, slug: str, place_code: str) -> list[Link]:
    """Make the links of an offer, in its own town, one a language served."""
    town, key = store().town_for(place_code), early_key(uid)
    site = store().settings.site_url
    return [
        Link(KNOWN[tag], f"{site}/{tag}/{town.slug}/{kind}/{slug}?{KEY}={key}")
        for tag in store().settings.languages
    ]
