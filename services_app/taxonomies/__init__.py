"""Closed lists of codes, each with a label for readers: the words that need no translator twice."""

from services_app.taxonomies import (
    cv,
    homes,
    learning,
    occupations,
    offices,
    orientation,
    papers,
    people,
    plans,
    reports,
    sharing,
    tasks,
    work,
)
from services_app.taxonomies.term import Message, Taxonomy, Term

__all__ = ["TAXONOMIES", "Message", "Taxonomy", "Term"]

TAXONOMIES: dict[str, Taxonomy] = {
    value.name: value
    for module in (
        people,
        papers,
        occupations,
        work,
        homes,
        offices,
        orientation,
        learning,
        plans,
        reports,
        sharing,
        tasks,
        cv,
    )
    for value in vars(module).values()
    if isinstance(value, Taxonomy)
}
