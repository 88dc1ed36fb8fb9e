"""Log-in by an OpenID provider, tried with one that stands on this machine."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from joserfc import jwt
from joserfc.jwk import RSAKey

from services_app import create_app
from tests.operators import account

KEY = RSAKey.generate_key(2048, parameters={"kid": "1"})


class Provider(BaseHTTPRequestHandler):
    """Answers as a provider does; `claims` is what it says of whoever logs in."""

    claims: dict[str, Any]

    def do_GET(self) -> None:
        """Describe the provider, or give its public key."""
        base = f"http://127.0.0.1:{self.server.server_port}"  # type: ignore[attr-defined]
        described = {
            "issuer": base,
            "authorization_endpoint": f"{base}/authorize",
            "token_endpoint": f"{base}/token",
            "jwks_uri": f"{base}/keys",
            "id_token_signing_alg_values_supported": ["RS256"],
        }
        keys = {"keys": [KEY.as_dict(private=False)]}
        self._say(keys if self.path == "/keys" else described)

    def do_POST(self) -> None:
        """Give the token for a code."""
        length = int(self.headers["Content-Length"])
        assert b"code_verifier" in self.rfile.read(length)
        base = f"http://127.0.0.1:{self.server.server_port}"  # type: ignore[attr-defined]
        now = int(time.time())
        facts = {"iss": base, "aud": "us", "sub": "1", "iat": now, "exp": now + 60} | self.claims
        token = jwt.encode({"alg": "RS256", "kid": "1"}, facts, KEY)
        self._say({"access_token": "x", "token_type": "Bearer", "id_token": token})

    def _say(self, what: dict[str, Any]) -> None:
        body = json.dumps(what).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def provider() -> Iterator[str]:
    """The address of a provider."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def with_provider(on_sqlite: Flask, provider: str) -> Iterator[Flask]:
    """The app with a provider, on the database of the other one."""
    own = on_sqlite.extensions["store"]
    settings = replace(
        own.settings,
        oidc_issuer=provider,
        oidc_client_id="us",
        oidc_client_secret="secret",  # noqa: S106  an example
    )
    app = create_app(settings)
    app.testing = True
    app.extensions["store"].database.bind = own.database.bind
    app.extensions["store"].clock = own.clock
    yield app
    app.extensions["store"].database.engine.dispose()


def logged_in_as(app: Flask, **claims: Any) -> FlaskClient:
    """Go to the provider and come back."""
    client = app.test_client()
    target = urlsplit(client.get("/console/oidc").headers["Location"])
    asked = {name: values[0] for name, values in parse_qs(target.query).items()}
    assert asked["redirect_uri"] == "http://127.0.0.1:8000/console/oidc/back"
    Provider.claims = {"nonce": asked["nonce"]} | claims
    client.get("/console/oidc/back", query_string={"code": "c", "state": asked["state"]})
    return client


def test_verified_address_of_an_account_opens_the_console(with_provider: Flask) -> None:
    user = account(with_provider, "editor")
    client = logged_in_as(with_provider, email=user.email.upper(), email_verified=True)
    assert client.get("/console/").status_code == 200


@pytest.mark.parametrize(
    "wrong",
    [
        {"email_verified": False},
        {"email_verified": "true"},
        {"email": "nobody@example.org"},
        {"email": None},
        {"nonce": "another"},
        {"aud": "somebody else"},
        {"exp": 1},
        {"iss": "https://evil.example"},
    ],
)
def test_anything_less_opens_nothing(with_provider: Flask, wrong: dict[str, Any]) -> None:
    user = account(with_provider, "editor")
    claims = {"email": user.email, "email_verified": True} | wrong
    assert logged_in_as(with_provider, **claims).get("/console/").status_code == 303


def test_answer_that_nobody_asked_for_opens_nothing(with_provider: Flask) -> None:
    client = with_provider.test_client()
    Provider.claims = {"email": account(with_provider, "editor").email, "email_verified": True}
    answer = client.get("/console/oidc/back?code=c&state=guessed")
    assert answer.status_code == 403
    assert client.get("/console/").status_code == 303


def test_without_a_provider_there_is_no_such_page(on_sqlite: Flask) -> None:
    client = on_sqlite.test_client()
    assert client.get("/console/oidc").status_code == 404
    assert "/console/oidc" not in client.get("/console/login").get_data(as_text=True)
