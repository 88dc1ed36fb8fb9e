"""The session: a signed cookie that exists under /console only, with its two limits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from flask import Flask, Request, Response
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin

FOLDER = "/console"
IDLE = timedelta(minutes=60)
ABSOLUTE = timedelta(hours=12)


class ConsoleSessions(SecureCookieSessionInterface):
    """Sessions for the console; every other page has none, and so sets and varies on nothing."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Read the session; one that is too old is an empty one."""
        if not in_console(request.path):
            return None
        session = super().open_session(app, request)
        if session and not _alive(session, now(app)):
            return SecureCookieSession()
        return session

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Write the session, with when it was begun and last used."""
        if session:
            session["seen"] = now(app).timestamp()
            session.setdefault("since", session["seen"])
        super().save_session(app, session, response)


def in_console(path: str) -> bool:
    """Tell whether an address lies under /console."""
    return path == FOLDER or path.startswith(f"{FOLDER}/")


def now(app: Flask) -> datetime:
    """Tell the time by the app's own clock."""
    time: datetime = app.extensions["store"].clock()
    return time


def _alive(session: SessionMixin, time: datetime) -> bool:
    seen, since = (datetime.fromtimestamp(session.get(name, 0), UTC) for name in ("seen", "since"))
    return time - seen <= IDLE and time - since <= ABSOLUTE
