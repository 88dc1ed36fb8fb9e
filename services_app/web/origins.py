"""Where an unsafe request comes from: what another site sends is refused."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, abort, current_app, request

from services_app.web.problems import first_part
from services_app.web.store import store

SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")


def refuse_other_origins(app: Flask) -> None:
    """Answer 403 to every unsafe request that another site had a browser send."""
    app.before_request(_refuse)


def _refuse() -> None:
    if request.method not in SAFE and comes_from_elsewhere():
        current_app.logger.warning("refused: unsafe request from another origin")
        abort(403)


def comes_from_elsewhere() -> bool:
    """Tell whether the browser says that another site made this request.

    Programs send neither header: they carry nobody's session by accident.
    """
    fetched_from = request.headers.get("Sec-Fetch-Site")
    if fetched_from:
        return fetched_from not in ("same-origin", "none")
    origin = request.headers.get("Origin")
    if not origin:
        return False
    if origin == "null":
        # Older browsers say so of our own public forms, because of their referrer policy.
        # The console's policy lets them tell, so there it is somebody hiding.
        return first_part() == "console"
    return origin != store().settings.site_url and urlsplit(origin).netloc != request.host
