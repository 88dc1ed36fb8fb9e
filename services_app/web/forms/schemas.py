"""Which widget a field of a schema has, and the whole of a schema written and read."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from marshmallow import Schema, fields, missing, validate

from services_app.content.fields.contacts import check_phone
from services_app.taxonomies import TAXONOMIES, Taxonomy
from services_app.web.forms import times, widgets
from services_app.web.forms.values import Values, below, renumbered, row_numbers
from services_app.web.forms.widgets import Widget

SIMPLE: tuple[tuple[type[fields.Field[Any]], type[Widget]], ...] = (
    (fields.Boolean, widgets.YesNo),
    (fields.Integer, widgets.Number),
    (fields.Float, widgets.Decimal),
    (fields.AwareDateTime, times.Moment),
    (fields.Date, times.Day),
)


class Group(Widget):
    """A nested schema: null when nothing in it was typed."""

    name = "group"

    def __init__(self, field: fields.Nested) -> None:
        super().__init__(field)
        self.schema = field.schema

    def write(self, name: str, value: Any) -> Iterator[tuple[str, str]]:
        """Yield what stands for the nested record."""
        if value is not None:
            yield from write(self.schema, value, name)

    def read(self, name: str, values: Values) -> Any:
        """Read the nested record."""
        if not any(value.strip() for _, value in below(values, name)):
            return self.nothing()
        return read(self.schema, values, name)


class Rows(Widget):
    """A list of rows; a row in which nothing was typed is left out."""

    name = "rows"

    def __init__(self, field: fields.List[Any]) -> None:
        super().__init__(field)
        self.schema: Schema = cast(fields.Nested, field.inner).schema

    def write(self, name: str, value: Any) -> Iterator[tuple[str, str]]:
        """Yield what stands for each row."""
        for number, row in enumerate(value or ()):
            yield from write(self.schema, row, f"{name}.{number}")

    def read(self, name: str, values: Values) -> Any:
        """Read the rows; they were tidied before, so their numbers are their places."""
        return [read(self.schema, values, f"{name}.{n}") for n in row_numbers(values, name)]

    def tidied(self, name: str, values: Values) -> Values:
        """Drop empty rows, number the rest from 0, and give new rows an id."""
        kept = [n for n in row_numbers(values, name) if not self._is_blank(f"{name}.{n}", values)]
        values = renumbered(values, name, kept)
        for number in range(len(kept)):
            key = f"{name}.{number}.id"
            if not values.get(key):
                values[key] = str(uuid.uuid4())
        return values

    def _is_blank(self, name: str, values: Values) -> bool:
        # Words of a row, such as a step, stand with it and keep it.
        fresh = dict(write(self.schema, defaults(self.schema)))
        return all(
            not value.strip() or rest == "id" or fresh.get(rest) == value
            for rest, value in below(values, name)
        )


def widget_of(field: fields.Field[Any]) -> Widget:
    """Choose the widget of a field."""
    if isinstance(field, fields.Nested):
        return Group(field)
    if isinstance(field, fields.List):
        return _list_widget(field)
    if isinstance(field, fields.Dict):
        return times.Week(field)
    if isinstance(field, fields.Boolean) and field.load_default is False:
        return widgets.Tick(field)
    if "euros" in field.metadata:
        return widgets.Euros(field)
    if "clock" in field.metadata:
        return times.Clock(field)
    if check_phone in field.validators:
        return widgets.Telephone(field)
    if codes_of(field) is not None or field.metadata.keys() & {"choose_from", "names"}:
        return widgets.Choice(field)
    for kind, widget in SIMPLE:
        if isinstance(field, kind):
            return widget(field)
    return Widget(field)


def _list_widget(field: fields.List[Any]) -> Widget:
    inner = field.inner
    if isinstance(inner, fields.Nested):
        return Rows(field)
    if isinstance(inner, fields.List):
        return times.Spans(field)
    if codes_of(field) is not None or field.metadata.keys() & {"choose_from", "names"}:
        return widgets.Several(field)
    return widgets.Words(field)


def codes_of(field: fields.Field[Any]) -> Taxonomy | tuple[str, ...] | None:
    """Give the closed list of codes that a field takes, if it has one."""
    inner = field.inner if isinstance(field, fields.List) else field
    taxonomy = field.metadata.get("taxonomy") or inner.metadata.get("taxonomy")
    if taxonomy:
        return TAXONOMIES[taxonomy]
    if isinstance(inner, fields.Boolean):
        return ("yes", "no")
    for check in inner.validators:
        if isinstance(check, validate.OneOf):
            return tuple(check.choices)
    return None


def keys(schema: Schema) -> Iterator[tuple[str, fields.Field[Any]]]:
    """Yield the fields of a schema under the names that records use."""
    for name, field in schema.fields.items():
        yield field.data_key or name, field


def shown_at(schema: Schema, path: Sequence[str]) -> tuple[list[str], Widget | None]:
    """Give the name of the input that shows a path of a record, in parts, and its widget.

    What is wrong below an input, such as with one hour of a day, is said at the input.
    """
    field = dict(keys(schema)).get(path[0]) if path else None
    if field is None:
        return list(path), None
    widget, own = widget_of(field), 2 if isinstance(field, fields.List) else 1
    if isinstance(widget, Group | Rows) and len(path) > own:
        name, inner = shown_at(widget.schema, path[own:])
        return [*path[:own], *name], inner
    return list(path[: 2 if isinstance(widget, times.Week) else 1]), widget


def defaults(schema: Schema) -> dict[str, Any]:
    """Give the record that an empty form means."""
    return {
        key: field.load_default() if callable(field.load_default) else field.load_default
        for key, field in keys(schema)
        if field.load_default is not missing
    }


def write(schema: Schema, record: Mapping[str, Any], name: str = "") -> Iterator[tuple[str, str]]:
    """Yield the names and texts of a form that stand for a record (JSON values)."""
    for key, field in keys(schema):
        path = f"{name}.{key}" if name else key
        if key == "id":
            yield path, str(record.get(key) or "")
        else:
            yield from widget_of(field).write(path, record.get(key))


def read(schema: Schema, values: Values, name: str = "") -> dict[str, Any]:
    """Give the record (JSON values, unchecked) that the texts of a form mean."""
    record = {}
    for key, field in keys(schema):
        path = f"{name}.{key}" if name else key
        value = widget_of(field).read(path, values)
        if value is not missing:
            record[key] = value
    return record


def tidied(schema: Schema, values: Values, name: str = "") -> Values:
    """Drop the empty rows of every list and number the others from 0, so messages meet them."""
    for key, field in keys(schema):
        path = f"{name}.{key}" if name else key
        widget = widget_of(field)
        if isinstance(widget, Group):
            values = tidied(widget.schema, values, path)
        elif isinstance(widget, Rows):
            for number in row_numbers(values, path):
                values = tidied(widget.schema, values, f"{path}.{number}")
            values = widget.tidied(path, values)
    return values
