"""Long work done step by step: who asks for the next step hears how far it has come."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import TypeVar

Result = TypeVar("Result")
# Each step says how many rows are done, and of how many; the end brings the result.
Steps = Generator[tuple[int, int], None, Result]
Progress = Callable[[int, int], None]  # the same, called


def finished(steps: Steps[Result], progress: Progress | None = None) -> Result:
    """Take all steps, telling `progress` of each."""
    while True:
        try:
            done, total = next(steps)
        except StopIteration as end:
            result: Result = end.value
            return result
        if progress:
            progress(done, total)
