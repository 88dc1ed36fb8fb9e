"""Facts of an office: where, how to reach it, when it is open, whom it serves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields, validates_schema

from services_app.content.fields.base import (
    Row,
    code_of,
    codes_of,
    language_tags,
    place_codes,
    proper_words,
    rows_of,
    slug_of,
    slugs_of,
    web_address,
)
from services_app.content.fields.contacts import (
    HasPoint,
    Phone,
    check_phone,
    mail_address,
    street_address,
)
from services_app.content.fields.evidence import RequiredDocument, sourcing
from services_app.content.fields.pictures import HasPictures, refuse_pictures
from services_app.content.fields.week import Closure, clock_time, week_grid
from services_app.errors import N_
from services_app.taxonomies.homes import YES_NO
from services_app.taxonomies.offices import ACCESS_MODES, ASKS_FOR_PERMIT, OFFICE_KINDS
from services_app.taxonomies.people import LEGAL_STATUSES


class Line(Row):
    """A bus or train that goes there: stop, first and last ride (HH:MM, local time)."""

    line = proper_words(80, required=True)
    stop = proper_words(120)
    from_stop = proper_words(120)
    first = clock_time()
    last = clock_time()


class OfficeSchema(HasPoint, HasPictures):
    """Facts of an office; `serves` null means that its competence is not known."""

    kind_of_office = code_of(OFFICE_KINDS, required=True, data_key="kind")
    name = proper_words(200, required=True)
    address = street_address()
    phones = rows_of(Phone)
    email = mail_address()
    pec = mail_address()
    website = web_address()
    week = week_grid()
    open_on_holidays = fields.Boolean(load_default=False)
    closures = rows_of(Closure)
    access_modes = codes_of(ACCESS_MODES)
    appointment_url = web_address()
    appointment_phone = fields.String(load_default=None, allow_none=True, validate=check_phone)
    languages = language_tags()
    wheelchair = code_of(YES_NO, load_default="unknown")
    serves = place_codes(load_default=None, allow_none=True)
    not_for = slugs_of()
    guides = slugs_of("guides")
    documents = rows_of(RequiredDocument)
    audiences = codes_of(LEGAL_STATUSES)
    asks_for_permit = code_of(ASKS_FOR_PERMIT, load_default=None, allow_none=True)
    emergency_room = code_of(YES_NO, load_default=None, allow_none=True)
    emergency_24h = code_of(YES_NO, load_default=None, allow_none=True)
    emergency_week = week_grid()
    nearest_emergency = slug_of("offices")
    lines = rows_of(Line)
    confidence = sourcing()

    @validates_schema
    def _no_place(self, data: Mapping[str, Any], **_: Any) -> None:
        if not OFFICE_KINDS[data["kind_of_office"]].notes.get("no_place"):
            return
        refuse_pictures(data)
        for field in ("address", "lat", "lon", "lines"):
            if data.get(field):
                raise ValidationError(N_("A protected place has no address and no point."), field)
