"""What `make run` starts: gunicorn, on an empty folder and again on what is there."""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from flask.testing import FlaskClient

from services_app import create_app
from services_app.config import ROOT, Settings
from tests.console.test_files import planned
from tests.console.test_import_progress import form_of
from tests.databases import sqlite_copy
from tests.operators import logged_in
from tests.transfer.files import jobs


@contextmanager
def started(database: Path, **environment: str) -> Iterator[int]:
    """Start the server as the Makefile does; give its port once it answers."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [
            sys.executable, "-m", "gunicorn", "--config", "python:services_app.serving",
            "--bind", f"127.0.0.1:{port}", "--workers", "2", "wsgi:app",
        ],
        cwd=ROOT, env=os.environ | {"DATABASE_URL": f"sqlite:///{database}"} | environment,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait(port, server)
        yield port
    finally:
        server.terminate()
        server.wait(30)


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(3000):
        assert server.poll() is None, "the server ended"
        try:
            asked(port, "/readyz")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the server does not answer")


def asked(port: int, path: str, lang: str = "ar") -> tuple[int, str, str]:
    """Ask for a page; give the status, where it leads and its body."""
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path, headers={"Accept-Language": lang})
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, answer.headers.get("Location", ""), body


def test_it_starts_with_content_on_nothing_and_starts_again_on_what_is_there(
    tmp_path: Path,
) -> None:
    for _ in range(2):
        with started(tmp_path / "new.sqlite3") as port:
            assert asked(port, "/")[:2] == (302, "/ar/")
            status, _, body = asked(port, "/ar/larino/guides/permit-renewal")
            assert status == 200
            assert 'dir="rtl"' in body


def posted(browser: FlaskClient, port: int, address: str) -> HTTPConnection:
    """Send the form below a plan to the server, as a browser that takes packed pages would."""
    cookie = browser.get_cookie("services_console", path="/console")
    assert cookie
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {
        "Cookie": f"services_console={cookie.value}", "Accept-Encoding": "br, gzip",
        "Content-Type": "application/x-www-form-urlencoded",
    }  # fmt: skip
    connection.request("POST", address, urlencode(form_of(browser, address)), headers)
    return connection


def test_an_import_is_heard_of_while_it_waits_for_the_database(
    shared: Path, tmp_path: Path
) -> None:
    url, secret = sqlite_copy(shared, tmp_path), "a secret of a test" * 3
    app = create_app(Settings(database_url=url, secret_key=secret, instance=tmp_path))
    browser = logged_in(app, "administrator", lang="en")
    address = planned(browser, "jobs", jobs({"slug": "one"}))
    file = tmp_path / "own.sqlite3"
    with started(file, SECRET_KEY=secret) as port, closing(sqlite3.connect(file)) as other:
        other.isolation_level = None
        other.execute("BEGIN IMMEDIATE")  # so the import cannot end before we let it
        with closing(posted(browser, port, address)) as connection:
            answer = connection.getresponse()
            assert "<h1>Import</h1>" in answer.read1().decode()
            other.execute("ROLLBACK")
            rest = answer.read().decode()
    app.extensions["store"].database.engine.dispose()
    assert "1 record written." in rest
    assert "</html>" in rest
