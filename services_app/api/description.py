"""The API's description of itself: an OpenAPI document, and a page that people can read."""

from __future__ import annotations

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from services_app.api.answers import answer
from services_app.api.document import Json, document
from services_app.web.store import store


def add_routes(blueprint: Blueprint) -> None:
    """Register the addresses of this room."""
    blueprint.get("/openapi.json")(openapi)
    blueprint.get("/docs")(docs)


def _document() -> Json:
    here = store()
    return document(tuple(here.types.values()), here.settings)


def openapi() -> ResponseReturnValue:
    """Send the OpenAPI document."""
    return answer(_document())


def docs() -> ResponseReturnValue:
    """Show every address with its parameters and an example; in English, as programmers read."""
    g.lang = "en"
    return render_template("api_docs.html", api=_document())
