"""Invented facts that the schema of any type accepts: found by trying, guided by its refusals."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from marshmallow import fields, validate

from services_app.content.record import Values, facts_schema
from services_app.content.type import ContentType

WORD, TRIES = "Esempio", 200
DAYS_OF_EXAMPLE = ("2027-03-01", "2027-06-30")
# Nobody answers there: a sample is shown with its number crossed out, and cannot be called.
NUMBERS = ("+390000000000",)


def example_facts(kind: ContentType) -> Values:
    """Invent the facts that a type needs, and no others. Raises ValueError where none fit."""
    schema = facts_schema(kind)
    named = {each.data_key or name: each for name, each in schema.fields.items()}
    tried = {key: _candidates(each) for key, each in named.items() if each.required}
    facts = {key: next(values) for key, values in tried.items()}
    for _ in range(TRIES):
        problems = schema.validate(facts)
        if not problems:
            return facts
        for key in problems:
            if key in named:
                values = tried.setdefault(key, _candidates(named[key]))
                facts[key] = next(values, None)
    raise ValueError(f"no example for {kind.name}: {problems}")


def _candidates(field: fields.Field[Any]) -> Iterator[Any]:
    """Yield values that a field may take, the likeliest first."""
    choices = [c for v in field.validators if isinstance(v, validate.OneOf) for c in v.choices]
    ranges = [each for each in field.validators if isinstance(each, validate.Range)]
    if choices:
        yield from choices
    elif isinstance(field, fields.Boolean):
        yield from (False, True)
    elif isinstance(field, fields.Integer | fields.Float):
        yield from _numbers(ranges[0] if ranges else None)
    elif isinstance(field, fields.AwareDateTime):
        yield from (f"{day}T18:00:00+01:00" for day in DAYS_OF_EXAMPLE)
    elif isinstance(field, fields.Date):
        yield from DAYS_OF_EXAMPLE
    elif isinstance(field, fields.Url):
        yield "https://example.org/"
    elif isinstance(field, fields.Email):
        yield "esempio@example.org"
    elif isinstance(field, fields.String):
        yield from (f"{WORD} 1", *NUMBERS, "esempio-1", "it", "2027", "09:00", "00000", "IT")
    elif isinstance(field, fields.List):
        yield from ([each] for each in _candidates(field.inner))
    elif isinstance(field, fields.Nested):
        yield from _objects(field)


def _numbers(within: validate.Range | None) -> Iterator[int]:
    low = within.min if within and within.min is not None else 0
    high = within.max if within and within.max is not None else 1000
    yield from (number for number in (1000, 10, 1, low, high) if low <= number <= high)


def _objects(field: fields.Nested) -> Iterator[Values]:
    """Yield objects with what they need; their texts are tried one after the other."""
    needed = {
        each.data_key or name: list(_candidates(each))
        for name, each in field.schema.fields.items()
        if each.required
    }
    for number in range(max(map(len, needed.values()), default=0)):
        yield {
            key: values[min(number, len(values) - 1)] for key, values in needed.items() if values
        }
