"""Run by a test in a process of its own: plan or apply a file, and say how much memory it took."""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

from services_app.db import Database
from services_app.transfer.commands import apply_plan
from services_app.transfer.planning import plan_import
from services_app.transfer.reading import open_rows
from tests.records import TESTER, TYPES

KIND = TYPES["notices"]  # of few facts: what is measured is the number of rows


def main(url: str, path: Path, apply_it: bool) -> None:
    """Plan the file, apply it where told so, and print what happened as JSON."""
    database = Database(url)
    calls: dict[str, list[tuple[int, int]]] = {"plan": []}
    with path.open("rb") as file, database.reading() as session:
        rows = open_rows(KIND, file)
        plan = plan_import(
            session, KIND, rows, by=TESTER, progress=lambda *a: calls["plan"].append(a)
        )
    if apply_it:
        calls["apply"] = []
        with database.transaction() as session:
            apply_plan(session, plan, by=TESTER, progress=lambda *a: calls["apply"].append(a))
    print(json.dumps({"counts": plan.counts, "peak_mb": peak_mb(), "calls": calls}))


def peak_mb() -> float:
    """Tell the most memory that this program held at once.

    Linux counts a forked child's `ru_maxrss` from the size of its parent on, so there the mark of
    the process itself is read, which begins anew with the program.
    """
    status = Path("/proc/self/status")
    if status.exists():
        (line,) = (each for each in status.read_text().splitlines() if each.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), apply_it="--apply" in sys.argv)
