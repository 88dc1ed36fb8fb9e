"""The pages that readers open: no cookie, no session, nothing kept about anybody."""

from __future__ import annotations

from flask import Blueprint

from services_app.public import (
    about,
    bundles,
    changes,
    cv,
    desk,
    embed,
    home,
    items,
    lists,
    private,
    reports,
    share,
    sheets,
    training,
)

blueprint = Blueprint("public", __name__)
for room in (
    home,
    lists,
    items,
    changes,
    desk,
    reports,
    private,
    share,
    bundles,
    embed,
    sheets,
    cv,
    training,
    about,
):
    room.add_routes(blueprint)

__all__ = ["blueprint"]
