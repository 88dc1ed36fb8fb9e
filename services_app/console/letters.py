"""Mails that the console sends: written in the operator's language, sent after the answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask import Flask, Response, current_app, g, render_template
from flask_babel import force_locale
from flask_babel import gettext as _

from services_app.accounts.commands import find_account
from services_app.accounts.links import link_token
from services_app.accounts.mail import letter, post
from services_app.accounts.model import User
from services_app.locales import CONSOLE_LANGUAGES, babel_locale
from services_app.web.store import store


@contextmanager
def in_language_of(user: User) -> Iterator[None]:
    """Speak the language of an account while a letter to it is written, as the console does."""
    g.lang = user.lang if user.lang in CONSOLE_LANGUAGES else CONSOLE_LANGUAGES[0]
    with force_locale(str(babel_locale(g.lang))):
        yield


def link_to(endpoint: str, **parts: object) -> str:
    """Make the absolute address of a page, by SITE_URL: a letter has no request to go by."""
    return f"{store().settings.site_url}{current_app.url_map.bind('').build(endpoint, parts)}"


def link_of(user: User, purpose: str) -> str:
    """Make the address where an account chooses its password."""
    here = store()
    token = link_token(str(current_app.secret_key), purpose, user, here.clock())
    return f"{here.settings.site_url}/console/password/{token}"


def send_link(user: User, purpose: str) -> None:
    """Mail the address to its owner."""
    settings = store().settings
    with in_language_of(user):
        subject = _("Your account") if purpose == "invitation" else _("A new password")
        text = render_template(f"console/{purpose}.txt", user=user, link=link_of(user, purpose))
    post(settings, letter(settings, user.email, subject, text))


def send_reset(email: str) -> None:
    """Mail a link to the account with this address, if there is one."""
    with store().database.reading() as session:
        user = find_account(session, email)
    if user is not None and user.active:
        send_link(user, "reset" if user.password else "invitation")


def after(response: Response, act: Callable[[], None]) -> Response:
    """Do something once the answer has left: its time then tells nothing about it."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # of a proxy

    def done() -> None:
        with app.app_context():
            act()

    response.call_on_close(done)
    return response
