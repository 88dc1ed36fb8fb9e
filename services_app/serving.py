"""How gunicorn starts the program: imported once, database brought up to date, then forked."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from flask import Flask

from services_app.cli import make_ready
from services_app.web.store import store

if TYPE_CHECKING:
    from gunicorn.arbiter import Arbiter
    from gunicorn.workers.base import Worker

preload_app = True
worker_class = "gthread"
threads = 4
control_socket_disable = True  # it would lie in the home folder, one for all installations


def on_starting(server: Arbiter) -> None:
    """Make or mend the database before the first worker exists (as `flask init` does)."""
    with _app(server).app_context():
        make_ready()
        store().database.engine.dispose()
    gc.collect()
    gc.freeze()  # what was imported stays: no worker looks through it again, a third of an import


def post_fork(server: Arbiter, _worker: Worker) -> None:
    """Leave the connections of the parent to the parent."""
    with _app(server).app_context():
        store().database.engine.dispose(close=False)


def _app(server: Arbiter) -> Flask:
    app = server.app.wsgi()
    if not isinstance(app, Flask):
        raise TypeError("gunicorn serves wsgi:app")
    return app
