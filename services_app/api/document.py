"""The OpenAPI 3.1 description, made from the same schemas that read and shape the answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from apispec.ext.marshmallow.common import resolve_schema_cls
from marshmallow import Schema

from services_app.api import params, shapes
from services_app.config import Settings
from services_app.content.fields.base import Strict
from services_app.content.type import ContentType
from services_app.taxonomies import TAXONOMIES

Json = dict[str, Any]  # JSON of the OpenAPI document
VERSION = "1.0.0"
ABOUT = """\
What is published on the pages of {site}, for programs: read only, without a key, open to pages of
any site. Nothing is kept about who asks. Facts are codes and numbers (money in euro cents, places
as ISTAT codes, hours as HH:MM in Italian time) whose labels stand under /taxonomies; words come in
each language that somebody wrote or reviewed, marked with their origin. Every answer has an ETag:
send it back as If-None-Match. Problems are application/problem+json, by dotted path.

Ask for no more of a person than you need: no parameter takes a legal status, a nationality, a
state of health. Link to sensitive items by uid, and show no name of theirs in addresses,
notifications or previews. Never print samples as real, nor machine text without saying so."""


@cache
def document(types: tuple[ContentType, ...], settings: Settings) -> Json:
    """Describe the whole API of an installation."""
    marshmallow = MarshmallowPlugin(schema_name_resolver=_name)
    spec = APISpec(
        title=f"{settings.site_name}: API",
        version=VERSION,
        openapi_version="3.1.0",
        plugins=[marshmallow],
        info={"description": ABOUT.format(site=settings.site_name)},
        servers=[{"url": f"{settings.site_url}/api/v1"}],
        tags=[{"name": "lists", "description": "Languages, places, codes, search."}]
        + [{"name": kind.name, "description": kind.title.text} for kind in types],
    )
    converter: Any = marshmallow.converter  # Any: apispec leaves its hooks without types
    converter.add_attribute_function(_taxonomy_of)
    reads = _common_reads(settings.languages)
    for kind in types:
        reads |= _reads_of(kind, settings.languages)
    for path, read in reads.items():
        spec.path(path, operations=read.operations())
    return _without_defaults(spec.to_dict())


def _without_defaults(described: Json) -> Json:
    # The schemas of records say what may be left out; an answer leaves nothing out.
    for schema in described["components"]["schemas"].values():
        for each in schema["properties"].values():
            each.pop("default", None)
            each.get("items", {}).pop("default", None)
    return described


def _name(schema: str | type[Schema] | Schema) -> str:
    # The schema of a type describes facts only; its whole item is named after the type.
    found = resolve_schema_cls(schema)
    name = str(found[0].__name__ if isinstance(found, list) else found.__name__)
    return f"{name.removesuffix('Schema')}Facts" if name.endswith("Schema") else name


def _taxonomy_of(_converter: object, field: Any, **_: Any) -> Json:  # Any: apispec's own call
    name = field.metadata.get("taxonomy")
    return {"x-taxonomy": name} if name else {}


@dataclass(frozen=True)
class Read:
    """A GET: what it takes, what it answers, an example query to try."""

    name: str
    tag: str
    summary: str
    query: type[Schema]
    shape: type[Schema]
    example: str = ""
    part: Json | None = None  # the parameter in the path

    def operations(self) -> Json:
        """Describe it as OpenAPI does."""
        parameters: list[Json] = [self.part] if self.part else []
        if self.query().fields:
            parameters.append({"in": "query", "schema": self.query})
        problem = {"content": {"application/problem+json": {"schema": shapes.Problem}}}
        return {
            "get": {
                "operationId": self.name,
                "tags": [self.tag],
                "summary": self.summary,
                "x-example": self.example,
                "parameters": parameters,
                "responses": {
                    "200": {
                        "description": "Found.",
                        "headers": {"ETag": {"schema": {"type": "string"}}},
                        "content": {"application/json": {"schema": self.shape}},
                    },
                    "304": {"description": "Not changed since the ETag that was sent."},
                    "404": {"description": "There is no such thing, or no such page.", **problem},
                    "422": {"description": "A parameter cannot be taken.", **problem},
                },
            }
        }


def _common_reads(languages: tuple[str, ...]) -> dict[str, Read]:
    lists = shapes.list_shape
    return {
        "/languages": Read(
            "languages", "lists", "Languages of the pages",
            Strict, lists("Languages", shapes.Language),
        ),
        "/places": Read(
            "places", "lists", "Municipalities of Italy, and the towns that are open here",
            params.PlacesQuery, shapes.page_shape("Places", shapes.Place),
            "?near=41.80,14.91&per_page=3",
        ),
        "/taxonomies": Read(
            "taxonomies", "lists", "Closed lists of codes",
            Strict, lists("Taxonomies", shapes.TaxonomyName),
        ),
        "/taxonomies/{name}": Read(
            "taxonomy", "lists", "A closed list with its labels",
            params.term_query(languages), shapes.Taxonomy,
            f"?lang={languages[-1]}", _part("name", "Its name.", "document", tuple(TAXONOMIES)),
        ),
        "/search": Read(
            "search", "lists", "What a town sees that bears all words, at most sixty items",
            params.search_query(languages), lists("Found", shapes.Found),
            f"?q=permesso&lang={languages[0]}",
        ),
    }  # fmt: skip


def _reads_of(kind: ContentType, languages: tuple[str, ...]) -> dict[str, Read]:
    shape = shapes.item_shape(kind)
    lang = languages[-1]
    return {
        f"/{kind.name}": Read(
            f"list_{kind.name}", kind.name, f"{kind.title.text}: a list",
            params.items_query(kind, languages), shapes.page_shape(kind.name.title(), shape),
            f"?lang={lang}&per_page=5",
        ),
        f"/{kind.name}/{{key}}": Read(
            f"one_{kind.name}", kind.name, f"{kind.one.text}: one",
            params.item_query(languages), shape,
            f"?lang={lang}", _part("key", "uid, or slug if it is not sensitive.", "<uid>"),
        ),
    }  # fmt: skip


def _part(name: str, text: str, example: str, choices: Sequence[str] = ()) -> Json:
    schema: Json = {"type": "string"}
    if choices:
        schema["enum"] = list(choices)
    found: Json = {"in": "path", "name": name, "required": True, "description": text}
    return found | {"schema": schema, "example": example}
