"""Codes of lists as somebody types them: a wrong one is counted, of readers and of staff alike."""

from __future__ import annotations

from flask import request
from sqlalchemy.orm import Session

from services_app.errors import NotFound, TooMany
from services_app.limits import count_one, is_used_up
from services_app.share.commands import MISSES, bundle_of, opens
from services_app.share.model import Bundle
from services_app.web.store import store


def bundle_by(session: Session, code: str, key: str | None = None) -> Bundle:
    """Find a bundle by its code, and by its key where one is asked for.

    Raises NotFound, or TooMany for a network that guessed too often in this hour: for that one,
    nothing is even looked up.
    """
    here = store()
    if is_used_up(session, MISSES, request.remote_addr, here.clock()):
        raise TooMany(MISSES.what)
    try:
        found = bundle_of(session, code)
        if key is not None and not opens(found, key):
            raise NotFound("bundle")
    except NotFound:
        session.close()  # the count writes, and a session that has read never does
        with here.database.transaction() as writing:
            count_one(writing, MISSES, request.remote_addr, here.clock())
        raise
    return found
