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
from tests.transfer.files import JOB, csv_of

ROWS, LIMIT_MB = 20_000, 300


def imported(url: str, file: Path) -> dict[str, Any]:
    """Plan and apply a file in a process of its own; give what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.transfer.large_import", url, str(file)],
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
    rows = [JOB | {"slug": f"job-{n:05}", "employer": f"Ditta {n}"} for n in range(ROWS)]
    (tmp_path / "jobs.csv").write_bytes(csv_of(list(JOB), rows))
    for row in rows[::20]:
        row["pay_euros"] = "10"
    with (tmp_path / "jobs.xlsx").open("wb") as file:
        workbooks.write(file, [list(JOB), *(list(row.values()) for row in rows)])
    first = imported(url, tmp_path / "jobs.csv")
    second = imported(url, tmp_path / "jobs.xlsx")
    assert first["counts"] == {"new": ROWS}
    assert second["counts"] == {"changed": ROWS // 20, "unchanged": ROWS - ROWS // 20}
    for found in (first, second):
        assert found["peak_mb"] < LIMIT_MB
        for calls in found["calls"].values():
            assert len(calls) >= ROWS // 500
            assert calls[-1] == [ROWS, ROWS]
