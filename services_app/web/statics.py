"""Style sheet and marks, under addresses that change with their content, kept for ever."""

from __future__ import annotations

import hashlib
import mimetypes
from functools import cache
from pathlib import Path

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue
from xstatic.pkg import leaflet

from services_app.errors import NotFound

FOLDER = Path(__file__).parent.parent / "static"
LEAFLET = tuple(Path(leaflet.BASE_DIR) / name for name in ("leaflet.css", "leaflet.js"))
blueprint = Blueprint("statics", __name__)


@cache
def _assets() -> dict[str, tuple[str, bytes]]:
    found = {}
    for path in (*sorted(FOLDER.iterdir()), *LEAFLET):
        body = path.read_bytes()
        found[path.name] = (hashlib.sha256(body).hexdigest()[:10], body)
    return found


def asset_path(name: str) -> str:
    """Give the address of an asset, with a mark of its content in it."""
    return f"/static/{_assets()[name][0]}/{name}"


@blueprint.get("/static/<mark>/<name>")
def asset(mark: str, name: str) -> ResponseReturnValue:
    """Send an asset; an old mark sends the present content, not to be kept."""
    if name not in _assets():
        raise NotFound(name)
    current, body = _assets()[name]
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    if kind.startswith("text/"):
        kind += "; charset=utf-8"
    response = Response(body, content_type=kind)
    kept = "public, max-age=31536000, immutable" if mark == current else "no-cache"
    response.headers["Cache-Control"] = kept
    return response


@blueprint.get("/favicon.ico")
def favicon() -> ResponseReturnValue:
    """Send the mark to browsers that ask for it by its old name, which does not change with it."""
    return asset("", "mark.svg")
