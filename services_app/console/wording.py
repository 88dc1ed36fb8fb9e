"""How templates of the console say states, acts and values."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Flask
from flask_babel import gettext

from services_app.content.labels import ACT_NAMES, CHOICES
from services_app.web.filters import day
from services_app.web.messages import say
from services_app.words import NF_

BULK_NAMES: dict[str, str] = {
    "publish": NF_("Publish"),
    "archive": NF_("Put away"),
    "verify": NF_("Still right"),
    "organisation": NF_("Give to another organisation"),
    "end_on": NF_("Set the last day"),
}


def teach(app: Flask) -> None:
    """Give the templates of an app these filters."""
    app.jinja_env.filters |= {
        "choice": lambda code: gettext(CHOICES[code]),
        "act_name": lambda act: gettext(ACT_NAMES[act]) if act in ACT_NAMES else act,
        "bulk_act": lambda act: gettext(BULK_NAMES[act]),
        "reason": say,
        "plain_value": _plain,
    }


def _plain(value: Any) -> str:  # Any: what an act sets
    if value is None or value == "":
        return "–"
    if isinstance(value, date):
        return day(value)
    return gettext(CHOICES[value]) if value in CHOICES else str(value)
