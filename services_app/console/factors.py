"""Second factors where Flask-Security leaves a choice: QR codes, used codes, whose passkey."""

from __future__ import annotations

from typing import Any

import segno
from flask import current_app, request
from flask_security import (
    Security,
    Totp,
    TwoFactorRescueForm,
    TwoFactorSetupForm,
    WebAuthnRegisterForm,
    WebauthnUtil,
)
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)
from wtforms import HiddenField, RadioField, StringField

from services_app.web.store import store


class Codes(Totp):
    """Codes of an app, each good once."""

    def generate_qrcode(self, username: str, totp: str) -> str:
        """Draw the secret as a picture that a telephone reads."""
        code = segno.make(self.get_totp_uri(username, totp))
        return code.svg_data_uri(scale=4, border=2)

    def get_last_counter(self, user: Any) -> int | None:
        """Tell which step the last code was of."""
        counter: int | None = user.totp_counter
        return counter

    def set_last_counter(self, user: Any, tmatch: Any) -> None:
        """Remember a code as used."""
        user.totp_counter = tmatch.counter
        current_app.extensions["security"].datastore.put(user)


class Passkeys(WebauthnUtil):
    """Passkeys that stand for password and second factor together."""

    def origin(self) -> str:
        """Give the address that browsers sign; a proxy may hide that it is https."""
        site = store().settings.site_url
        return site if site.startswith("https://") else request.host_url.rstrip("/")

    def authenticator_selection(self, user: Any, usage: str) -> AuthenticatorSelectionCriteria:
        """Ask for a key that knows its account and asks its owner for a finger or a number."""
        return AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        )

    def user_verification(self, user: Any, usage: list[str]) -> UserVerificationRequirement:
        """Ask the owner each time."""
        return UserVerificationRequirement.REQUIRED


class CodeSetUpForm(TwoFactorSetupForm):
    """Which button was pressed: "authenticator" or "disable"."""

    setup = StringField()


class PasskeyForm(WebAuthnRegisterForm):
    """The name of a new passkey; each is one to log in with."""

    usage = HiddenField()

    def validate(self, **kwargs: Any) -> bool:
        """Look at the name only."""
        self.usage.data = "first"
        return bool(super().validate(**kwargs))


class RescueForm(TwoFactorRescueForm):
    """Never shown: whoever lost the telephone is led to the recovery codes."""

    help_setup = RadioField(choices=[])  # the library adds to it for whoever has recovery codes


class Guard(Security):
    """Flask-Security with our QR codes."""

    def _check_modules(self, module: str, config_name: str) -> Any:
        # It insists on a package for QR codes that `Codes` does not use.
        return module == "qrcode" or super()._check_modules(module, config_name)  # type: ignore[no-untyped-call]
