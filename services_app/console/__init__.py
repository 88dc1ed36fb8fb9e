"""Where operators work: the only way in with accounts and a session."""

from __future__ import annotations

from flask import Blueprint

from services_app.console import account, oidc, passwords, people, start

blueprint = Blueprint("console", __name__, url_prefix="/console")
for room in (start, account, passwords, oidc, people):
    room.add_routes(blueprint)

__all__ = ["blueprint"]
