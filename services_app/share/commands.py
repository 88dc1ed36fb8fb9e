"""Make a bundle, take it back, forget old ones."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import uuid
from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from services_app.content.item import Item
from services_app.errors import N_, Invalid, NotFound, Reason
from services_app.limits import Limit
from services_app.share.model import DAYS, MOST_ITEMS, Bundle
from services_app.taxonomies.sharing import SENTENCES

# No vowels, so that no word is spelled by chance; nothing that looks like something else.
LETTERS = "bcdfghjkmnpqrstvwxyz23456789"
CODE_LENGTH, KEY_LENGTH = 13, 24  # 62 and 115 bits
KEPT_AFTER = timedelta(days=30)  # so long an old link says why it shows nothing
BUNDLES = Limit("bundles", from_a_network=200, span="day", in_all_an_hour=1000)
MISSES = Limit("codes", from_a_network=30, span="hour")


def make_bundle(
    session: Session,
    uids: Sequence[uuid.UUID],
    *,
    sentences: Sequence[str],
    langs: tuple[str, str | None],
    days: int,
    place_code: str,
    today: date,
) -> tuple[Bundle, str]:
    """Keep a list of items that the town sees; give it and the key that takes it back.

    `langs` are the reader's and a second one. Raises Invalid with codes for `items`, or for what
    no form of ours offers.
    """
    if not 1 <= len(uids) <= MOST_ITEMS:
        raise Invalid({"items": [Reason("too_many" if uids else "nothing")]})
    if days not in DAYS or any(code not in SENTENCES for code in sentences):
        raise Invalid({"choice": [N_("This is not one of the choices.")]})
    found = session.execute(select(Item.uid, Item.version).where(Item.uid.in_(uids)))
    versions = {uid: version for uid, version in found}
    key = _code(KEY_LENGTH)
    lang, second_lang = langs
    bundle = Bundle(
        code=_code(CODE_LENGTH),
        key_hash=_hash(key),
        items=[{"uid": str(uid), "version": versions[uid]} for uid in uids],
        sentences=[code for code in SENTENCES if code in sentences],
        lang=lang,
        second_lang=second_lang if second_lang != lang else None,
        place_code=place_code,
        created_on=today,
        expires_on=today + timedelta(days=days),
    )
    session.add(bundle)
    return bundle, key


def bundle_of(session: Session, code: str, *, to_change: bool = False) -> Bundle:
    """Find a bundle, also one that is over; nobody else changes one that is to be changed.

    Raises NotFound.
    """
    if len(code) != CODE_LENGTH:
        raise NotFound("bundle")
    lock = True if to_change else None
    bundle = session.get(Bundle, code.lower()[:CODE_LENGTH], with_for_update=lock)
    if bundle is None:
        raise NotFound("bundle")
    return bundle


def opens(bundle: Bundle, key: str) -> bool:
    """Tell whether a key is the one that takes this bundle back."""
    return hmac.compare_digest(_hash(key.lower()), bundle.key_hash)


def take_back(bundle: Bundle, today: date) -> None:
    """End a bundle now and forget what was in it."""
    bundle.items, bundle.sentences = [], []
    set_note(bundle, "", lang=bundle.lang, organisation="")
    bundle.expires_on = min(bundle.expires_on, today)


def set_note(bundle: Bundle, words: str, *, lang: str, organisation: str) -> None:
    """Let a bundle say a few words of staff, or none any more; no history tells of it."""
    bundle.note = words or None
    bundle.note_lang, bundle.note_by = (lang, organisation) if words else (None, None)


def forget_bundles(session: Session, today: date) -> int:
    """Remove the bundles that ended a while ago; tell how many."""
    old = Bundle.expires_on <= today - KEPT_AFTER
    return session.connection().execute(delete(Bundle).where(old)).rowcount


def _code(length: int) -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(length))


def _hash(key: str) -> str:
    # The key is random and long: a plain hash is as good as a slow one.
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()
