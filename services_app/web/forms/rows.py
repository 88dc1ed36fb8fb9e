"""Rows of a form without a script: the pressed button says which row goes where."""

from __future__ import annotations

from services_app.web.forms.values import Values, renumbered, row_numbers


def moved(values: Values, order: str) -> Values:
    """Do "add:name:n", "drop:name:n", "up:name:n" or "down:name:n"; anything else does nothing."""
    act, _, rest = order.partition(":")
    name, _, number = rest.rpartition(":")
    if not name or not (number.isascii() and number.isdigit()):
        return values
    rows: list[int | None] = list(row_numbers(values, name))
    place = int(number[:6])
    if act == "add":
        return renumbered(values, name, [*rows, None])
    if place >= len(rows):
        return values
    if act == "drop":
        del rows[place]
    other = place + {"up": -1, "down": 1}.get(act, 0)
    if other != place and 0 <= other < len(rows):
        rows[place], rows[other] = rows[other], rows[place]
    return renumbered(values, name, rows)
