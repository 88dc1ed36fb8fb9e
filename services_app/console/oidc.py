"""Log-in with the accounts of an organisation (OpenID Connect), for operators who have one here."""

from __future__ import annotations

from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.flask_client import OAuth
from flask import Blueprint, current_app, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_security import login_user
from joserfc.errors import JoseError
from requests import RequestException

from services_app.console.gate import gate
from services_app.errors import NotFound
from services_app.web.store import store

WAIT_SECONDS = 10


def add_routes(blueprint: Blueprint) -> None:
    """Give the blueprint its pages."""
    blueprint.add_url_rule("/oidc", "oidc", leave)
    blueprint.add_url_rule("/oidc/back", "oidc_back", come_back)


@gate("anybody")
def leave() -> ResponseReturnValue:
    """Lead to the provider's own log-in page."""
    back = f"{store().settings.site_url}/console/oidc/back"
    client = _provider()
    try:
        answer: ResponseReturnValue = client.authorize_redirect(back)
    except (AuthlibBaseError, RequestException, ValueError) as error:
        return _refused(error)
    return answer


@gate("anybody")
def come_back() -> ResponseReturnValue:
    """Log in whom the provider vouches for, if the verified address has an account here."""
    client = _provider()
    try:
        claims = client.authorize_access_token().get("userinfo") or {}
    except (AuthlibBaseError, JoseError, RequestException, ValueError) as error:
        return _refused(error)
    guarded = current_app.extensions["security"]
    user = None
    if claims.get("email_verified") is True and claims.get("email"):
        user = guarded.datastore.find_user(email=claims["email"])
    if user is None or not user.active:
        return _refused(None)
    further: ResponseReturnValue | None = guarded.two_factor_plugins.tf_enter(
        user, False, "oidc", next_loc=None
    )
    if further is None:
        login_user(user, authn_via=["oidc"])
    return further or redirect("/console/", 303)


def _provider() -> Any:  # Any: authlib is not typed
    settings = store().settings
    if not settings.oidc_issuer:
        raise NotFound("no provider is set")
    known = current_app.extensions.get("authlib.integrations.flask_client")
    if known is None:
        known = OAuth(current_app._get_current_object())  # type: ignore[attr-defined]  # of a proxy
        known.register(
            "oidc",
            client_id=settings.oidc_client_id,
            client_secret=settings.oidc_client_secret,
            server_metadata_url=f"{settings.oidc_issuer}/.well-known/openid-configuration",
            client_kwargs={
                "scope": "openid email",
                "code_challenge_method": "S256",
                "default_timeout": WAIT_SECONDS,
            },
        )
    return known.create_client("oidc")


def _refused(error: Exception | None) -> ResponseReturnValue:
    if error is not None:
        current_app.logger.warning("log-in by OIDC failed: %s", type(error).__name__)
    return render_template("console/oidc_refused.html"), 403
