"""The strict schema that every stored thing extends, and the small fields it is made of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, validate

from services_app.content.fields.reasons import OF_SCHEMAS, give_reasons
from services_app.errors import N_
from services_app.taxonomies import Taxonomy

DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
LANG_PATTERN = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$"
SLUG_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
PLACE_PATTERN = r"^(it|[0-9]{2}|[0-9]{3}|[0-9]{6})$"
EUROS = {"euros": True}  # cents in records, euros where people type
NO_MARKUP = N_("Write plain words only, without markup.")
DATE_AND_OFFICE = N_("Give both the date of the check and the office.")
A_LANGUAGE = N_("Write the tag of a language, such as it or ar.")
A_SLUG = N_("Use small letters from a to z, numbers, and single hyphens between them.")
A_PLACE = N_("Write it, or the ISTAT code of a place: 2, 3 or 6 digits.")


_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff]")


class Exactly(validate.Regexp):
    """A pattern for the whole of a value: `$` alone lets a line break follow."""

    def __call__(self, value: Any) -> Any:  # Any: as the parent has it
        """Give the value back, or raise ValidationError."""
        if not self.regex.fullmatch(value):
            raise ValidationError(self._format_error(value))
        return value


class Strict(Schema):
    """A schema that refuses what it does not know, for reasons that can be translated."""

    error_messages = dict(OF_SCHEMAS)  # noqa: RUF012  marshmallow reads it

    class Meta:
        unknown = RAISE

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        """Give the field our words."""
        give_reasons(field_obj)


class Row(Strict):
    """One row of a list of facts; `id` ties it to its words and survives edits."""

    id = fields.String(required=True, validate=validate.Length(1, 36))


def code_of(taxonomy: Taxonomy, **options: Any) -> fields.String:  # Any: marshmallow's own options
    """Make a field that takes one code of `taxonomy`."""
    metadata = {"taxonomy": taxonomy.name, **options.pop("metadata", {})}
    return fields.String(validate=validate.OneOf(tuple(taxonomy)), metadata=metadata, **options)


def codes_of(taxonomy: Taxonomy) -> fields.List[Any]:
    """Make a field that takes several codes of `taxonomy`, each once."""
    return fields.List(
        fields.String(validate=validate.OneOf(tuple(taxonomy))),
        load_default=list,
        validate=unique,
        metadata={"taxonomy": taxonomy.name},
    )


def rows_of(schema: type[Row], most: int | None = None) -> fields.List[Any]:
    """Make a field that takes a list of rows with distinct ids."""
    return fields.List(
        fields.Nested(schema),
        load_default=list,
        validate=[validate.Length(max=most), unique_ids] if most else unique_ids,
    )


def slugs_of(items: str = "") -> fields.List[Any]:
    """Make a field that takes slugs of other items, of the type `items` where all are of one."""
    return fields.List(
        slug_of(allow_none=False), load_default=list, validate=unique, metadata=_items(items)
    )


def slug_of(items: str = "", **options: Any) -> fields.String:  # Any: marshmallow's own options
    """Make an optional field for the address part of an item, of the type `items` if given."""
    options.setdefault("allow_none", True)
    options["metadata"] = _items(items)
    if not options.get("required"):
        options.setdefault("load_default", None)
    return fields.String(
        validate=[validate.Length(max=120), Exactly(SLUG_PATTERN, error=A_SLUG)], **options
    )


def _items(kind: str) -> dict[str, str]:
    return {"choose_from": kind} if kind else {}


def place_codes(**options: Any) -> fields.List[Any]:  # Any: marshmallow's own options
    """Make a field that takes place codes: it, region 2 digits, province 3, municipality 6."""
    place = fields.String(validate=Exactly(PLACE_PATTERN, error=A_PLACE))
    return fields.List(place, validate=unique, metadata={"names": "places"}, **options)


def language_tags() -> fields.List[Any]:
    """Make a field that takes BCP 47 language tags."""
    tag = fields.String(validate=Exactly(LANG_PATTERN, error=A_LANGUAGE))
    return fields.List(tag, load_default=list, validate=unique, metadata={"names": "languages"})


def proper_words(
    maximum: int = 200, **options: Any
) -> fields.String:  # Any: marshmallow's own options
    """Make a field for a proper name or a word that is printed, and found, as it stands."""
    options.setdefault("metadata", {"proper": True})
    options.setdefault("load_default", None)
    options.setdefault("allow_none", True)
    if options.get("required"):
        del options["load_default"]
        options["allow_none"] = False
    return fields.String(validate=[validate.Length(1, maximum), plain], **options)


def euro_cents(**options: Any) -> fields.Integer:  # Any: marshmallow's own options
    """Make a field for money in whole euro cents, up to 10 million euros."""
    options = {"load_default": None, "allow_none": True, "metadata": EUROS} | options
    return fields.Integer(strict=True, validate=validate.Range(0, 1_000_000_000), **options)


def whole_number(
    maximum: int, minimum: int = 0, **options: Any
) -> fields.Integer:  # Any: marshmallow's own options
    """Make an optional field for a small whole number."""
    options = {"load_default": None, "allow_none": True} | options
    return fields.Integer(strict=True, validate=validate.Range(minimum, maximum), **options)


def web_address(**options: Any) -> fields.Url:  # Any: marshmallow's own options
    """Make an optional field for a public http or https address."""
    options = {"load_default": None, "allow_none": True} | options
    return fields.Url(
        schemes={"http", "https"}, validate=[validate.Length(max=500), printable], **options
    )


def coordinate(limit: int, decimals: int = 5) -> fields.Float:
    """Make an optional field for degrees of latitude (90) or longitude (180).

    So many decimals are set by a map: five are a metre, two about a kilometre.
    """
    return fields.Float(
        load_default=None,
        allow_none=True,
        validate=validate.Range(-limit, limit),
        metadata={"decimals": decimals},
    )


def unique(values: list[str]) -> None:
    """Refuse a list that names something twice."""
    if len(set(values)) != len(values):
        raise ValidationError(N_("Something stands here twice."))


def unique_ids(values: list[Mapping[str, Any]]) -> None:
    """Refuse rows that share an id."""
    unique([str(value["id"]) for value in values if "id" in value])


def printable(value: str) -> None:
    """Refuse control characters and halves of a character, which databases cannot keep."""
    if _UNPRINTABLE.search(value):
        raise ValidationError(NO_MARKUP)


def plain(value: str) -> None:
    """Refuse control characters and markup in words printed as they stand."""
    printable(value)
    if "<" in value:
        raise ValidationError(NO_MARKUP)


def required_cents() -> fields.Integer:
    """Make a field for money that must be there, in whole euro cents."""
    return fields.Integer(
        required=True, strict=True, validate=validate.Range(0, 1_000_000_000), metadata=EUROS
    )
