"""What marshmallow's own fields and validators say, in our words and ready to be translated."""

from __future__ import annotations

import copy
from typing import Any

from marshmallow import fields, validate

from services_app.errors import N_, Reason

OF_SCHEMAS = {
    "type": N_("Give named facts here."),
    "unknown": N_("There is no such fact here."),
}
# By marshmallow's own words. A message that is missing here fails a test that meets it.
OURS = {
    "Missing data for required field.": N_("Fill this in."),
    "Field may not be null.": N_("Fill this in."),
    "Invalid value.": N_("This does not fit here."),
    "Invalid input.": N_("This does not fit here."),
    "Invalid type.": N_("Give named facts here."),
    "Not a valid mapping type.": N_("Give named facts here."),
    "Not a valid list.": N_("Give a list here."),
    "Not a valid string.": N_("Write words here."),
    "Not a valid utf-8 string.": N_("Write words here."),
    "Not a valid UUID.": N_("This is not an identifier of ours."),
    "Not a valid number.": N_("Write a number."),
    "Not a valid integer.": N_("Write a whole number."),
    "Number too large.": N_("Write a smaller number."),
    "Special numeric values (nan or infinity) are not permitted.": N_("Write a number."),
    "Not a valid boolean.": N_("Say yes or no."),
    "Not a valid {obj_type}.": N_("Write date and time, such as 2026-11-30T09:00:00+01:00."),
    "Not a valid {awareness} {obj_type}.": N_(
        "Write date and time, such as 2026-11-30T09:00:00+01:00."
    ),
    "Not a valid date.": N_("Write a date, such as 2026-11-30."),
    '"{input}" cannot be formatted as a date.': N_("Write a date, such as 2026-11-30."),
    "Not a valid URL.": N_("Write a web address that begins with https://."),
    "Not a valid email address.": N_("Write an e-mail address, such as name@example.org."),
    "String does not match expected pattern.": N_("This is not written in the form that is asked."),
    "Must be one of: {choices}.": N_("This is not one of the choices."),
    "Must be equal to {other}.": N_("Write %(other)s here."),
}


def give_reasons(field: fields.Field[Any]) -> None:
    """Let a bound field, what it holds and its validators speak in our words."""
    field.error_messages = {
        key: OURS.get(words, words) if isinstance(words, str) else words
        for key, words in field.error_messages.items()
    }
    listed = isinstance(field, fields.List | fields.Dict)
    field.validators = [_with_reason(each, listed=listed) for each in field.validators]
    for name in ("inner", "key_field", "value_field"):
        inner = getattr(field, name, None)
        if inner is not None:
            give_reasons(inner)


def _with_reason(validator: Any, *, listed: bool) -> Any:  # Any: a Validator or a function
    words = getattr(validator, "error", "")
    if isinstance(validator, validate.Range | validate.Length) and words is None:
        limits: Reason | None = _limits(validator, listed=listed)
    else:
        limits = OURS.get(words)
    if limits is None:
        return validator
    validator = copy.copy(validator)  # one validator may serve several fields
    validator.error = limits
    return validator


def _limits(validator: validate.Range | validate.Length, *, listed: bool) -> Reason:
    least, most = validator.min is not None, validator.max is not None
    if isinstance(validator, validate.Range):
        if least and most:
            return N_("Write a number from %(min)s to %(max)s.")
        return N_("Write %(min)s or more.") if least else N_("Write %(max)s or less.")
    if listed:
        return N_("Give at most %(max)s.") if most else N_("Give at least %(min)s.")
    if least and most:
        return N_("Write from %(min)s to %(max)s characters.")
    if least:
        return N_("Write at least %(min)s characters.")
    return N_("Write at most %(max)s characters.")
