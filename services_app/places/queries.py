"""Finding a place by name or code."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from services_app.places.model import Place
from services_app.words import tokens


def folded_name(text: str) -> str:
    """Bring a name to the form in which it is stored and looked for: folded words, one space."""
    return " ".join(tokens(text, limit=20))


def is_named(start: str) -> ColumnElement[bool]:
    """Make the condition that a word of a place's names begins with a folded `start`."""
    return or_(
        Place.folded.startswith(start, autoescape=True),
        Place.folded.contains(f" {start}", autoescape=True),
    )


def places_named(session: Session, text: str, limit: int = 20) -> list[Place]:
    """List municipalities with `text` at the start of a word of their names, open ones first.

    A name in another language counts ("Bozen"); [] for no words.
    """
    folded = folded_name(text[:80])
    if not folded:
        return []
    starts = Place.folded.startswith(folded, autoescape=True)
    found = session.scalars(
        select(Place)
        .where(is_named(folded), Place.level == "municipality")
        .order_by(Place.is_open.desc(), starts.desc(), Place.folded)
        .limit(limit)
    )
    return list(found)


def places_by_code(session: Session, codes: Iterable[str]) -> dict[str, Place]:
    """Map each known code to its place."""
    found = session.scalars(select(Place).where(Place.code.in_(set(codes))))
    return {place.code: place for place in found}


def codes_above(session: Session, code: str) -> frozenset[str]:
    """Give the code of a place with those of all places it lies in; none for an unknown one."""
    if not code.isalnum():  # as it was typed; PostgreSQL cannot even be asked about a NUL
        return frozenset()
    own, province, region = Place, aliased(Place), aliased(Place)
    row = session.execute(
        select(own.code, province.code, region.code)
        .outerjoin(province, own.parent_id == province.id)
        .outerjoin(region, province.parent_id == region.id)
        .where(own.code == code)
    ).first()
    # The region of a province and the country of a region stand one column to the left.
    return frozenset((*filter(None, row), "it")) if row else frozenset()


def lies_in(code: str) -> ColumnElement[bool]:
    """Make the condition that a place is the one with this code or lies in it."""
    if code == "it":
        return true()
    if len(code) != 2:
        return Place.code.startswith(code, autoescape=True)
    region, province = aliased(Place), aliased(Place)
    provinces = (
        select(province.code)
        .join(region, province.parent_id == region.id)
        .where(region.code == code)
    )
    return or_(Place.code == code, func.substr(Place.code, 1, 3).in_(provinces))
