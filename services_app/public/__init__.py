"""The pages that readers open: no cookie, no session, nothing kept about anybody."""

from __future__ import annotations

from flask import Blueprint

from services_app.public import (
    about,
    bundles,
    cv,
    desk,
    home,
    items,
    lists,
    private,
    reports,
    share,
    sheets,
)

blueprint = Blueprint("public", __name__)
for room in (home, lists, items, desk, reports, private, share, bundles, sheets, cv, about):
    room.add_routes(blueprint)

__all__ = ["blueprint"]
