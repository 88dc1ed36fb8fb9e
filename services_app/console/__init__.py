"""Where operators work: the only way in with accounts and a session."""

from __future__ import annotations

from flask import Blueprint

from services_app.console import (
    account,
    acts,
    bulk,
    bundles,
    catalogue,
    early,
    editing,
    files,
    floors,
    history,
    keeping,
    law,
    oidc,
    passwords,
    people,
    proposals,
    reports,
    today,
    words,
)

ROOMS = (
    today, catalogue, editing, keeping, acts, words, history, bulk, proposals, reports, law, floors,
    files, early, bundles, account, passwords, oidc, people,
)  # fmt: skip
blueprint = Blueprint("console", __name__, url_prefix="/console")
for room in ROOMS:
    room.add_routes(blueprint)

__all__ = ["blueprint"]
