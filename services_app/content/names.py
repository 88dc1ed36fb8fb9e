"""By which names an item is found: the proper words that its card shows, and its place."""

from __future__ import annotations

from functools import cache

from services_app.content.type import ContentType, Face
from services_app.words import tokens


def folded_names(kind: ContentType, face: Face, place_name: str) -> str:
    """Fold the names of an item for `Item.folded`: " mensa larino "; codes and dates are none."""
    names = (face[name] for name in _proper(kind) if face.get(name))
    return f" {' '.join(tokens(' '.join((*names, place_name)), limit=60))} "


@cache
def _proper(kind: ContentType) -> tuple[str, ...]:
    fields = kind.schema().fields
    return tuple(name for name in kind.face if fields[name].metadata.get("proper"))
