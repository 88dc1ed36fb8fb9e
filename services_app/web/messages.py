"""Reasons why input cannot be taken, said in the language that is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from flask_babel import gettext

from services_app.errors import Cents, Reason
from services_app.taxonomies import Message
from services_app.web.filters import day, euro
from services_app.web.filters import said as word


def say(reason: Reason) -> str:
    """Translate a reason, with what its values name."""
    return str(gettext(reason.id, **{name: _value(each) for name, each in reason.values.items()}))


def said(problems: Mapping[str, Sequence[Reason]]) -> dict[str, list[str]]:
    """Translate the problems of Invalid, path by path."""
    return {path: [say(reason) for reason in reasons] for path, reasons in problems.items()}


def _value(value: object) -> object:
    if isinstance(value, Reason):
        return say(value)
    if isinstance(value, Message):
        return word(value)
    if isinstance(value, Cents):
        return euro(value)
    return day(value) if isinstance(value, date) else value
