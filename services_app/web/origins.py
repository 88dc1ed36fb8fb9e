"""Where a request comes from: its network, and what another site sends is refused."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, abort, current_app, request
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wrappers import Response as BaseResponse

from services_app.web.store import store

SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")


def trust_proxies(app: Flask, proxies: int) -> None:
    """Read who asks behind so many proxies of ours: limits count networks, not proxies."""
    if proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies)  # type: ignore[method-assign]


def refuse_other_origins(app: Flask) -> None:
    """Answer 403 to every unsafe request that another site had a browser send."""
    app.before_request(_refuse)


def _refuse() -> None:
    if request.method not in SAFE and comes_from_elsewhere():
        current_app.logger.warning("refused: unsafe request from another origin")
        abort(403)


def comes_from_elsewhere() -> bool:
    """Tell whether the browser says that another site made this request.

    Programs send neither header: they carry nobody's session by accident. Pages with forms let
    browsers say where they come from (Referrer-Policy), so "null" alone is somebody hiding.
    """
    fetched_from = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if fetched_from not in (None, "same-origin", "none"):
        return True
    if origin == "null":
        return fetched_from is None
    return origin is not None and not _is_ours(origin)


def _is_ours(origin: str) -> bool:
    # A proxy may end TLS before us, so hosts are compared and schemes are not.
    try:
        host = urlsplit(origin).netloc.lower()
    except ValueError:
        return False
    return bool(host) and host in (
        request.host.lower(), urlsplit(store().settings.site_url).netloc.lower()
    )  # fmt: skip


def with_form(response: BaseResponse) -> BaseResponse:
    """Have no cache keep a public page, and let its form say to us from where it is sent."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "same-origin"
    return response
