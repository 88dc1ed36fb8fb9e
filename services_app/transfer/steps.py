"""Long work done step by step: who asks for the next step hears how far it has come."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from typing import Generic, TypeVar

Result = TypeVar("Result")
# Each step says how many rows are done, and of how many; the end brings the result.
Steps = Generator[tuple[int, int], None, Result]
Progress = Callable[[int, int], None]  # the same, called


class Taken(Generic[Result]):
    """Steps in a loop; `result` is theirs once the loop has ended."""

    result: Result

    def __init__(self, steps: Steps[Result]) -> None:
        self._steps = steps

    def __iter__(self) -> Iterator[tuple[int, int]]:
        """Yield (rows done, of how many)."""
        self.result = yield from self._steps


def finished(steps: Steps[Result], progress: Progress | None = None) -> Result:
    """Take all steps, telling `progress` of each."""
    taken = Taken(steps)
    for done, total in taken:
        if progress:
            progress(done, total)
    return taken.result
