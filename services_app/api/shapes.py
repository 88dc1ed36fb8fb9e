"""What answers look like, as schemas: the API's description is made from them."""

from __future__ import annotations

from functools import cache
from typing import Any

from marshmallow import Schema, fields, validate

from services_app.content.fields.base import Strict
from services_app.content.fields.evidence import Source
from services_app.content.fields.record import TextRecord
from services_app.content.type import ContentType
from services_app.taxonomies.orientation import RISKS


def _of(maker: type[fields.Field[Any]], text: str = "", **options: Any) -> Any:
    """Make a field that is always in the answer; `text` says what a name cannot."""
    metadata = {"description": text} if text else {}
    return maker(required=True, metadata=metadata, **options)


def _list(inner: Any, text: str = "") -> Any:  # Any: a field or a schema, as marshmallow takes
    wrapped = inner if isinstance(inner, fields.Field) else fields.Nested(inner)
    return fields.List(wrapped, required=True, metadata={"description": text} if text else {})


class Said(Strict):
    """Words with the language that they are really in."""

    lang = _of(fields.String, "BCP 47 tag; give it to the element that shows the text.")
    text = _of(fields.String)


class ItemText(TextRecord):
    """The words of an item in one language."""

    class Meta(TextRecord.Meta):
        """What only those who translate need stays in exports."""

        exclude = ("title_rev", "summary_rev")

    outdated = _of(
        fields.Boolean, "The source language says something else since; tell readers so."
    )
    core_only = _of(
        fields.Boolean,
        "The subject is dangerous and no person has reviewed this text since it changed, its facts "
        "are overdue, or the law changed: only the safety core is given. "
        "Send readers to a lawyer or an association.",
    )


class Place(Strict):
    """A municipality."""

    code = _of(fields.String, "ISTAT code, six digits.")
    name = _of(fields.String)
    other_name = _of(fields.String, "Name in another language of the place.", allow_none=True)
    slug = _of(fields.String, "Its part of the address of pages; unique in Italy.")
    sign = _of(fields.String, "Sign of the province.", allow_none=True)
    province = _of(fields.String)
    region = _of(fields.String)
    lat = _of(fields.Float, allow_none=True)
    lon = _of(fields.Float, allow_none=True)
    open = _of(fields.Boolean, "Its own pages are here.")
    radius_km = _of(fields.Integer, "How far it looks for offers; null if closed.", allow_none=True)
    languages = _list(fields.String(), "Languages of its readers, in order.")
    km = _of(fields.Float, "Distance from the point asked for.", allow_none=True)
    url = _of(fields.String, "Its page; null if closed.", allow_none=True)


class Language(Strict):
    """A language of pages."""

    tag = _of(fields.String)
    name = _of(fields.String, "Its own name.")
    direction = _of(fields.String, validate=validate.OneOf(("ltr", "rtl")))
    fallbacks = _list(fields.String(), "What is tried in order where a text is missing.")


class Term(Strict):
    """A code of a closed list."""

    code = _of(fields.String)
    labels = fields.Dict(
        keys=fields.String(), values=fields.String(), required=True,
        metadata={"description": "What readers see, by language."},
    )  # fmt: skip
    desk = _of(fields.String, "The Italian word of the offices, or empty.")
    notes = fields.Dict(keys=fields.String(), required=True)


class Taxonomy(Strict):
    """A closed list of codes in the order in which people should see them."""

    name = _of(fields.String)
    terms = _list(Term)


class TaxonomyName(Strict):
    """A closed list of codes, without its words."""

    name = _of(fields.String)
    codes = _list(fields.String())
    self = _of(fields.String, "Where its labels are.")


class PictureFile(Strict):
    """One file of a picture."""

    url = _of(fields.String)
    type = _of(fields.String, "Media type.", validate=validate.OneOf(("image/avif", "image/webp")))
    width = _of(fields.Integer)


class Picture(Strict):
    """A picture of an item; size in pixels of its largest files."""

    id = _of(fields.String)
    width = _of(fields.Integer)
    height = _of(fields.Integer)
    files = _list(PictureFile)
    alt = fields.Dict(
        keys=fields.String(), values=fields.Nested(Said), required=True,
        metadata={"description": "For readers of each language, what it shows."},
    )  # fmt: skip


