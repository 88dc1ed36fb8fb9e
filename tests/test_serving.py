"""What `make run` starts: gunicorn, on an empty folder and again on what is there."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from services_app.config import ROOT


@contextmanager
def started(database: Path) -> Iterator[int]:
    """Start the server as the Makefile does; give its port once it answers."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [
            sys.executable, "-m", "gunicorn", "--config", "python:services_app.serving",
            "--bind", f"127.0.0.1:{port}", "--workers", "2", "wsgi:app",
        ],
        cwd=ROOT, env=os.environ | {"DATABASE_URL": f"sqlite:///{database}"},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait(port, server)
        yield port
    finally:
        server.terminate()
        server.wait(30)


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
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
