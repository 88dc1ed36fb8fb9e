"""Finding a place by name or code."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from services_app.places.model import Place
from services_app.words import fold


def places_named(session: Session, text: str, limit: int = 20) -> list[Place]:
    """List municipalities whose name starts with `text`, open ones first; [] for no words."""
    folded = fold(text[:80]).strip()
    if not folded:
        return []
    found = session.scalars(
        select(Place)
        .where(Place.folded.startswith(folded, autoescape=True), Place.level == "municipality")
        .order_by(Place.is_open.desc(), Place.folded)
        .limit(limit)
    )
    return list(found)


def places_by_code(session: Session, codes: Iterable[str]) -> dict[str, Place]:
    """Map each known code to its place."""
    found = session.scalars(select(Place).where(Place.code.in_(set(codes))))
    return {place.code: place for place in found}
