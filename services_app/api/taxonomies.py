"""The closed lists of codes with their labels, desk words and public notes."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from services_app.api.answers import answer, api_url
from services_app.api.params import asked, term_query
from services_app.content.fields.base import Strict
from services_app.content.record import Values
from services_app.content.type import term_label
from services_app.errors import NotFound
from services_app.taxonomies import TAXONOMIES
from services_app.web.store import store

# What a note says of the world; the others steer our own pages.
PUBLIC_NOTES = frozenset(
    [
        "asks_for_permit",
        "embassy",
        "employment",
        "home_country",
        "isco",
        "schema",
        "scams",
        "sector",
        "show_by",
        "tile",
        "urn",
    ]
)


def add_routes(blueprint: Blueprint) -> None:
    """Register the addresses of this room."""
    blueprint.get("/taxonomies")(taxonomies)
    blueprint.get("/taxonomies/<name>")(taxonomy)


def taxonomies() -> ResponseReturnValue:
    """List the closed lists with their codes."""
    asked(Strict)
    return answer(
        {
            "items": [
                {"name": name, "codes": list(terms), "self": api_url(f"taxonomies/{name}")}
                for name, terms in TAXONOMIES.items()
            ]
        }
    )


def taxonomy(name: str) -> ResponseReturnValue:
    """Show a closed list with its labels in every language, or in one."""
    languages = store().settings.languages
    query = asked(term_query(languages))
    if name not in TAXONOMIES:
        raise NotFound(f"taxonomy {name[:40]}")
    langs = (query["lang"],) if "lang" in query else languages
    return answer({"name": name, "terms": [_term(name, code, langs) for code in TAXONOMIES[name]]})


def _term(name: str, code: str, langs: tuple[str, ...]) -> Values:
    term = TAXONOMIES[name][code]
    return {
        "code": code,
        "labels": {lang: term_label(name, code, lang) for lang in langs},
        "desk": term.desk,
        "notes": {key: value for key, value in term.notes.items() if key in PUBLIC_NOTES},
    }
