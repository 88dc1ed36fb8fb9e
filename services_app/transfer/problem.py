"""What is wrong with a file or a row, said with its place; and the limits of what is taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from services_app.errors import Invalid

MAX_BYTES = 20_000_000
MAX_ROWS = 50_000
MAX_CELL = 100_000  # characters
MAX_COLUMNS = 1_000


def N_(message: str) -> str:
    """Mark a message id for the catalogues; the edge translates it."""
    return message


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason; `column` is a heading or "", `message` an id that takes `values` by name."""

    line: int
    column: str
    message: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        where = f"{self.line}: {self.column}: " if self.column else f"{self.line}: "
        return where + (self.message % self.values if self.values else self.message)


class Wrong(Exception):
    """A cell that cannot be read; `message` is an id that takes `values` by name."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message, self.values = message, values


def refused(message: str, **values: object) -> Invalid:
    """Make the one clear refusal of a whole file."""
    return Invalid({"file": [message % values if values else message]})
