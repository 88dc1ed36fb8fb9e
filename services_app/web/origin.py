"""Whether a form was sent from a page of ours; public forms have no cookie, so no token."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import abort, request

from services_app.web.store import store


def refuse_other_sites() -> None:
    """Answer 403 to what a page of another site sends; a browser that says nothing passes.

    The form's own page must not ask for "no-referrer": browsers then call its origin "null".
    """
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    origin = request.headers.get("Origin")
    if site not in ("same-origin", "none") or (origin is not None and not _is_ours(origin)):
        abort(403)


def _is_ours(origin: str) -> bool:
    # A proxy may end TLS before us, so hosts are compared and schemes are not.
    try:
        host = urlsplit(origin).netloc.lower()
    except ValueError:
        return False
    own = {request.host.lower(), urlsplit(store().settings.site_url).netloc.lower()}
    return bool(host) and host in own
