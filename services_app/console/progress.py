"""Answers that say how far a long act has come while it goes on: one page, sent piece by piece."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from typing import TypeVar

from flask import Response, current_app, render_template, stream_with_context
from flask_babel import gettext

from services_app.console.said import problem_lines
from services_app.errors import Invalid
from services_app.transfer.steps import Steps, Taken

Result = TypeVar("Result")
# Yields lines for the page while it works; the end brings what the page shows then.
Work = Generator[str, None, str]
LINES = 10  # of one piece of work at most: screen readers say each of them
CUT = "\f"  # where the page is cut into pieces: a letter that no page holds


def streamed(work: Work, *, title: str, hint: str, back: tuple[str, str]) -> Response:
    """Send the head of a page at once, then what the work tells, then what it comes to.

    `back` is the address, and its words, to which a refusal leads. What raises ends the work; the
    page then says why. When the reader goes away the work is closed where it stands.
    """
    page = render_template("console/progress.html", title=title, hint=hint, cut=CUT)
    response = Response(stream_with_context(_pieces(page, work, back)))
    response.headers["X-Accel-Buffering"] = "no"  # a proxy sends on what it gets
    return response


def told(steps: Steps[Result], said: Callable[[int, int], str]) -> Generator[str, None, Result]:
    """Take all steps, yielding some of them as lines of a page; gives their result."""
    shown, taken = 0, Taken(steps)
    with closing(steps):
        for done, total in taken:
            tenth = LINES * done // max(total, 1)
            if tenth > shown:
                shown = tenth
                line = {"words": said(done, total), "done": done, "total": total}
                yield render_template("console/_step.html", **line)
    return taken.result


def _pieces(page: str, work: Work, back: tuple[str, str]) -> Iterator[str]:
    head, end_of_lines, foot = page.split(CUT)
    yield head
    try:
        result = yield from work
    except Invalid as error:
        result = _refusal(problem_lines(error), back)
    except Exception:
        # The head is sent, with its 200: what web/problems.py would answer is said on the page.
        current_app.logger.exception("unexpected error")
        if current_app.testing:
            raise
        result = _refusal([gettext("Something went wrong here")], back)
    yield end_of_lines + result + foot


def _refusal(lines: list[str], back: tuple[str, str]) -> str:
    return render_template("console/_refusal.html", lines=lines, back=back)
