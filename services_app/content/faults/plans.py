"""Plans point at guides: what they say of their own holds no figure that could be wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator

from services_app.content.faults.case import Case, Fault, Known
from services_app.content.faults.days import counted_days
from services_app.errors import N_

# A danger is said with whom to call: emergencies, and children in danger, by day and by night.
_FIGURES = re.compile(r"(?<!\d)(?!(?:112|114)(?!\d))\d+")


def figures(case: Case, known: Known) -> Iterator[Fault]:
    """Report amounts, articles, telephones and time limits in the words of a plan.

    A title may bear a figure, such as an age; 112 and 114 may stand anywhere.
    """
    if not case.kind.no_figures:
        return
    for phrase in case.phrases():
        figure = _FIGURES.search(phrase.text) if phrase.block else None
        found = figure.group() if figure else counted_days(phrase.text)
        if found:
            message = N_("A plan has no figures of its own: “%(words)s” belongs in a guide.",
                         words=found)  # fmt: skip
            yield case.error("figures", phrase.where, message)
