"""How Flask-Security is set up: what is on, which templates, and its messages in our words."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import timedelta
from typing import Any

from services_app.config import Settings
from services_app.console.sessions import ABSOLUTE, FOLDER
from services_app.locales import CATALOGUES
from services_app.web.store import store


def N_(text: str) -> str:
    """Mark a message for the catalogue; Flask-Security translates it when it is shown."""
    return text


MESSAGES = {
    "API_ERROR": N_("This did not work. Try once more."),
    "ANONYMOUS_USER_REQUIRED": N_("You are logged in already."),
    "GENERIC_AUTHN_FAILED": N_("E-mail or password is wrong."),
    "EMAIL_NOT_PROVIDED": N_("Write your e-mail address."),
    "PASSWORD_NOT_PROVIDED": N_("Write a password."),
    "INVALID_EMAIL_ADDRESS": N_("This is not an e-mail address."),
    "INVALID_PASSWORD": N_("This is not your present password."),
    "INVALID_REDIRECT": N_("This address leads away from here."),
    "UNAUTHENTICATED": N_("Log in first."),
    "REAUTHENTICATION_REQUIRED": N_("Your password once more, please."),
    "REAUTHENTICATION_SUCCESSFUL": N_("Thank you. Now go on."),
    "DISABLED_ACCOUNT": N_("E-mail or password is wrong."),
    "INVALID_CODE": N_("This code is not right, or it was used."),
    "TWO_FACTOR_INVALID_TOKEN": N_("This code is not right, or it was used."),
    "TWO_FACTOR_LOGIN_SUCCESSFUL": N_("You are logged in."),
    "TWO_FACTOR_CHANGE_METHOD_SUCCESSFUL": N_("From now on we ask for a code at log-in."),
    "TWO_FACTOR_PERMISSION_DENIED": N_("Log in first."),
    "TWO_FACTOR_METHOD_NOT_AVAILABLE": N_("This did not work. Try once more."),
    "TWO_FACTOR_DISABLED": N_("We no longer ask for a code at log-in."),
    "TWO_FACTOR_SETUP_EXPIRED": N_("This took too long. Begin again."),
    "INVALID_RECOVERY_CODE": N_("This code is not right, or it was used."),
    "NO_RECOVERY_CODES_SETUP": N_("There are no recovery codes yet."),
    "WEBAUTHN_EXPIRED": N_("This took too long. Begin again."),
    "WEBAUTHN_NAME_REQUIRED": N_("Give the passkey a name."),
    "WEBAUTHN_NAME_INUSE": N_("You have a passkey of this name already."),
    "WEBAUTHN_NAME_NOT_FOUND": N_("You have no passkey of this name."),
    "WEBAUTHN_NAME_DISALLOWED_CHARACTERS": N_("Use letters, digits and spaces only."),
    "WEBAUTHN_CREDENTIAL_DELETED": N_("The passkey is deleted."),
    "WEBAUTHN_REGISTER_SUCCESSFUL": N_("The passkey is saved."),
    "WEBAUTHN_CREDENTIAL_ID_INUSE": N_("This passkey is known already."),
    "WEBAUTHN_UNKNOWN_CREDENTIAL_ID": N_("We do not know this passkey."),
    "WEBAUTHN_ORPHAN_CREDENTIAL_ID": N_("We do not know this passkey."),
    "WEBAUTHN_NO_VERIFY": N_("We do not know this passkey."),
    "WEBAUTHN_CREDENTIAL_WRONG_USAGE": N_("We do not know this passkey."),
    "WEBAUTHN_MISMATCH_USER_HANDLE": N_("We do not know this passkey."),
}  # fmt: skip
GOOD_NEWS = {
    "REAUTHENTICATION_SUCCESSFUL", "TWO_FACTOR_LOGIN_SUCCESSFUL", "TWO_FACTOR_DISABLED",
    "TWO_FACTOR_CHANGE_METHOD_SUCCESSFUL", "WEBAUTHN_CREDENTIAL_DELETED",
    "WEBAUTHN_REGISTER_SUCCESSFUL",
}  # fmt: skip
TEMPLATES = {
    "LOGIN_USER": "log_in",
    "VERIFY": "verify",
    "TWO_FACTOR_SETUP": "code_set_up",
    "TWO_FACTOR_VERIFY_CODE": "code",
    "TWO_FACTOR_SELECT": "code_or_passkey",
    "MULTI_FACTOR_RECOVERY": "recovery_code",
    "MULTI_FACTOR_RECOVERY_CODES": "recovery_codes",
    "WAN_REGISTER": "passkeys",
    "WAN_SIGNIN": "passkey_log_in",
    "WAN_VERIFY": "passkey_verify",
}


def security_settings(settings: Settings, secret: str) -> dict[str, Any]:
    """Give Flask-Security its settings; registration, tracking and tokens stay off."""
    chosen: dict[str, Any] = {
        "URL_PREFIX": FOLDER,
        "STATIC_FOLDER": None,
        "CACHE_CONTROL": None,  # said for the whole console in one place
        "CLI_USERS_NAME": None,
        "CLI_ROLES_NAME": None,
        "API_ENABLED_METHODS": ["session"],
        "DATETIME_FACTORY": lambda: store().clock(),
        "EMAIL_VALIDATOR_ARGS": {"check_deliverability": False, "test_environment": True},
        "PASSWORD_HASH": "argon2",
        "PASSWORD_SCHEMES": ["argon2"],
        "PASSWORD_SINGLE_HASH": ["argon2"],
        "RETURN_GENERIC_RESPONSES": True,
        "DEFAULT_REMEMBER_ME": False,
        "FRESHNESS": timedelta(minutes=30),
        "FRESHNESS_GRACE_PERIOD": timedelta(minutes=10),
        "POST_LOGIN_VIEW": f"{FOLDER}/",
        "POST_LOGOUT_VIEW": f"{FOLDER}/login",
        "I18N_DOMAIN": "console",
        "I18N_DIRNAME": str(CATALOGUES),
        **_second_factors(settings, secret),
    }
    chosen |= {f"{name}_TEMPLATE": f"console/{file}.html" for name, file in TEMPLATES.items()}
    for name, text in MESSAGES.items():
        chosen[f"MSG_{name}"] = (text, "success" if name in GOOD_NEWS else "error")
    return {f"SECURITY_{name}": value for name, value in chosen.items()}


def _second_factors(settings: Settings, secret: str) -> dict[str, Any]:
    return {
        "TWO_FACTOR": True,
        "TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "TWO_FACTOR_AUTHENTICATOR_VALIDITY": 30,
        "TWO_FACTOR_RESCUE_EMAIL": False,
        "TWO_FACTOR_POST_SETUP_VIEW": f"{FOLDER}/mf-recovery-codes",
        "TWO_FACTOR_SETUP_WITHIN": ABSOLUTE,
        "TOTP_SECRETS": {"1": _derived(secret, "codes").decode()},
        "TOTP_ISSUER": settings.site_name,
        "MULTI_FACTOR_RECOVERY_CODES": True,
        "MULTI_FACTOR_RECOVERY_CODES_N": 8,
        "MULTI_FACTOR_RECOVERY_CODES_KEYS": [_derived(secret, "recovery")],
        "WEBAUTHN": True,
        "WAN_RP_NAME": settings.site_name,
        "WAN_ALLOW_USER_HINTS": False,  # a browser that is not logged in learns of no account
        "WAN_POST_REGISTER_VIEW": f"{FOLDER}/wan-register",
    }


def _derived(secret: str, use: str) -> bytes:
    digest = hmac.digest(secret.encode(), f"key for {use}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest)
