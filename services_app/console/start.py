"""The first page of the console."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from services_app.console.gate import gate, operator


def add_routes(blueprint: Blueprint) -> None:
    """Give the blueprint its pages."""
    blueprint.add_url_rule("/", "start", start)


@gate("operator")
def start() -> ResponseReturnValue:
    """Greet the operator."""
    return render_template("console/start.html", operator=operator())