class Seen(Strict):
    """How a town or a point sees an item."""

    km = _of(fields.Float, "Distance from `near`, else from `place`.", allow_none=True)
    km_about = _of(fields.Boolean, "Measured from the municipality's point, not its own.")
    competent = _of(
        fields.Boolean, "False: an authority of which we do not know whether it serves the town."
    )


class Common(Seen):
    """What an item of any type is."""

    type = _of(fields.String)
    uid = _of(fields.UUID)
    slug = _of(
        fields.String,
        "Null for a sensitive item: link to it by uid, and to its page by `urls` only.",
        allow_none=True,
    )
    place = _of(fields.String, "it, or an ISTAT code: region 2 digits, province 3, town 6.")
    place_name = _of(fields.String)
    sensitive = _of(fields.Boolean, "Keep its subject out of addresses, histories and titles.")
    sample = _of(fields.Boolean, "An invented example: never show it as real.")
    verified_on = _of(fields.Date, "When somebody last checked the facts.", allow_none=True)
    verified_by = _of(fields.String, "The office that did.", allow_none=True)
    updated_at = _of(fields.AwareDateTime)
    self = _of(fields.String, "This item in the API.")


class Found(Common):
    """An item that a search found."""

    title = fields.Nested(Said, required=True)
    summary = fields.Nested(Said, required=True, allow_none=True)
    url = _of(fields.String, "Its page in the language asked for.")


class Item(Common):
    """An item with its facts and words; the facts are added by type."""

    organisation = _of(fields.String, allow_none=True)
    title = fields.Dict(
        keys=fields.String(), values=fields.Nested(Said), required=True,
        metadata={"description": "For readers of each language, what to call it."},
    )  # fmt: skip
    texts = fields.Dict(
        keys=fields.String(), values=fields.Nested(ItemText), required=True,
        metadata={"description": "Words by the language that they are in."},
    )  # fmt: skip
    pictures = _list(Picture, "Those of which a text says what they show.")
    source_lang = _of(fields.String)
    sources = _list(Source)
    risk = _of(fields.String, validate=validate.OneOf(tuple(RISKS)))
    overdue = _of(fields.Boolean, "The last check is too long ago: say so to readers.")
    law_changed_on = _of(
        fields.Date, "The law changed and nobody has checked this since: say so.", allow_none=True
    )
    expires_on = _of(fields.Date, allow_none=True)
    urls = fields.Dict(
        keys=fields.String(), values=fields.String(), required=True,
        metadata={"description": "Its page in each language."},
    )  # fmt: skip


class Problem(Schema):
    """What went wrong (RFC 9457)."""

    type = _of(fields.String)
    title = _of(fields.String)
    status = _of(fields.Integer)
    detail = fields.String()
    errors = fields.Dict(
        keys=fields.String(),
        values=fields.List(fields.String()),
        metadata={"description": "By dotted path of the parameter."},
    )


@cache
def item_shape(kind: ContentType) -> type[Schema]:
    """Make the schema of an item of a type: what all have, with its own facts."""
    facts = fields.Nested(kind.schema, required=True)
    return type(f"{kind.name.title()}Item", (Item,), {"facts": facts, "__doc__": kind.one.text})


@cache
def list_shape(name: str, each: type[Schema]) -> type[Schema]:
    """Make the schema of a whole list."""
    return type(f"{name}List", (Strict,), {"items": _list(each)})


@cache
def page_shape(name: str, each: type[Schema]) -> type[Schema]:
    """Make the schema of a list that comes page by page."""
    own = {
        "items": _list(each),
        "page": _of(fields.Integer),
        "per_page": _of(fields.Integer),
        "total": _of(fields.Integer, "How many there are on all pages."),
        "next": _of(fields.String, "Address of the next page.", allow_none=True),
        "previous": _of(fields.String, "Address of the page before.", allow_none=True),
    }
    return type(f"{name}Page", (Strict,), own)
