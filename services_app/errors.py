"""The few errors raised on purpose, from any layer; the edge turns them into answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID


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


class Reason(str):
    """Why input cannot be taken: English to read, with the id and the values to say it otherwise.

    A schema holds reasons as its messages: marshmallow fills a message by calling `format`, and
    this one keeps what it was given (never the input) until the edge translates it.
    """

    id: str
    values: Mapping[str, object]

    def __new__(cls, id: str, **values: object) -> Reason:
        """Make a reason from a message id with placeholders such as %(max)s."""
        reason = super().__new__(cls, id % values if values else id)
        reason.id, reason.values = id, values
        return reason

    def format(self, *_: object, **values: object) -> Reason:
        """Take the values that the message names."""
        return Reason(self.id, **{n: v for n, v in values.items() if f"%({n})s" in self.id})


class Cents(int):
    """Money in whole euro cents among the values of a Reason; the edge says it in its language."""

    def __str__(self) -> str:
        return f"{self // 100}.{self % 100:02d} €"


N_ = Reason  # the name by which the extraction of words finds a message id


class Invalid(Exception):
    """Input that cannot be taken; `problems` maps dotted paths to reasons."""

    def __init__(self, problems: Mapping[str, Sequence[Reason]]) -> None:
        super().__init__("invalid input")
        self.problems = dict(problems)


class Conflict(Exception):
    """Somebody changed the item meanwhile; `version` is the stored one, None if it is gone."""

    def __init__(self, uid: UUID, version: int | None) -> None:
        super().__init__(f"{uid} is at version {version}")
        self.uid, self.version = uid, version


class TooMany(Exception):
    """The same was asked too often; later it is taken again."""


class Unusable(Exception):
    """A setting or file that stops the start or a command, said in one clear line."""
