"""Reading the API in tests: every answer is checked against the API's own description."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from werkzeug.test import TestResponse

Json = Any  # what json.loads gives


@dataclass(frozen=True)
class Reader:
    """A program that reads the API and believes its OpenAPI document."""

    client: FlaskClient

    @cached_property
    def document(self) -> Json:
        """The OpenAPI document."""
        return self.client.get("/api/v1/openapi.json").get_json()

    def ask(self, path: str, **headers: str) -> TestResponse:
        """Send a GET; `path` is what follows /api/v1/, or a whole address of an answer."""
        parts = urlsplit(path)
        path = parts.path.removeprefix("/api/v1/")
        query = f"?{parts.query}" if parts.query else ""
        return self.client.get(
            f"/api/v1/{path}{query}",
            headers={name.replace("_", "-"): value for name, value in headers.items()},
        )

    def read(self, path: str) -> Json:
        """Open what must be there, and check it against the document."""
        answer = self.ask(path)
        assert answer.status_code == 200, f"{path}: {answer.status_code} {answer.get_data()!r}"
        assert answer.content_type == "application/json"
        assert "Set-Cookie" not in answer.headers
        body = answer.get_json()
        self._check(answer.request.path.removeprefix("/api/v1"), "200", "application/json", body)
        return body

    def refused(self, path: str, status: int) -> Json:
        """Open what must be refused, and check the problem."""
        answer = self.ask(path)
        assert answer.status_code == status, f"{path}: {answer.status_code}"
        assert answer.content_type == "application/problem+json"
        body = answer.get_json()
        assert body["status"] == status
        schema = {"$ref": "#/components/schemas/Problem", "components": self.document["components"]}
        Draft202012Validator(schema).validate(body)
        return body

    def _check(self, path: str, status: str, content_type: str, body: Json) -> None:
        document = self.document
        for template, operations in document["paths"].items():
            if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), path):
                schema = operations["get"]["responses"][status]["content"][content_type]["schema"]
                whole = {**schema, "components": document["components"]}
                Draft202012Validator(whole).validate(body)
                return
        raise AssertionError(f"{path} is not in the document")

    def all(self, path: str) -> list[Json]:
        """Read a whole list by following its pages."""
        items: list[Json] = []
        following: str | None = path
        while following:
            body = self.read(following)
            items += body["items"]
            following = body["next"]
        assert len(items) == body["total"]
        return items
