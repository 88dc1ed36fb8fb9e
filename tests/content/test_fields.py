"""What the fields of facts take, whatever the type."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from marshmallow import Schema, ValidationError, fields

from services_app.content.record import record_schema
from tests.records import KINDS, TYPES


def whole_numbers(schema: Schema) -> Iterator[fields.Integer]:
    """Yield the fields of a schema, and of the rows in it, that take a whole number."""
    for field in schema.fields.values():
        inner = field.inner if isinstance(field, fields.List) else field
        inner = inner.value_field if isinstance(inner, fields.Dict) else inner
        if isinstance(inner, fields.Nested):
            yield from whole_numbers(inner.schema)
        elif isinstance(inner, fields.Integer):
            yield inner


@pytest.mark.parametrize("kind", KINDS)
def test_every_number_is_whole_and_small_enough_to_be_kept(kind: str) -> None:
    for field in whole_numbers(record_schema(TYPES[kind])()):
        for number in (10**30, -(10**30), 2**31, 1.7):
            with pytest.raises(ValidationError):
                field.deserialize(number)


@pytest.mark.parametrize("code", ["\0\0", "it", "I1", "ITA", "IT\n"])
def test_a_country_is_named_by_its_two_letters(code: str) -> None:
    schema = TYPES["practices"].schema(only=["countries"])
    assert schema.load({"countries": ["IT"]})
    with pytest.raises(ValidationError):
        schema.load({"countries": [code]})
