"""What is wrong with a file or a row, said with its place; and the limits of what is taken."""

from __future__ import annotations

from dataclasses import dataclass

from services_app.errors import Invalid, Reason

MAX_BYTES = 20_000_000
MAX_ROWS = 50_000
MAX_CELL = 100_000  # characters
MAX_COLUMNS = 1_000


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason against a line; `column` is a heading or ""."""

    line: int
    column: str
    reason: Reason

    def __str__(self) -> str:
        where = f"{self.line}: {self.column}: " if self.column else f"{self.line}: "
        return where + self.reason


class Wrong(Exception):
    """A cell, or a row, that cannot be taken."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


def refused(reason: Reason) -> Invalid:
    """Make the one clear refusal of a whole file."""
    return Invalid({"file": [reason]})
