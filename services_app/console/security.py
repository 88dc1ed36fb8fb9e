"""Log-in on Flask-Security: its settings, the session, CSRF tokens, what each answer bears."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import Any

from flask import (
    Flask,
    Response,
    current_app,
    g,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_login import user_logged_in, user_logged_out
from flask_security import current_user
from flask_wtf.csrf import CSRFError, CSRFProtect

from services_app.accounts.ended import end_session
from services_app.accounts.model import User
from services_app.config import Settings, secret_key
from services_app.console.datastore import Accounts
from services_app.console.factors import (
    Codes,
    CodeSetUpForm,
    Guard,
    PasskeyForm,
    Passkeys,
    RescueForm,
)
from services_app.console.flask_security_settings import security_settings
from services_app.console.gate import ANY_OPERATOR, ANYBODY, lost_session, mark, operator_if_any
from services_app.console.notices import send_after
from services_app.console.sessions import ABSOLUTE, FOLDER, ConsoleSessions, in_console
from services_app.console.throttling import watch
from services_app.content.opening import ROME
from services_app.locales import CONSOLE_LANGUAGES
from services_app.web.origins import SAFE
from services_app.web.store import store

csrf = CSRFProtect()
# Pages of Flask-Security and who may call them; one that is not listed stops the start.
PAGES = {
    "security.login": ANYBODY,
    "security.logout": ANYBODY,
    "security.verify": ANY_OPERATOR,
    # Between password and code nobody is logged in yet.
    "security.two_factor_setup": ANYBODY,
    "security.two_factor_token_validation": ANYBODY,
    "security.two_factor_setup_validate": ANY_OPERATOR,
    "security.two_factor_rescue": ANYBODY,
    "security.tf_select": ANYBODY,
    "security.mf_recovery": ANYBODY,
    "security.mf_recovery_codes": ANY_OPERATOR,
    "security.wan_signin": ANYBODY,
    "security.wan_signin_response": ANYBODY,
    "security.wan_register": ANY_OPERATOR,
    "security.wan_register_response": ANY_OPERATOR,
    "security.wan_delete": ANY_OPERATOR,
    "security.wan_verify": ANY_OPERATOR,
    "security.wan_verify_response": ANY_OPERATOR,
}

# Those that show themselves again after a POST only where something was wrong.
ASKING = {
    "security.login",
    "security.verify",
    "security.two_factor_token_validation",
    "security.mf_recovery",
    "security.tf_select",
}


def guard(app: Flask, settings: Settings) -> None:
    """Give the app accounts and a session, both under /console only."""
    secret = secret_key(settings)
    app.config.update(_session_settings(settings, secret), **security_settings(settings, secret))
    app.session_interface = ConsoleSessions()
    csrf.init_app(app)
    app.before_request(_check_token)
    app.before_request(_speak_to_operator)
    watch(app)
    guarded = Guard(
        app,
        Accounts(),
        totp_cls=Codes,
        webauthn_util_cls=Passkeys,
        two_factor_setup_form=CodeSetUpForm,
        two_factor_rescue_form=RescueForm,
        wan_register_form=PasskeyForm,
    )
    guarded.want_json(lambda _request: False)
    guarded.unauthn_handler(_unauthenticated)
    app.login_manager.request_loader(lambda _request: None)  # type: ignore[attr-defined]
    app.view_functions["security.two_factor_rescue"] = _rescue
    app.register_error_handler(CSRFError, _without_token)
    user_logged_in.connect(_renew, app)
    user_logged_out.connect(_end, app)
    for name in ("console", "security"):
        app.after_request_funcs.setdefault(name, []).extend((_bear, send_after))
    app.after_request_funcs["security"].append(_answer_like_our_forms)
    app.context_processor(lambda: {"who": g.get("operator"), "oidc": bool(settings.oidc_issuer)})
    _mark_pages(app)


def _session_settings(settings: Settings, secret: str) -> dict[str, Any]:
    return {
        "SECRET_KEY": secret,
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


def _check_token() -> None:
    if request.method not in SAFE and in_console(request.path):
        csrf.protect()


def _without_token(error: CSRFError) -> ResponseReturnValue:
    if not current_user.is_authenticated and request.endpoint not in PAGES:
        return lost_session()
    return render_template("console/form_too_old.html"), 400


def _speak_to_operator() -> None:
    if not in_console(request.path) or operator_if_any() is None:
        return
    if current_user.lang in CONSOLE_LANGUAGES:
        g.lang = current_user.lang


def _renew(_app: Flask, user: User) -> None:
    """Begin the session anew at log-in: nothing known before it is worth anything after it."""
    session.pop("csrf_token", None)
    g.pop("csrf_token", None)
    now = store().clock()
    session["since"], session["id"] = now.timestamp(), secrets.token_urlsafe(16)
    g.pop("operator", None)
    user.last_login_on = now.astimezone(ROME).date()
    accounts = current_app.extensions["security"].datastore
    accounts.put(user)
    accounts.write()


def _end(_app: Flask, user: User) -> None:
    """Note that this session is over: a copy of its cookie opens nothing."""
    code, since = session.pop("id", None), session.get("since", 0)
    if code is not None:
        until = datetime.fromtimestamp(since, UTC) + ABSOLUTE
        with store().database.transaction() as writing:
            end_session(writing, code, until, store().clock())


def _bear(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    # Forms of the console tell where they come from; other sites learn nothing.
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def _unauthenticated(_mechanisms: object = None, headers: object = None) -> Response:
    return lost_session()


def _rescue() -> ResponseReturnValue:
    # The page of the library mails codes; ours leads to the recovery codes.
    return redirect(url_for("security.mf_recovery"), 303)


def _answer_like_our_forms(response: Response) -> Response:
    if request.method == "POST" and response.status_code == 302:
        response.status_code = 303
    elif request.method == "POST" and response.status_code == 200 and request.endpoint in ASKING:
        response.status_code = 422
    return response


def _mark_pages(app: Flask) -> None:
    endpoints = (rule.endpoint for rule in app.url_map.iter_rules())
    found = {name for name in endpoints if name.startswith("security.")}
    if found != PAGES.keys():
        raise RuntimeError(f"pages without a gate, or gates without a page: {found ^ PAGES.keys()}")
    for endpoint, act in PAGES.items():
        mark(app.view_functions[endpoint], act)
