"""The app on a real port, and an address for every kind of page that it has."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import select
from werkzeug.serving import WSGIRequestHandler, make_server

from services_app.content import CONTENT_TYPES
from services_app.content.item import Item, Seen
from services_app.places.model import Place
from services_app.web.store import Store

TOWN = "larino"
FIXED = {
    "chooser": "",
    "chooser, asked": "?q=la",
    "home": f"{TOWN}/",
    "tile": f"{TOWN}/guides?tile=permit",
    "list without result": f"{TOWN}/jobs?occupation=shepherd&contract=agency",
    "search": f"{TOWN}/search?q=permesso",
    "search without result": f"{TOWN}/search?q=zzz",
    "danger": f"{TOWN}/now",
    "private": f"x/help?at={TOWN}",
    "changes": f"{TOWN}/changes",
    "training": f"{TOWN}/training",
    "about": "about",
    "privacy": "privacy",
    "accessibility": "accessibility",
    "guide with a choice": f"{TOWN}/guides/permit-renewal",
    "card of a guide": f"{TOWN}/guides/health-registration/desk",
    "card of an office": f"{TOWN}/offices/larino-comune/desk",
    "report": f"{TOWN}/offices/larino-comune/wrong",
    "share": f"{TOWN}/share?item=guides/bank-account&item=offices/larino-comune",
    "cv": f"{TOWN}/cv",
    "skills card": f"{TOWN}/cv/card",
    "thanks": f"{TOWN}/offices/larino-comune/thanks",
    "not found": f"{TOWN}/jobs/there-is-no-such-job",
    "unreadable": f"{TOWN}/jobs?contract=none-of-these",
} | {f"list of {kind.name}": f"{TOWN}/{kind.name}" for kind in CONTENT_TYPES}
ONE_OF = {f"one of {kind.name}": kind.name for kind in CONTENT_TYPES}
SENSITIVE = "sensitive"
KINDS_OF_PAGE = (*FIXED, *ONE_OF, SENSITIVE)


def address(store: Store, lang: str, page: str) -> str:
    """Give the path of a kind of page in a language."""
    if page in FIXED:
        return f"/{lang}/{FIXED[page]}"
    rows = (
        select(Item.slug, Item.neutral_code, Place.slug)
        .join(Seen, Seen.item_id == Item.id)
        .join(Place, Place.id == Seen.place_id)
        .where(Item.sensitive.is_(page == SENSITIVE))
        .order_by((Place.slug == TOWN).desc(), Seen.order_key, Item.id)
        .limit(1)
    )
    if page in ONE_OF:
        rows = rows.where(Item.kind == ONE_OF[page])
    with store.database.reading() as session:
        slug, code, town = session.execute(rows).one()
    if page == SENSITIVE:
        return f"/{lang}/x/{code}?at={town}"
    return f"/{lang}/{town}/{ONE_OF[page]}/{slug}"


class _Quiet(WSGIRequestHandler):
    def log(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Serve the app on a free port of this machine; give its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
