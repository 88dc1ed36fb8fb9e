"""Hours that were typed, read back: the week as readers see it, and as OpenStreetMap writes it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from marshmallow import Schema, ValidationError

from services_app.content.opening import osm_expression
from services_app.web.forms.schemas import Rows, keys, widget_of
from services_app.web.forms.times import Week
from services_app.web.forms.values import Values

AROUND = ("closures", "open_on_holidays")  # what stands beside a week and bears on it


def weeks(schema: Schema) -> Iterator[str]:
    """Yield the names of the facts that are a week."""
    yield from (key for key, field in keys(schema) if isinstance(widget_of(field), Week))


def read_back(
    schema: Schema, values: Values, week: str, patron_day: str | None
) -> dict[str, Any]:  # Any: a grid, and an expression
    """Give the `grid` of a week that can be kept and its `osm` hours; nothing for another.

    The expression is empty while something is wrong with the dated closures.
    """
    grid = _typed(schema, values, week)
    if grid is None:
        return {}
    facts = {name: _typed(schema, values, name) for name in AROUND if name in schema.fields}
    if None in facts.values():
        return {"grid": grid, "osm": ""}
    return {"grid": grid, "osm": osm_expression(facts | {week: grid, "patron_day": patron_day},
                                                week)}  # fmt: skip


def _typed(schema: Schema, values: Values, key: str) -> Any:
    """Read a fact as JSON, None where the schema refuses it."""
    field, name = schema.fields[key], f"facts.{key}"
    widget = widget_of(field)
    if isinstance(widget, Rows):
        values = widget.tidied(name, values)
    value = widget.read(name, values)
    try:
        field.deserialize(value)
    except ValidationError:
        return None
    return value
