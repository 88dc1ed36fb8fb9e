"""The OpenAPI document and the page made from it; a type that only a test knows."""

from __future__ import annotations

import re
from collections.abc import Callable

from flask import Flask
from openapi_spec_validator import validate

from services_app import create_app
from services_app.content import CONTENT_TYPES
from services_app.content.commands import save_record
from services_app.content.fields.base import Strict
from services_app.content.item import Actor, Item
from services_app.content.type import ContentType, Part, Reach
from services_app.taxonomies import Message
from services_app.web.store import Store
from tests.api.reading import Reader
from tests.pages import Page


class Tip(Item):
    """A type without facts of its own, so without a table of its own."""

    __mapper_args__ = {"polymorphic_identity": "tips"}  # noqa: RUF012  SQLAlchemy reads it


class TipSchema(Strict):
    """No facts."""


TIPS = ContentType(
    name="tips",
    title=Message("test", "Tips"),
    one=Message("test", "Tip"),
    icon="guide",
    hue="help",
    model=Tip,
    schema=TipSchema,
    label=lambda face, lang: "Tip",
    face=(),
    parts=(Part("what"),),
    reach=lambda item: Reach(),
    titled_by_words=True,
)


def test_the_document_is_valid_openapi(api: Reader) -> None:
    document = api.document
    validate(document)
    assert document["openapi"].startswith("3.1")
    assert document["servers"] == [{"url": "http://127.0.0.1:8000/api/v1"}]


def test_every_address_is_in_the_document(api: Reader, app: Flask) -> None:
    routes = set()
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/api/v1/") and rule.endpoint not in ("api.openapi", "api.docs"):
            path = rule.rule.removeprefix("/api/v1")
            for kind in CONTENT_TYPES if "<kind:kind>" in path else CONTENT_TYPES[:1]:
                own = path.replace("<kind:kind>", kind.name)
                routes.add(re.sub(r"<(\w+)>", r"{\1}", own))
    assert set(api.document["paths"]) == routes


def test_facts_name_the_taxonomy_of_their_codes(api: Reader) -> None:
    facts = api.document["components"]["schemas"]["JobFacts"]["properties"]
    assert facts["occupation"]["x-taxonomy"] == "occupation"
    assert "cook" in facts["occupation"]["enum"]


def test_every_example_of_the_page_works(api: Reader, page: Callable[..., Page]) -> None:
    shown = page("/api/v1/docs")
    assert shown.tree.get("lang") == "en"
    examples = re.findall(r"curl '([^']+)'", shown.text)
    assert len(examples) == len(api.document["paths"])
    for example in examples:
        assert example.startswith("http://127.0.0.1:8000/api/v1/")
        if "<uid>" in example:
            kind = example.split("/")[-2]
            uid = api.read(f"{kind}?samples=1&per_page=1")["items"][0]["uid"]
            example = example.replace("<uid>", uid) + "&samples=1"
        api.read(example.removeprefix("http://127.0.0.1:8000"))


def test_the_page_names_every_path_and_parameter(api: Reader, page: Callable[..., Page]) -> None:
    codes = {"".join(each.itertext()) for each in page("/api/v1/docs").all("code")}
    for path, operations in api.document["paths"].items():
        assert path in codes
        assert {each["name"] for each in operations["get"]["parameters"]} <= codes


def test_a_type_that_only_this_test_knows_has_its_api(app: Flask, store: Store) -> None:
    own = create_app(store.settings, (*CONTENT_TYPES, TIPS))
    here: Store = own.extensions["store"]
    here.database.bind, here.clock = store.database.bind, store.clock
    record = {
        "slug": "first", "place": "it", "facts": {},
        "texts": {"ar": {"title": "نصيحة", "blocks": [
            {"id": "w", "part": "what", "text": "اسأل قبل أن تدفع."}]}},
    }  # fmt: skip
    with here.database.transaction() as session:
        save_record(session, TIPS, record, by=Actor("test"))
    api = Reader(own.test_client())
    validate(api.document)
    (tip,) = api.all("tips")
    assert tip["title"]["ar"] == {"lang": "ar", "text": "نصيحة"}
    assert api.read("tips/first?place=larino&lang=ar")["texts"]["ar"]["blocks"][0]["part"] == "what"
    assert "tips" in {each["type"] for each in api.read("search?q=نصيحة&lang=ar")["items"]}
    here.database.engine.dispose()


def test_other_apps_do_not_know_that_type(api: Reader) -> None:
    api.refused("tips", 404)
