"""A file of 20,000 rows is planned and applied within bounds of memory, with progress."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from services_app.config import ROOT
from services_app.transfer import workbooks
from tests.databases import sqlite_copy
from tests.transfer.files import csv_of

ROWS, LIMIT_MB = 20_000, 300
NOTICE = {
    "slug": "", "place": "070031", "severity": "info", "from_on": "2026-11-30",
    "title:it": "Avviso",
}  # fmt: skip


def imported(url: str, file: Path, *flags: str) -> dict[str, Any]:
    """Plan a file, and apply it with --apply, in a process of its own; give what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.transfer.large_import", url, str(file), *flags],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_20_000_rows_are_planned_and_applied_within_300_mb(shared: Path, tmp_path: Path) -> None:
    url = sqlite_copy(shared, tmp_path)
    rows = [NOTICE | {"slug": f"notice-{n:05}"} for n in range(ROWS)]
    (tmp_path / "notices.csv").write_bytes(csv_of(list(NOTICE), rows))
    for row in rows[::20]:
        row["place"] = "070078"
    with (tmp_path / "notices.xlsx").open("wb") as file:
        workbooks.write(file, [list(NOTICE), *(list(row.values()) for row in rows)])
    first = imported(url, tmp_path / "notices.csv", "--apply")
    second = imported(url, tmp_path / "notices.xlsx")
    assert first["counts"] == {"new": ROWS}
    assert second["counts"] == {"changed": ROWS // 20, "unchanged": ROWS - ROWS // 20}
    for found in (first, second):
        assert found["peak_mb"] < LIMIT_MB
        for calls in found["calls"].values():
            assert len(calls) >= ROWS // 500
            assert calls[-1] == [ROWS, ROWS]
