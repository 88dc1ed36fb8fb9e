"""Offers that mediators show before the whole town sees them: who has the link may read one."""

from __future__ import annotations

import base64
import hmac
import uuid

from flask import current_app, request

from services_app.content.item import Item

KEY = "early"  # the part of an address that lets its holder in
KEY_BYTES = 10  # 80 bits, which nobody guesses


def early_key(uid: uuid.UUID) -> str:
    """Make what the link of an offer ends with: the same for its whole life, stored nowhere."""
    secret = str(current_app.config["SECRET_KEY"]).encode()
    digest = hmac.digest(secret, f"early:{uid}".encode(), "sha256")
    return base64.b32encode(digest[:KEY_BYTES]).decode().lower()


def has_early_key(item: Item) -> bool:
    """Tell whether this request came by the link that a mediator gave."""
    given = request.args.get(KEY, "")
    return hmac.compare_digest(given.encode("utf-8", "replace"), early_key(item.uid).encode())
