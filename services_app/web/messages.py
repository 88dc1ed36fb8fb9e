"""Reasons why input cannot be taken, said in the language that is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from flask_babel import gettext

from services_app.errors import Reason
from services_app.web.filters import day


def said(problems: Mapping[str, Sequence[Reason]]) -> dict[str, list[str]]:
    """Translate the problems of Invalid, path by path."""
    return {path: [_said(reason) for reason in reasons] for path, reasons in problems.items()}


def _said(reason: Reason) -> str:
    values = {
        name: day(value) if isinstance(value, date) else value
        for name, value in reason.values.items()
    }
    return str(gettext(reason.id, **values))
