"""What editors do besides editing, each with an item that `stored_item` read; none commits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Protocol

from marshmallow import ValidationError
from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from services_app.content.commands import recorded, stored_item
from services_app.content.fields.base import slug_of
from services_app.content.item import Actor, Item, ItemCode, Text
from services_app.content.seen import italian_day
from services_app.content.type import ContentType
from services_app.errors import N_, Invalid, Reason
from services_app.places.atlas import Atlas, read_atlas

# What may become what. Who may publish needs nobody's approval: a draft may skip the review.
STEPS = {
    "draft": ("review", "published"),
    "review": ("published", "draft"),
    "published": ("archived", "draft"),
    "archived": ("draft",),
}
NOT_FROM_HERE = N_("This cannot be done from the state that it is in.")
ARCHIVED = N_("It is archived.")


def verify(
    session: Session,
    kind: ContentType,
    item: Item,
    *,
    by: Actor,
    at: datetime,
    atlas: Atlas | None = None,
) -> Item:
    """Say that the facts are still right; no word and no fact is touched."""
    refuse(check_problem(item))
    with recorded(session, kind, item, "verified", by=by, at=at, atlas=atlas):
        _check(item, by, at)
    return item


class Command(Protocol):
    """What is done to an item that `stored_item` read; raises Invalid where it may not be."""

    def __call__(
        self,
        session: Session,
        kind: ContentType,
        item: Item,
        *,
        by: Actor,
        at: datetime,
        atlas: Atlas | None = None,
    ) -> Item:
        """Do it, remember it, and give the item back."""


def _step_to(state: str, act: str) -> Command:
    """Make the command that brings an item to a state and is remembered as `act`."""

    def step(
        session: Session,
        kind: ContentType,
        item: Item,
        *,
        by: Actor,
        at: datetime,
        atlas: Atlas | None = None,
    ) -> Item:
        refuse(step_problem(item, state))
        with recorded(session, kind, item, act, by=by, at=at, atlas=atlas):
            item.state = state
        return item

    return step


send_to_review = _step_to("review", "edited")  # asks for a draft to be approved
publish = _step_to("published", "published")  # the public sees it, from its `publish_at` on
archive = _step_to("archived", "archived")
withdraw = _step_to("draft", "withdrawn")  # from public, waiting or put away


def renew(
    session: Session,
    kind: ContentType,
    item: Item,
    *,
    by: Actor,
    at: datetime,
    atlas: Atlas | None = None,
) -> Item:
    """Let an offer run a period longer, and say that it is still right."""
    if not kind.is_offer:
        raise Invalid({"kind": [N_("Only offers are renewed.")]})
    refuse(check_problem(item))
    with recorded(session, kind, item, "renewed", by=by, at=at, atlas=atlas):
        item.expires_on = renewed_until(kind, item, italian_day(at))
        _check(item, by, at)
    return item


def renewed_until(kind: ContentType, item: Item, today: date) -> date:
    """Tell until when an offer runs once it is renewed: a period of its type longer."""
    return max(today, item.expires_on or today) + timedelta(days=kind.review_every_days)


def end_on(
    session: Session,
    kind: ContentType,
    item: Item,
    day: date | None,
    *,
    by: Actor,
    at: datetime,
    atlas: Atlas | None = None,
) -> Item:
    """Set the day from which an item is no longer shown; None: it does not end by itself."""
    with recorded(session, kind, item, "edited", by=by, at=at, atlas=atlas):
        item.expires_on = day
    return item


def move_to_organisation(
    session: Session,
    kind: ContentType,
    item: Item,
    organisation: str | None,
    *,
    by: Actor,
    at: datetime,
    atlas: Atlas | None = None,
) -> Item:
    """Give an item to another organisation, named by its slug."""
    refuse(organisation_problem(organisation), "organisation")
    with recorded(session, kind, item, "reorganised", by=by, at=at, atlas=atlas):
        item.organisation = organisation
    return item


def sign_text(
    session: Session,
    kind: ContentType,
    item: Item,
    lang: str,
    *,
    by: Actor,
    at: datetime,
    atlas: Atlas | None = None,
) -> Item:
    """Sign the words of one language in the name of the actor's office: the green mark.

    Signing the source text also ends the time after "the law changed".
    """
    text = _text(item, lang)
    if not by.organisation:
        raise Invalid({"reviewed_by": [N_("Only an office can sign, not a person.")]})
    if text.stale:
        raise Invalid({"lang": [N_("The source text has changed: bring this one up to date.")]})
    with recorded(session, kind, item, "signed", by=by, at=at, atlas=atlas):
        text.reviewed_on, text.reviewed_by = italian_day(at), by.organisation
        if lang == item.source_lang:
            item.law_changed_on = None
    return item


def unsign_text(
    session: Session,
    kind: ContentType,
    item: Item,
    lang: str,
    *,
    by: Actor,
    at: datetime,
    atlas: Atlas | None = None,
) -> Item:
    """Take back the signature under the words of one language."""
    text = _text(item, lang)
    if text.reviewed_on is None:
        raise Invalid({"lang": [N_("This text is not signed.")]})
    with recorded(session, kind, item, "unsigned", by=by, at=at, atlas=atlas):
        text.reviewed_on = text.reviewed_by = None
    return item


def law_changed(
    session: Session,
    types: Mapping[str, ContentType],
    topic: str,
    *,
    by: Actor,
    at: datetime,
    on: date | None = None,
) -> int:
    """Take every signature from the guides of a topic; say how many guides there are.

    `types` by their names; `on` is the day of the change, today unless told. Guides are the types
    whose texts have a safety core: they show that alone until their source text is signed anew.
    """
    atlas, count = read_atlas(session), 0
    of_topic = exists().where(
        ItemCode.item_id == Item.id, ItemCode.facet == "topic", ItemCode.code == topic
    )
    for kind in types.values():
        if not kind.has_core:
            continue
        uids = select(Item.uid).where(Item.kind == kind.name, of_topic).order_by(Item.id)
        for uid in session.scalars(uids).all():
            item = stored_item(session, kind, uid)
            assert item is not None  # noqa: S101  read in this transaction
            with recorded(session, kind, item, "law_changed", by=by, at=at, atlas=atlas):
                item.law_changed_on = on or italian_day(at)
                for text in item.texts:
                    text.reviewed_on = text.reviewed_by = None
            count += 1
    return count


def refuse(problem: Reason | None, path: str = "state") -> None:
    """Raise Invalid where there is a problem."""
    if problem is not None:
        raise Invalid({path: [problem]})


def step_problem(item: Item, state: str) -> Reason | None:
    """Say why an item cannot go to a state."""
    return None if state in STEPS[item.state] else NOT_FROM_HERE


def check_problem(item: Item) -> Reason | None:
    """Say why nobody can call an item still right."""
    return ARCHIVED if item.state == "archived" else None


def organisation_problem(organisation: str | None) -> Reason | None:
    """Say why a slug names no organisation."""
    try:
        slug_of().deserialize(organisation)
    except ValidationError:
        return N_("Use small letters from a to z, numbers, and single hyphens between them.")
    return None


def _check(item: Item, by: Actor, at: datetime) -> None:
    item.verified_on, item.verified_by = italian_day(at), by.organisation or by.name


def _text(item: Item, lang: str) -> Text:
    for text in item.texts:
        if text.lang == lang and (text.title or text.summary or text.body):
            return text
    raise Invalid({"lang": [N_("There is no text in this language.")]})
