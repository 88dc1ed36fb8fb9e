"""What points at nothing: slugs of other items, branches, places."""

from __future__ import annotations

from collections.abc import Iterator

from services_app.content.faults.case import Case, Fault, Known
from services_app.errors import N_

# Slugs that no relation of a type declares, with the type they name.
OTHER_SLUGS = {("offices", "not_for"): "guides"}
PLACES = ("serves", "where_active", "where_not_active")

HIDDEN = {
    "draft": N_("Readers do not see %(address)s: it is a draft."),
    "review": N_("Readers do not see %(address)s: it waits for approval."),
    "archived": N_("Readers do not see %(address)s: it was put away."),
}


def references(case: Case, known: Known) -> Iterator[Fault]:
    """Report links to items that do not exist, or that readers cannot see."""
    for where, kind, slug in _links(case):
        state = known.states.get((kind, slug))
        if state is None:
            message = N_("Nothing has the address %(address)s.", address=f"{kind}/{slug}")
            yield case.error("dead-link", where, message)
        elif state != "published":
            yield case.warning("hidden-link", where, HIDDEN[state].format(address=f"{kind}/{slug}"))


def branches(case: Case, known: Known) -> Iterator[Fault]:
    """Report rows that belong to a branch that the item does not have."""
    own = {row["id"] for _, row in case.rows("branches")}
    for name in ("steps", "documents", "costs"):
        for number, row in case.rows(name):
            for branch in row.get("branches") or ():
                if branch not in own:
                    where = f"facts.{name}.{number}.branches"
                    yield case.error("dead-branch", where, N_("There is no such way."))


def places(case: Case, known: Known) -> Iterator[Fault]:
    """Report places of service that do not exist."""
    for name in PLACES:
        for code in case.facts.get(name) or ():
            if code not in known.places:
                message = N_("There is no place with the code %(code)s.", code=code)
                yield case.error("dead-place", f"facts.{name}", message)


def _links(case: Case) -> Iterator[tuple[str, str, str]]:
    if case.record["organisation"]:
        yield "organisation", "organisations", case.record["organisation"]
    paths = {path: each.kind for each in case.kind.related for path in each.slugs_in}
    paths |= {path: to for (kind, path), to in OTHER_SLUGS.items() if kind == case.kind.name}
    for path, kind in paths.items():
        name, _, inner = path.partition(".")
        if inner:
            for number, row in case.rows(name):
                for slug in row.get(inner) or ():
                    yield f"facts.{name}.{number}.{inner}", kind, slug
            continue
        value = case.facts.get(name) or []
        for slug in [value] if isinstance(value, str) else value:
            yield f"facts.{name}", kind, slug
