"""A small outside site on this machine, for the link checker to ask."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network
from typing import Any

from services_app.feedback.outside import Manners

HERE = (ip_network("127.0.0.1/32"),)


def manners(**values: Any) -> Manners:
    """Let the checker in, and hurry it."""
    return Manners(**({"agent": "test", "seconds": 5, "pause": 0, "allowed": HERE} | values))


@dataclass
class Site:
    """What was asked, and how many were asked at once at most."""

    url: str = ""
    asked: list[tuple[str, str]] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    now: int = 0
    most: int = 0
    lock: Any = field(default_factory=threading.Lock)
    release: threading.Event = field(default_factory=threading.Event)


def _answer(site: Site, request: BaseHTTPRequestHandler) -> None:
    path = request.path.strip("/")
    if path == "slow":
        site.release.wait(20)  # until the test is over
        return
    if path == "drip":
        with suppress(OSError):  # whoever asked has hung up
            request.wfile.write(b"HTTP/1.1 200 OK\r\n")
            for number in range(40):
                site.release.wait(0.05)
                request.wfile.write(b"X-%d: x\r\n" % number)
            request.wfile.write(b"\r\n")
        return
    if path == "noise":
        request.wfile.write(b"nonsense\r\n\r\n")
        return
    code, _, rest = path.partition("/")
    if code == "get-only":
        code = "405" if request.command == "HEAD" else "200"
    request.send_response(int(code))
    if code.startswith("3"):
        request.send_header("Location", rest if "://" in rest else f"/{rest}")
    if code == "299":
        request.send_header("Content-Length", str(10**12))  # a terabyte, of which nothing comes
    request.end_headers()


@contextmanager
def outside_site() -> Iterator[Site]:
    """Serve: /404 answers 404, /302/x leads to /x, /get-only refuses HEAD, /drip takes seconds."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            """Answer by the path."""
            with site.lock:
                site.asked.append((self.command, self.path))
                site.agents.add(self.headers.get("User-Agent", ""))
                site.now += 1
                site.most = max(site.most, site.now)
            _answer(site, self)
            with site.lock:
                site.now -= 1

        do_HEAD = do_GET

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield site
    finally:
        site.release.set()
        server.shutdown()
        thread.join()
        server.server_close()
