"""What the records of one act may touch in the store, read by a few statements for all of them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, selectinload

from services_app.content.item import Item, Redirect
from services_app.content.record import NAMESPACE, Values, with_uuids
from services_app.content.type import ContentType
from services_app.errors import N_, Invalid
from services_app.places.model import Place
from services_app.places.queries import places_by_code


@dataclass
class Shelf:
    """The items that records name by uid or slug, and who owns or once owned their slugs.

    `foreign` holds the uids that belong to items of other types. A rename is noted, so that the
    next record of the same act finds the slugs as it left them.
    """

    items: dict[uuid.UUID, Item]
    owners: dict[str, Item]
    former: dict[str, Redirect]
    foreign: frozenset[uuid.UUID]
    places: dict[str, Place]

    def uid_of(self, loaded: Values) -> uuid.UUID | None:
        """Give the uid that a record means, None for one that is made from its slug."""
        uid: uuid.UUID | None = loaded["uid"]
        slug = loaded["slug"]
        if uid is None:
            if slug in self.former:
                # The item that once had this slug lives on under another: it is not overwritten.
                raise Invalid({"slug": [N_("This address belongs to something else.")]})
            return self.owners[slug].uid if slug in self.owners else None
        if uid in self.foreign:
            raise Invalid({"uid": [N_("This belongs to something else.")]})
        return uid

    def settled(self, kind: ContentType, loaded: Values) -> tuple[Values, Place]:
        """Give a loaded record with its UUIDs, and its place; raises Invalid."""
        values = with_uuids(kind.name, loaded["slug"], loaded | {"uid": self.uid_of(loaded)})
        place = self.places.get(values["place"])
        if place is None:
            raise Invalid({"place": [N_("There is no such place.")]})
        return values, place

    def check_slug(self, uid: uuid.UUID, slug: str) -> None:
        """Refuse a slug that is, or once was, the address of another item."""
        owner, former = self.owners.get(slug), self.former.get(slug)
        own = self.items.get(uid)
        if owner and owner.uid == uid:
            return
        if owner or (former and (own is None or former.item_id != own.id)):
            raise Invalid({"slug": [N_("This address belongs to something else.")]})

    def rename(self, session: Session, item: Item, slug: str) -> None:
        """Give an item its slug; the one it had leads to it for ever."""
        if item.slug == slug:
            return
        self.check_slug(item.uid, slug)
        former = self.former.pop(slug, None)
        if former:
            session.delete(former)
        if item.slug:
            redirect = Redirect(kind=item.kind, slug=item.slug, item_id=item.id)
            session.add(redirect)
            self.former[item.slug] = redirect
            self.owners.pop(item.slug, None)
        self.items[item.uid] = self.owners[slug] = item


def read_shelf(
    session: Session, kind: ContentType, loaded: Sequence[Values], *, to_change: bool = False
) -> Shelf:
    """Read what loaded records of a type may touch; a uid or slug may be None.

    Nobody else changes items that are read to be changed.
    """
    slugs = {each["slug"] for each in loaded} - {None}
    uids: set[Any] = {each["uid"] for each in loaded} - {None}
    uids |= {uuid.uuid5(NAMESPACE, f"{kind.name}/{slug}") for slug in slugs}
    model = kind.model
    query = (
        select(model)
        .where(or_(model.uid.in_(uids), and_(model.kind == kind.name, model.slug.in_(slugs))))
        .order_by(model.id)  # two who lock several do not wait for each other
        .options(selectinload(model.texts), selectinload(model.codes))
        .execution_options(populate_existing=True)
    )
    items = session.scalars(query.with_for_update(of=Item.__table__) if to_change else query).all()
    former = session.scalars(
        select(Redirect).where(Redirect.kind == kind.name, Redirect.slug.in_(slugs))
    )
    foreign = session.scalars(select(Item.uid).where(Item.uid.in_(uids), Item.kind != kind.name))
    return Shelf(
        items={item.uid: item for item in items},
        owners={item.slug: item for item in items},
        former={each.slug: each for each in former},
        foreign=frozenset(foreign),
        places=places_by_code(session, (each["place"] for each in loaded)),
    )
