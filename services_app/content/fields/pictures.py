"""Pictures of an item: which stored picture each row shows, and where none may ever be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from marshmallow import ValidationError, fields, validate

from services_app.content.fields.base import Exactly, Row, Strict, unique_ids, whole_number
from services_app.errors import N_, Reason

PART = "picture"  # of a text: the block whose `of` is a row's id says what that picture shows
MOST_PICTURES = 6
Blocks = Sequence[Mapping[str, Any]]


class PictureRow(Row):
    """A picture; width and height are those of the stored one, whatever is sent."""

    picture = fields.String(required=True, validate=Exactly(r"^[0-9a-f]{64}$"))
    width = whole_number(10_000, 1)
    height = whole_number(10_000, 1)


class HasPictures(Strict):
    """Pictures of things and houses, in order."""

    pictures = fields.List(
        fields.Nested(PictureRow),
        load_default=list,
        validate=[validate.Length(max=MOST_PICTURES), unique_ids],
        metadata={"description": "No people, no name plates, no house numbers, no papers."},
    )


def refuse_pictures(data: Mapping[str, Any]) -> None:
    """Refuse pictures of a protected place (rule 11)."""
    if data.get("pictures"):
        raise ValidationError(N_("A protected place has no pictures."), "pictures")


def picture_problems(record: Mapping[str, Any]) -> dict[str, list[Reason]]:
    """Name by dotted path what is wrong with the pictures of a loaded record.

    A sensitive item has none: browsers keep them, and they tell the topic (rule 2). A published
    one says in its source language what each shows.
    """
    rows = record["facts"].get("pictures") or []
    if rows and record["sensitive"]:
        return {"facts.pictures": [N_("A sensitive item has no pictures.")]}
    if record["state"] != "published":
        return {}
    blocks = record["texts"].get(record["source_lang"], {}).get("blocks", ())
    return {
        f"facts.pictures.{number}": [N_("Say what the picture shows, in the first language.")]
        for number, row in enumerate(rows)
        if not picture_words(blocks, row["id"])
    }


def picture_words(blocks: Blocks, row_id: str) -> str:
    """Find what blocks of a text say of a picture, an empty string where nothing."""
    said = (
        str(block["text"]).strip()
        for block in blocks
        if block["part"] == PART and (block.get("of") or block["id"]) == row_id
    )
    return next(filter(None, said), "")
