"""Mails to operators: by SMTP, or written into a folder where no server is set."""

from __future__ import annotations

import logging
import os
import secrets
import smtplib
import ssl
from contextlib import suppress
from datetime import UTC, datetime
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from services_app.config import Settings

LOG = logging.getLogger(__name__)
WAIT_SECONDS = 15


def letter(settings: Settings, to: str, subject: str, text: str) -> EmailMessage:
    """Write a mail from this site."""
    message = EmailMessage()
    host = urlsplit(settings.site_url).hostname or "localhost"
    message["From"] = settings.contact_email or f"no-reply@{host}"
    message["To"] = to
    message["Subject"] = f"{settings.site_name}: {subject}"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    return message


def post(settings: Settings, message: EmailMessage) -> bool:
    """Send a mail, or lay it into `instance/mail/`, and tell whether it went out.

    The log tells that too, never to whom or what.
    """
    if not settings.mail_url:
        folder = settings.instance / "mail"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(4)}.eml"
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        with open(os.open(folder / name, flags, 0o600), "wb") as file:
            file.write(bytes(message))
        LOG.warning("mail written to %s: MAIL_URL is not set", folder / name)
        return True
    try:
        _by_smtp(settings.mail_url, message)
    except (OSError, smtplib.SMTPException) as error:
        LOG.error("mail not sent: %s", type(error).__name__)
        return False
    LOG.info("mail sent")
    return True


def _by_smtp(url: str, message: EmailMessage) -> None:
    parts = urlsplit(url)
    host, safe = parts.hostname or "", ssl.create_default_context()
    if parts.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            host, parts.port or 465, timeout=WAIT_SECONDS, context=safe
        )
    else:
        server = smtplib.SMTP(host, parts.port or 587, timeout=WAIT_SECONDS)
    try:
        server.ehlo()
        if parts.scheme == "smtp" and server.has_extn("starttls"):
            server.starttls(context=safe)
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.send_message(message)
    finally:
        # A bad good-bye takes back no letter: one that was taken must not go out twice.
        with suppress(OSError, smtplib.SMTPException):
            server.quit()
        server.close()
