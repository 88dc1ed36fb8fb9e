"""Facts of a course: kind, level, times, price, how to enrol."""

from marshmallow import fields

from services_app.content.fields.base import (
    code_of,
    codes_of,
    euro_cents,
    language_tags,
    proper_words,
    rows_of,
    web_address,
    whole_number,
)
from services_app.content.fields.contacts import (
    HasPoint,
    Phone,
    mail_address,
    street_address,
)
from services_app.content.fields.evidence import RequiredDocument
from services_app.content.fields.pictures import HasPictures
from services_app.content.fields.week import week_grid
from services_app.taxonomies.homes import YES_NO
from services_app.taxonomies.learning import COURSE_KINDS
from services_app.taxonomies.offices import ASKS_FOR_PERMIT
from services_app.taxonomies.people import CEFR_LEVELS, LEGAL_STATUSES


class CourseSchema(HasPoint, HasPictures):
    """Facts of a course; `price_cents` 0 is free, null not known."""

    kind_of_course = code_of(COURSE_KINDS, required=True, data_key="kind")
    provider = proper_words(200, required=True)
    level = code_of(CEFR_LEVELS, load_default=None, allow_none=True)
    level_reached = code_of(CEFR_LEVELS, load_default=None, allow_none=True)
    week = week_grid()
    starts_on = fields.Date(load_default=None, allow_none=True)
    ends_on = fields.Date(load_default=None, allow_none=True)
    hours_total = whole_number(2000, 1)
    price_cents = euro_cents()
    seats = whole_number(500, 1)
    child_care = code_of(YES_NO, load_default="unknown")
    online = fields.Boolean(load_default=False)
    certificate = fields.Boolean(load_default=None, allow_none=True)
    audiences = codes_of(LEGAL_STATUSES)
    asks_for_permit = code_of(ASKS_FOR_PERMIT, load_default="unknown")
    languages = language_tags()
    documents = rows_of(RequiredDocument)
    address = street_address()
    phones = rows_of(Phone)
    email = mail_address()
    website = web_address()
