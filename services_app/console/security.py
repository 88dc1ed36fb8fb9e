"""Log-in on Flask-Security: its settings, the session, CSRF tokens, what each answer bears."""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, g, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_login import user_logged_in
from flask_security import Security, current_user
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from services_app.accounts.model import User
from services_app.config import Settings, secret_key
from services_app.console.datastore import Accounts
from services_app.console.gate import ANY_OPERATOR, ANYBODY, lost_session, mark
from services_app.console.sessions import ABSOLUTE, FOLDER, ConsoleSessions, in_console
from services_app.console.throttling import watch
from services_app.locales import CATALOGUES
from services_app.web.origins import SAFE
from services_app.web.store import store

csrf = CSRFProtect()
# Pages of Flask-Security and who may call them; one that is not listed stops the start.
PAGES = {
    "security.login": ANYBODY,
    "security.logout": ANYBODY,
    "security.verify": ANY_OPERATOR,
}


def guard(app: Flask, settings: Settings) -> None:
    """Give the app accounts and a session, both under /console only."""
    app.config.update(_session_settings(settings), **_security_settings(settings))
    app.session_interface = ConsoleSessions()
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops)  # type: ignore[method-assign]
    csrf.init_app(app)
    app.before_request(_check_token)
    app.before_request(_speak_to_operator)
    watch(app)
    Security(app, Accounts())
    app.register_error_handler(CSRFError, _without_token)
    user_logged_in.connect(_renew, app)
    for name in ("console", "security"):
        app.after_request_funcs.setdefault(name, []).append(_bear)
    app.after_request_funcs["security"].append(_answer_like_our_forms)
    app.context_processor(lambda: {"who": g.get("operator")})
    _mark_pages(app)


def _session_settings(settings: Settings) -> dict[str, Any]:
    return {
        "SECRET_KEY": secret_key(settings),
        "SESSION_COOKIE_NAME": "services_console",
        "SESSION_COOKIE_PATH": FOLDER,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.site_url.startswith("https://"),
        "PERMANENT_SESSION_LIFETIME": ABSOLUTE,
        # Only the console has a session, so tokens are asked for there and nowhere else.
        "WTF_CSRF_CHECK_DEFAULT": False,
        "WTF_CSRF_TIME_LIMIT": None,  # as long as the session
        "WTF_CSRF_SSL_STRICT": False,  # web/origins.py looks at where a request comes from
    }


def _security_settings(settings: Settings) -> dict[str, Any]:
    chosen = {
        "URL_PREFIX": FOLDER,
        "PASSWORD_HASH": "argon2",
        "PASSWORD_SCHEMES": ["argon2"],
        "PASSWORD_SINGLE_HASH": ["argon2"],
        "PASSWORD_LENGTH_MIN": 12,
        "RETURN_GENERIC_RESPONSES": True,
        "DEFAULT_REMEMBER_ME": False,
        "POST_LOGIN_VIEW": f"{FOLDER}/",
        "POST_LOGOUT_VIEW": f"{FOLDER}/login",
        "LOGIN_USER_TEMPLATE": "console/log_in.html",
        "VERIFY_TEMPLATE": "console/verify.html",
        "DATETIME_FACTORY": lambda: store().clock(),
        "EMAIL_VALIDATOR_ARGS": {"check_deliverability": False, "test_environment": True},
        "CACHE_CONTROL": None,  # said below for all of the console
        "CLI_USERS_NAME": None,
        "CLI_ROLES_NAME": None,
        "STATIC_FOLDER": None,
        "I18N_DOMAIN": "messages",
        "I18N_DIRNAME": str(CATALOGUES),
    }
    return {f"SECURITY_{name}": value for name, value in chosen.items()}


def _check_token() -> None:
    if request.method not in SAFE and in_console(request.path):
        csrf.protect()


def _without_token(error: CSRFError) -> ResponseReturnValue:
    if not current_user.is_authenticated and request.endpoint not in PAGES:
        return lost_session()
    return render_template("console/form_too_old.html"), 400


def _speak_to_operator() -> None:
    if not in_console(request.path) or not current_user.is_authenticated:
        return
    if current_user.lang in store().settings.languages:
        g.lang = current_user.lang


def _renew(_app: Flask, user: User) -> None:
    """Begin the session anew at log-in: nothing known before it is worth anything after it."""
    session.pop("csrf_token", None)
    g.pop("csrf_token", None)
    session["since"] = store().clock().timestamp()
    g.pop("operator", None)


def _bear(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    # Forms of the console tell where they come from; other sites learn nothing.
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def _answer_like_our_forms(response: Response) -> Response:
    if request.method == "POST" and response.mimetype == "text/html":
        response.status_code = {200: 422, 302: 303}.get(response.status_code, response.status_code)
    return response


def _mark_pages(app: Flask) -> None:
    endpoints = (rule.endpoint for rule in app.url_map.iter_rules())
    found = {name for name in endpoints if name.startswith("security.")}
    if found != PAGES.keys():
        raise RuntimeError(f"pages without a gate, or gates without a page: {found ^ PAGES.keys()}")
    for endpoint, act in PAGES.items():
        mark(app.view_functions[endpoint], act)
