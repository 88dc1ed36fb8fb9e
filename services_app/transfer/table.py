"""The flat form of a record: one column a fact, made from the schema of the type alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from marshmallow import fields, missing, validate

from services_app.content.fields.base import DAYS, PLACE_PATTERN, Row
from services_app.content.fields.record import Record, TextRecord
from services_app.content.record import Values, facts_schema
from services_app.content.type import ContentType
from services_app.transfer.cells import LITERAL, Cell, same, value_of, written
from services_app.transfer.problem import Problem, Wrong

EMPTY = object()  # a mentioned column without a value: the schema's default
OWN_BLOCK = "block"  # before a part's name: the one block of that part
SCALARS: tuple[tuple[type[fields.Field[Any]], str], ...] = (
    (fields.Boolean, "boolean"),
    (fields.Integer, "integer"),
    (fields.Float, "number"),
    (fields.AwareDateTime, "time"),
    (fields.Date, "date"),
    (fields.String, "text"),
    (fields.UUID, "text"),
)


@dataclass(frozen=True)
class Column:
    """A heading and where its value stands in a record; `kind` says how a cell is written.

    `row_key` is the one field that a row of the list needs besides its id: `a; b` is enough then.
    """

    name: str
    path: tuple[str, ...]
    kind: str
    field: fields.Field[Any]
    row_key: str = ""

    @property
    def default(self) -> Any:  # Any: a JSON value
        """The value that an empty cell stands for."""
        value = self.field.load_default
        value = value() if callable(value) else value
        return None if value is missing else value


@cache
def columns_of(kind: ContentType) -> tuple[Column, ...]:
    """List the columns of a type without those of its words; money is in euros.

    A fact has its bare name, with "facts." before it where every item has such a column.
    """
    common = Record().fields
    own = [_column(name, (name,), field) for name, field in common.items() if name != "texts"]
    facts: list[Column] = []
    for name, field in facts_schema(kind).fields.items():
        key = field.data_key or name
        heading = f"facts.{key}" if key in common else key
        nested = _as_columns(field)
        if nested is None:
            facts.append(_column(heading, ("facts", key), field))
            continue
        for inner, each in nested.fields.items():
            inner = each.data_key or inner
            facts.append(_column(f"{heading}.{inner}", ("facts", key, inner), each))
    return (*own, *facts)


def columns_in(kind: ContentType, langs: Sequence[str]) -> tuple[Column, ...]:
    """List all columns of a type, with those of the words in some languages."""
    words = [
        _column(f"{name}:{lang}", ("texts", lang, name), field)
        for lang in langs
        for name, field in TextRecord().fields.items()
    ]
    return (*columns_of(kind), *words)


@lru_cache(maxsize=256)
def columns_by_name(kind: ContentType, langs: tuple[str, ...]) -> dict[str, Column]:
    """Map each heading that is known to its column, with the words of these languages.

    `block what:it` is the only block of a part: for those who write words in a spreadsheet.
    """
    found = {column.name: column for column in columns_in(kind, langs)}
    for lang in langs:
        for part in kind.parts:
            name = f"{OWN_BLOCK} {part.name}:{lang}"
            path = ("texts", lang, f"{OWN_BLOCK} {part.name}")
            found[name] = Column(name, path, "text", fields.String())
    return found


def _column(name: str, path: tuple[str, ...], field: fields.Field[Any]) -> Column:
    kind, row_key = _kind(field), ""
    if kind == "integer" and name.endswith("_cents"):
        name, kind = name.removesuffix("_cents") + "_euros", "euros"
    if kind == "rows":
        row_key = _row_key(field)
    return Column(name, path, kind, field, row_key)


def _kind(field: fields.Field[Any]) -> str:
    if isinstance(field, fields.List):
        inner = field.inner
        if isinstance(inner, fields.Nested):
            return "rows" if isinstance(inner.schema, Row) else "json"
        if not isinstance(inner, fields.String):
            return "json"
        return "places" if _is_place(inner) else "list"
    if isinstance(field, fields.Dict):
        codes = [choice for each in _choices(field.key_field) for choice in each.choices]
        return "week" if tuple(codes) == DAYS else "json"
    if isinstance(field, fields.String) and _is_place(field):
        return "place"
    return next((kind for type_, kind in SCALARS if isinstance(field, type_)), "json")


def _choices(field: fields.Field[Any] | None) -> Iterator[validate.OneOf]:
    checks = field.validators if field else []
    return (each for each in checks if isinstance(each, validate.OneOf))


def _is_place(field: fields.Field[Any]) -> bool:
    checks = (each for each in field.validators if isinstance(each, validate.Regexp))
    return any(each.regex.pattern == PLACE_PATTERN for each in checks)


def _as_columns(field: fields.Field[Any]) -> Any:  # Any: a schema of ours, or None
    """Give the schema of an object that takes columns of its own: one that cannot be empty."""
    if not isinstance(field, fields.Nested) or field.many or not field.allow_none:
        return None
    inner = field.schema.fields.values()
    whole = any(isinstance(each, fields.Nested) or _kind(each) == "json" for each in inner)
    needs = any(each.required and not each.allow_none for each in inner)
    return field.schema if needs and not whole else None


def _row_key(field: fields.Field[Any]) -> str:
    assert isinstance(field, fields.List) and isinstance(field.inner, fields.Nested)  # noqa: S101, PT018
    needed = [
        (each.data_key or name, each)
        for name, each in field.inner.schema.fields.items()
        if each.required and name != "id"
    ]
    one = len(needed) == 1 and isinstance(needed[0][1], fields.String)
    return needed[0][0] if one else ""


def cells_of(record: Values, columns: Sequence[Column]) -> list[str | int | float | None]:
    """Write a record as the cells of these columns; empty where the default says the same."""
    return [_cell(record, column) for column in columns]


def _cell(record: Values, column: Column) -> str | int | float | None:
    value: Any = record
    for step in column.path:
        if not isinstance(value, Mapping) or step not in value:
            return None
        value = value[step]
    if value is None:
        return None if column.default is None else f"{LITERAL}null"
    blank = value in ("", [], {}) and same(value, column.default)
    return None if blank else written(value, column.kind)


class Mention(dict[str, Any]):
    """What a file says of a part of a record; what it does not mention stays as it is."""


def patch_of(
    line: int, columns: Sequence[Column], cells: Sequence[Cell]
) -> tuple[Mention, list[Problem]]:
    """Read cells as the part of a record that they mention; EMPTY where a cell is empty."""
    patch = Mention()
    problems: list[Problem] = []
    for column, cell in zip(columns, cells, strict=True):
        try:
            value = value_of(cell, column.kind, column.row_key)
        except Wrong as wrong:
            problems.append(Problem(line, column.name, wrong.reason))
            continue
        if column.kind == "rows" and isinstance(value, list):
            value = with_ids(column.name.partition(":")[0], value)
        inner = patch
        for step in column.path[:-1]:
            inner = inner.setdefault(step, Mention())
        inner[column.path[-1]] = EMPTY if value is None and not _said_null(cell) else value
    return patch, problems


def _said_null(cell: Cell) -> bool:
    return isinstance(cell, str) and bool(cell.strip())


def with_ids(name: str, rows: list[Any]) -> list[Any]:
    """Give rows without an id one that is the same at every import."""
    return [
        {"id": f"{name[:28]}-{number}"} | row if isinstance(row, dict) else row
        for number, row in enumerate(rows, 1)
    ]
