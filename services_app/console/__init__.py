"""Where operators work: the only way in with accounts and a session."""

from __future__ import annotations

from flask import Blueprint

from services_app.console import (
    acts,
    bulk,
    catalogue,
    editing,
    history,
    keeping,
    law,
    proposals,
    today,
    words,
)

blueprint = Blueprint("console", __name__, url_prefix="/console")
for room in (today, catalogue, editing, keeping, acts, words, history, bulk, proposals, law):
    room.add_routes(blueprint)

__all__ = ["blueprint"]
