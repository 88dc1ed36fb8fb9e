"""The JSON API under /api/v1: what is published, for programs, with its own description."""

from __future__ import annotations

from flask import Blueprint, Response, request

from services_app.api import description, items, places, search, taxonomies

READING = ("GET", "HEAD", "OPTIONS")

blueprint = Blueprint("api", __name__, url_prefix="/api/v1", template_folder="templates")
for room in (places, taxonomies, search, description, items):
    room.add_routes(blueprint)

__all__ = ["blueprint"]


@blueprint.after_app_request
def open_to_all(response: Response) -> Response:
    """Let pages of any site read the API; nothing here knows who asks.

    Seen by every answer of the app, since an address that no route knows is an answer of the API
    too when it begins like one.
    """
    if not request.path.startswith("/api/v1/"):
        return response
    if request.method in READING:
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "ETag, Location"
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = ", ".join(READING)
        response.headers["Access-Control-Allow-Headers"] = "If-None-Match, Accept-Language"
        response.headers["Access-Control-Max-Age"] = "86400"
    return response
