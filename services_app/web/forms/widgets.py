"""How a field of a schema is shown, and how its value is written into a form and read back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from marshmallow import fields, missing

from services_app.content.fields.contacts import as_stored
from services_app.errors import N_, Reason
from services_app.web.forms.values import Values

NOT_KNOWN = "?"


class Widget:
    """A line of text; the parent of all others.

    A widget has a `name` (the macro that draws it), writes a JSON value as texts, and reads texts
    as a JSON value for the schema to check: '' is null, what cannot be read goes on as typed.
    """

    name = "line"
    unread: Reason | None = None  # says how to write what could not be read

    def __init__(self, field: fields.Field[Any]) -> None:
        self.field = field

    def write(self, name: str, value: Any) -> Iterator[tuple[str, str]]:
        """Yield the texts that stand for a JSON value under a name."""
        if value is not None:
            yield name, self.text(value)

    def text(self, value: Any) -> str:
        """Write one JSON value as it is typed."""
        return str(value)

    def read(self, name: str, values: Values) -> Any:
        """Give the JSON value that was typed, `missing` for none where none is no value."""
        typed = values.get(name, "").strip()
        return self.value(typed) if typed else self.nothing()

    def value(self, typed: str) -> Any:
        """Read one text that is not empty."""
        return typed

    def nothing(self) -> Any:
        """Give what an empty input means."""
        return None if self.field.allow_none else missing

    def is_read(self, value: Any) -> bool:
        """Tell a value that was read from a text that went on as typed."""
        return not isinstance(value, str)

    def said(self, value: Any, reasons: Sequence[Reason]) -> Sequence[Reason]:
        """Say what a schema has against a value in terms of what people type here."""
        typed = value is not None and value is not missing
        return [self.unread] if self.unread and typed and not self.is_read(value) else reasons


class Number(Widget):
    """A whole number; points and spaces between thousands are read over."""

    name = "number"

    def value(self, typed: str) -> Any:
        """Read 1200, 1.200 and 1 200; anything else stays as it is."""
        if re.fullmatch(r"-?\d{1,3}([. ]\d{3})+", typed, re.ASCII):
            typed = re.sub(r"[. ]", "", typed)
        return int(typed) if re.fullmatch(r"-?\d{1,12}", typed, re.ASCII) else typed


class Euros(Widget):
    """Money: euros in the form, whole cents in the record."""

    name = "euros"
    unread = N_("Write an amount like 850 or 850.50.")

    def text(self, value: Any) -> str:
        """Write 65000 as 650 and 1250 as 12,50."""
        if not isinstance(value, int):
            return str(value)
        whole, cents = divmod(value, 100)
        return f"{whole},{cents:02d}" if cents else str(whole)

    def value(self, typed: str) -> Any:
        """Read 12,50, 12.50, 1.250,00 and 1250."""
        typed = typed.removeprefix("€").removesuffix("€").strip()
        if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d{1,2})?", typed, re.ASCII):
            typed = typed.replace(".", "")
        found = re.fullmatch(r"(\d{1,9})(?:[.,](\d{1,2}))?", typed, re.ASCII)
        if not found:
            return typed
        return int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))

    def said(self, value: Any, reasons: Sequence[Reason]) -> Sequence[Reason]:
        """Say limits in euros."""
        return [_in_euros(reason) for reason in super().said(value, reasons)]


class Decimal(Widget):
    """A number with decimals, such as degrees."""

    name = "number"
    unread = N_("Write a number like 41.7985.")

    def value(self, typed: str) -> Any:
        """Read a comma like a point."""
        found = re.fullmatch(r"-?\d{1,9}(?:[.,]\d{1,20})?", typed, re.ASCII)
        return float(typed.replace(",", ".")) if found else typed


class Telephone(Widget):
    """A telephone number."""

    name = "phone"
    unread = N_("Write the number as people dial it from Italy, or with + and the country code.")

    def value(self, typed: str) -> Any:
        """Read 0874 000 000 as +390874000000; short numbers stay as they are."""
        return as_stored(typed)

    def is_read(self, value: Any) -> bool:
        """Tell that a number could not be read: nothing else is ever wrong with one."""
        return False


class Tick(Widget):
    """Yes or not: one box."""

    name = "tick"

    def write(self, name: str, value: Any) -> Iterator[tuple[str, str]]:
        """Send nothing for no, as browsers do."""
        if value:
            yield name, "1"

    def read(self, name: str, values: Values) -> Any:
        """Read a box."""
        return bool(values.get(name))


class YesNo(Widget):
    """Yes, no or, where that is allowed, not said."""

    name = "choice"

    def text(self, value: Any) -> str:
        """Write yes or no."""
        return {True: "yes", False: "no"}.get(value, str(value))

    def value(self, typed: str) -> Any:
        """Read yes or no."""
        return {"yes": True, "no": False}.get(typed, typed)


class Choice(Widget):
    """One code of a list."""

    name = "choice"


class Several(Widget):
    """Some codes of a list: boxes."""

    name = "several"

    def write(self, name: str, value: Any) -> Iterator[tuple[str, str]]:
        """Yield one text for each code; a list that is not known has a box of its own."""
        if value is None and self.field.allow_none:
            yield name, NOT_KNOWN
        for code in value or ():
            yield name, str(code)

    def read(self, name: str, values: Values) -> Any:
        """Read the ticked ones; "not known" is null unless something else is ticked."""
        sent = [code for code in values.getlist(name) if code]
        codes = [code for code in sent if code != NOT_KNOWN]
        return codes if codes or NOT_KNOWN not in sent else None


class Words(Several):
    """Several short texts, one a line."""

    name = "words"

    def write(self, name: str, value: Any) -> Iterator[tuple[str, str]]:
        """Write one a line."""
        if value:
            yield name, "\n".join(str(each) for each in value)

    def read(self, name: str, values: Values) -> Any:
        """Read one a line."""
        lines = [line.strip() for line in values.get(name, "").splitlines()]
        return [line for line in lines if line]


def _in_euros(reason: Reason) -> Reason:
    # Only limits are cents of the schema; what rules of the content say is in euros already.
    return Reason(reason.id, **{
        name: value // 100 if name in ("min", "max") and isinstance(value, int) else value
        for name, value in reason.values.items()
    })  # fmt: skip
