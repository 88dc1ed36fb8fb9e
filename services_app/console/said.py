"""Problems said to the operator."""

from __future__ import annotations

from flask import flash

from services_app.errors import Invalid
from services_app.web.messages import said


def problem_lines(error: Invalid) -> list[str]:
    """List what is wrong, in the operator's language."""
    return [words for lines in said(error.problems).values() for words in lines]


def flash_problems(error: Invalid) -> None:
    """Say what is wrong on the next page."""
    for words in problem_lines(error):
        flash(words, "error")
