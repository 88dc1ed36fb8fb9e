"""The few errors raised on purpose, from any layer; the edge turns them into answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class NotFound(Exception):
    """There is no such thing, or not for this reader."""


class NotSeenHere(NotFound):
    """The item exists, but not for this town; `place_code` is its own place."""

    def __init__(self, place_code: str) -> None:
        super().__init__(place_code)
        self.place_code = place_code


class Moved(Exception):
    """The thing lives elsewhere; `kind` and `slug` say where."""

    def __init__(self, kind: str, slug: str) -> None:
        super().__init__(f"{kind}/{slug}")
        self.kind, self.slug = kind, slug


class Invalid(Exception):
    """Input that cannot be taken; `problems` maps dotted paths to messages."""

    def __init__(self, problems: Mapping[str, Any]) -> None:
        super().__init__("invalid input")
        self.problems = dict(problems)


class Unusable(Exception):
    """A setting or file that stops the start or a command, said in one clear line."""


class Conflict(Exception):
    """Something was changed by somebody else since it was read; nothing was saved."""
