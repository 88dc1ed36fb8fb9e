"""What a form sent: names with dots, such as facts.phones.0.number, each with its texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from werkzeug.datastructures import MultiDict

from services_app.web.params import whole

Pairs = list[tuple[str, str]]
Values = MultiDict[str, str]


def below(values: Values, name: str) -> Iterator[tuple[str, str]]:
    """Yield what stands under a name, with the rest of each name."""
    start = f"{name}."
    for key, value in values.items(multi=True):
        if key.startswith(start):
            yield key[len(start) :], value


def row_numbers(values: Values, name: str) -> list[int]:
    """List the numbers of the rows that were sent under a name, in the order of the form."""
    numbers = (whole(rest.partition(".")[0], -1) for rest, _ in below(values, name))
    return [number for number in dict.fromkeys(numbers) if number >= 0]


def renumbered(values: Values, name: str, order: Iterable[int | None]) -> Values:
    """Give the values with the rows of a name in a new order; None makes an empty place."""
    rows = [list(below(values, f"{name}.{number}")) if number is not None else None
            for number in order]  # fmt: skip
    kept: Pairs = [
        (key, value)
        for key, value in values.items(multi=True)
        if not key.startswith(f"{name}.") or not key[len(name) + 1 :].partition(".")[0].isdigit()
    ]
    for place, row in enumerate(rows):
        for rest, value in row if row is not None else [("id", "")]:
            kept.append((f"{name}.{place}.{rest}", value))
    return MultiDict(kept)
