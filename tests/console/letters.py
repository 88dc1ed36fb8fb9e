"""How tests read what was mailed to operators."""

from __future__ import annotations

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from flask import Flask


def mailbox(app: Flask) -> list[Path]:
    """List the letters in the folder of mails, oldest first."""
    folder: Path = app.extensions["store"].settings.instance / "mail"
    return sorted(folder.glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)


def letters(app: Flask) -> list[EmailMessage]:
    """Read what was mailed, oldest first."""
    return [message_from_bytes(path.read_bytes(), policy=default) for path in mailbox(app)]


def letters_to(app: Flask, email: str) -> list[EmailMessage]:
    """Read what was mailed to an address, oldest first."""
    return [each for each in letters(app) if each["To"] == email]


def empty_mailbox(app: Flask) -> None:
    """Remove what was mailed so far."""
    for path in mailbox(app):
        path.unlink()
