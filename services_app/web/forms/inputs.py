"""What a form shows: inputs with their labels, choices, what was typed and what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from flask_babel import gettext, pgettext
from marshmallow import Schema, fields

from services_app.content.fields.base import DAYS
from services_app.content.imaging import SMALL
from services_app.content.labels import CHOICES, HINTS, PARTS, field_label
from services_app.content.type import ContentType, Part
from services_app.taxonomies import Taxonomy
from services_app.web.filters import weekday
from services_app.web.forms.hours import read_back
from services_app.web.forms.record import common_schema
from services_app.web.forms.schemas import Group, Rows, codes_of, keys, widget_of
from services_app.web.forms.values import Values, row_numbers
from services_app.web.forms.widgets import NOT_KNOWN, Several
from services_app.web.params import whole

Choice = tuple[str, str]  # (code, label)
FEW = 6  # so many choices are shown at once


@dataclass(frozen=True)
class Lists:
    """Choices that do not stand in a schema: items of a type by slug, places, languages."""

    items: Mapping[str, Sequence[Choice]] = field(default_factory=dict)
    names: Mapping[str, Sequence[Choice]] = field(default_factory=dict)


@dataclass(frozen=True)
class Input:
    """One input of a form, or a group or list of them."""

    name: str
    widget: str
    label: str
    hint: str = ""
    required: bool = False
    value: str = ""
    chosen: frozenset[str] = frozenset()
    choices: Sequence[Choice] = ()
    errors: Sequence[str] = ()
    inputs: Sequence[Input] = ()
    rows: Sequence[Sequence[Input]] = ()
    limit: int | None = None
    more: Mapping[str, Any] = field(default_factory=dict)  # what its macro needs besides

    @property
    def id(self) -> str:
        """Give the id of the element; the summary of errors links to it."""
        return self.name.replace(".", "-")

    @property
    def few(self) -> bool:
        """Tell that all choices are shown at once."""
        return len(self.choices) <= FEW

    @property
    def is_filled(self) -> bool:
        """Tell that something was typed or is wrong here or below."""
        below = [*self.inputs, *(each for row in self.rows for each in row)]
        own = self.value or self.errors or self.rows or self.chosen - {NOT_KNOWN}
        return bool(own) or any(each.is_filled for each in below)

    @property
    def is_wrong(self) -> bool:
        """Tell that something is wrong here or below."""
        below = [*self.inputs, *(each for row in self.rows for each in row)]
        return bool(self.errors) or any(each.is_wrong for each in below)


@dataclass(frozen=True)
class Form:
    """Builds the inputs of a schema from what was typed and from what is wrong with it."""

    kind: ContentType | None  # None: the schema of no type
    values: Values
    problems: Mapping[str, Sequence[str]]
    lists: Lists
    patron_day: str | None = None  # of the town that the form names, as MM-DD

    @property
    def _parts(self) -> Sequence[Part]:
        return self.kind.parts if self.kind else ()

    @property
    def _facts(self) -> Schema:
        return self.kind.schema() if self.kind else Schema()

    def of(self, schema: Schema, name: str = "") -> list[Input]:
        """Build the inputs of a schema, in its order."""
        return [
            self.input(key, field, f"{name}.{key}" if name else key) for key, field in keys(schema)
        ]

    def common(self) -> dict[str, Input]:
        """Build the inputs of what every record has, by name."""
        return {each.name: each for each in self.of(common_schema())}

    def facts(self) -> list[Input]:
        """Build the inputs of the facts; latitude and longitude are one point."""
        inputs = self.of(self._facts, "facts")
        degrees = [each for each in inputs if each.name in ("facts.lat", "facts.lon")]
        if len(degrees) != 2:
            return inputs
        return [
            self._point(degrees) if each is degrees[0] else each
            for each in inputs
            if each is not degrees[1]
        ]

    def words(self) -> list[Input]:
        """Build the inputs of title, summary and the parts that belong to no row."""
        title = Input("text.title", "line", _said("title"), value=self._value("text.title"),
                      errors=self._errors("text.title"), limit=200)  # fmt: skip
        summary = Input("text.summary", "area", _said("summary"), _hint("summary"),
                        value=self._value("text.summary"), errors=self._errors("text.summary"),
                        limit=600)  # fmt: skip
        parts = [self._part(part, f"text.{part.name}") for part in self._parts if not part.rows]
        return [title, summary, *parts]

    def input(self, key: str, field: fields.Field[Any], name: str) -> Input:
        """Build one input."""
        widget = widget_of(field)
        made = Input(
            name=name,
            widget="hidden" if key == "id" else field.metadata.get("input", widget.name),
            label=_said(key, field),
            hint=_hint(key, field),
            required=field.required,
            value=self._value(name),
            chosen=frozenset(self.values.getlist(name)),
            choices=self._choices(field, name),
            errors=self._errors(name),
        )
        if made.widget == "picture":
            return replace(made, hint=self._thumb(name))
        if isinstance(widget, Group):
            return replace(made, inputs=self.of(widget.schema, name))
        if isinstance(widget, Rows):
            return replace(made, rows=list(self._rows(widget, key, name)))
        if widget.name == "week":
            return self._week(made, key)
        if widget.name == "spans":
            return replace(made, inputs=self._spans(name))
        if isinstance(widget, Several) and field.allow_none:
            return replace(made, choices=[(NOT_KNOWN, gettext("Not known")), *made.choices])
        return made

    def _point(self, degrees: Sequence[Input]) -> Input:
        known = dict(keys(self._facts))
        kinds = codes_of(known["kind"]) if "kind" in known else None
        unplaced = [
            code for code, term in kinds.items() if term.notes.get("no_place")
        ] if isinstance(kinds, Taxonomy) else []  # fmt: skip
        more = {"decimals": known["lat"].metadata.get("decimals", 5), "unplaced": unplaced}
        return Input("facts.point", "point", gettext("Point on the map"),
                     gettext("Leave both empty when nobody knows it."), inputs=degrees,
                     more=more)  # fmt: skip

    def _week(self, made: Input, key: str) -> Input:
        days = [self._day(f"{made.name}.{day}", day) for day in DAYS]
        back = read_back(self._facts, self.values, key, self.patron_day)
        return replace(made, inputs=days, more=back)

    def _thumb(self, name: str) -> str:
        """Give the address of the small file of a picture, "" where none is there."""
        width = whole(self._value(f"{name.removesuffix('.picture')}.width"), SMALL)
        small = min(width, SMALL)
        return f"/media/{self._value(name)}-{small}.webp" if self._value(name) else ""

    def _rows(self, widget: Rows, key: str, name: str) -> Iterator[list[Input]]:
        parts = [part for part in self._parts if part.rows == key]
        for number in row_numbers(self.values, name):
            row = self.of(widget.schema, f"{name}.{number}")
            words = [self._part(part, f"{name}.{number}.words.{part.name}") for part in parts]
            yield [*words, *row]

    def _day(self, name: str, day: str) -> Input:
        return Input(
            name, "spans", weekday(day), inputs=self._spans(name), errors=self._errors(name)
        )

    def _spans(self, name: str) -> list[Input]:
        ends = (("from", gettext("from")), ("until", gettext("until")))
        rows = sorted({0, 1, *row_numbers(self.values, name)})
        names = [(f"{name}.{number}.{end}", said) for number in rows for end, said in ends]
        return [Input(each, "clock", said, value=self._value(each)) for each, said in names]

    def _part(self, part: Part, name: str) -> Input:
        label = gettext(PARTS[part.name]) if part.name in PARTS else field_label(part.name)
        if part.heading:
            label = pgettext(part.heading.context, part.heading.text)
        return Input(name, "area", label, value=self._value(name), errors=self._errors(name))

    def _choices(self, field: fields.Field[Any], name: str) -> Sequence[Choice]:
        listed = self.listed(field)
        if listed is None:
            return ()
        known = {code for code, _ in listed}
        # What is stored stays choosable, even where nobody offers it any more.
        typed = [code for code in self.values.getlist(name) if code and code not in known]
        return [*listed, *((code, code) for code in typed if code != NOT_KNOWN)]

    def listed(self, field: fields.Field[Any]) -> Sequence[Choice] | None:
        """List the choices of a field, None where it has none."""
        inner = field.inner if isinstance(field, fields.List) else field
        items = field.metadata.get("choose_from") or inner.metadata.get("choose_from")
        if items:
            return self.lists.items.get(items, ())
        if "names" in field.metadata:
            return self.lists.names[field.metadata["names"]]
        codes = codes_of(field)
        if codes is None:
            return None
        if isinstance(codes, Taxonomy):
            return [
                (code, pgettext(term.label.context, term.label.text))
                for code, term in codes.items()
            ]
        return [(code, gettext(CHOICES[code]) if code in CHOICES else code) for code in codes]

    def _value(self, name: str) -> str:
        return self.values.get(name, "")

    def _errors(self, name: str) -> Sequence[str]:
        return self.problems.get(name, ())


def _said(key: str, field: fields.Field[Any] | None = None) -> str:
    return str(gettext((field.metadata.get("label") if field else "") or field_label(key)))


def _hint(key: str, field: fields.Field[Any] | None = None) -> str:
    """Give the hint of a field: its own, or that of its name."""
    hint = (field.metadata.get("hint") if field else "") or HINTS.get(key, "")
    return str(gettext(hint)) if hint else ""
