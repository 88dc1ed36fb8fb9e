"""How answers leave: security headers, conditional answers, compression, relative redirects."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from flask import Flask, Response, after_this_request, request

from services_app.delivery.compress import compressed

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "script-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "geolocation=(self), camera=(), microphone=(), interest-cohort=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000",
}


def deliver(app: Flask) -> None:
    """Finish every answer of the app in the one place that does so."""
    app.after_request(_finish)


def allow_pictures_from(origin: str) -> None:
    """Let the page that is being made, and no other, show pictures of one more origin."""
    _send(CONTENT_SECURITY_POLICY.replace("img-src 'self'", f"img-src 'self' {origin}"))


def allow_framing_by(origins: Iterable[str]) -> None:
    """Let pages of these origins frame the page that is being made, which runs no script."""
    policy = CONTENT_SECURITY_POLICY
    for now, then in (
        ("script-src 'self'", "script-src 'none'"),
        ("connect-src 'self'", "connect-src 'none'"),
        ("form-action 'self'", "form-action 'none'"),
        ("frame-ancestors 'none'", f"frame-ancestors {' '.join(origins)}"),
    ):
        policy = policy.replace(now, then)
    _send(policy)


def _send(policy: str) -> None:
    @after_this_request
    def _allow(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = policy
        return response


def _finish(response: Response) -> Response:
    _relative(response)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if response.direct_passthrough or response.is_streamed:
        return response  # to look at a body is to wait for the whole of it
    if request.method in ("GET", "HEAD") and response.status_code == 200:
        response.headers.setdefault("Cache-Control", "no-cache")
        if "no-store" not in response.headers["Cache-Control"]:
            if not response.get_etag()[0]:
                # Weak: the packed and the plain body share it.
                response.add_etag(weak=True)
            response.make_conditional(request)
    return compressed(response, request.headers.get("Accept-Encoding", ""))


def _relative(response: Response) -> None:
    # Werkzeug builds its redirects from the Host header, which a client chooses. 308 is said for
    # other forms of our own addresses only, so it never leads to another site.
    location = response.headers.get("Location")
    if not location:
        return
    host = urlsplit(location).netloc.lower()
    if response.status_code == 308 or host == request.host.lower():
        response.headers["Location"] = relative(location)


def relative(url: str) -> str:
    """Cut scheme and host off an address."""
    parts = urlsplit(url)
    path = f"/{parts.path.lstrip('/')}"  # two slashes would begin a host again
    return f"{path}?{parts.query}" if parts.query else path
