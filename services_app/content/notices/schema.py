"""Facts of a notice: how serious, about what, from when; it ends with the item's expires_on."""

from marshmallow import fields

from services_app.content.fields.base import Strict, code_of, slugs_of, web_address
from services_app.taxonomies.learning import SEVERITIES
from services_app.taxonomies.orientation import TOPICS


class NoticeSchema(Strict):
    """Facts of a notice."""

    severity = code_of(SEVERITIES, required=True)
    topic = code_of(TOPICS, load_default=None, allow_none=True)
    from_on = fields.Date(required=True)
    guides = slugs_of("guides")
    website = web_address()
