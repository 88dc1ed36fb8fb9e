"""The format in which an item enters and leaves the store: seed, import, export, API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from services_app.content.fields.base import (
    A_LANGUAGE,
    A_PLACE,
    DATE_AND_OFFICE,
    LANG_PATTERN,
    PLACE_PATTERN,
    Exactly,
    Row,
    Strict,
    code_of,
    printable,
    proper_words,
    rows_of,
    slug_of,
)
from services_app.content.fields.evidence import Source
from services_app.taxonomies.orientation import RISKS

MAX_REV = 2**31 - 1  # what an integer column of PostgreSQL holds
STATES = ("draft", "review", "published", "archived")


def rev_field() -> fields.Integer:
    """Make the field that counts how often words changed in meaning."""
    return fields.Integer(load_default=1, strict=True, validate=validate.Range(1, MAX_REV))


class Block(Row):
    """A piece of a text: `part` says where it stands; its id stays when it is edited.

    `of` is the row of facts that it speaks of, by default the one with its own id.
    """

    part = fields.String(required=True)
    text = fields.String(required=True, validate=[validate.Length(1, 4000), printable])
    rev = rev_field()
    of = fields.String(load_default=None, allow_none=True, validate=validate.Length(1, 36))


class TextRecord(Strict):
    """The words of an item in one language."""

    title = fields.String(load_default="", validate=[validate.Length(max=200), printable])
    summary = fields.String(load_default="", validate=[validate.Length(max=600), printable])
    blocks = rows_of(Block)
    title_rev = rev_field()
    summary_rev = rev_field()
    origin = fields.String(load_default="human", validate=validate.OneOf(("human", "machine")))
    reviewed_on = fields.Date(load_default=None, allow_none=True)
    reviewed_by = proper_words()

    @validates_schema
    def _signed_by_an_office(self, data: Mapping[str, Any], **_: Any) -> None:
        if (data.get("reviewed_on") is None) != (data.get("reviewed_by") is None):
            raise ValidationError(DATE_AND_OFFICE, "reviewed_by")


class Record(Strict):
    """What every item has, whatever its type; `facts` follow the type's own schema."""

    uid = fields.UUID(load_default=None, allow_none=True)
    slug = slug_of(required=True, allow_none=False)
    place = fields.String(
        required=True,
        validate=Exactly(PLACE_PATTERN, error=A_PLACE),
        metadata={"names": "places"},
    )
    organisation = slug_of("organisations")
    state = fields.String(load_default="published", validate=validate.OneOf(STATES))
    risk = code_of(RISKS, load_default="normal")
    sensitive = fields.Boolean(load_default=False)
    source_lang = fields.String(
        load_default="it",
        validate=Exactly(LANG_PATTERN, error=A_LANGUAGE),
        metadata={"names": "served"},
    )
    verified_on = fields.Date(load_default=None, allow_none=True)
    verified_by = proper_words()
    publish_at = fields.AwareDateTime(load_default=None, allow_none=True)
    expires_on = fields.Date(load_default=None, allow_none=True)
    mediators_until = fields.Date(load_default=None, allow_none=True)
    sample = fields.Boolean(load_default=False)
    sources = rows_of(Source)
    texts = fields.Dict(
        keys=fields.String(validate=Exactly(LANG_PATTERN, error=A_LANGUAGE)),
        values=fields.Nested(TextRecord),
        load_default=dict,
    )

    @validates_schema
    def _verified_by_somebody(self, data: Mapping[str, Any], **_: Any) -> None:
        if (data.get("verified_on") is None) != (data.get("verified_by") is None):
            raise ValidationError(DATE_AND_OFFICE, "verified_by")
