"""Facts of an organisation: what kind of body, what it does, how to reach it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import validates_schema

from services_app.content.fields.base import (
    code_of,
    codes_of,
    language_tags,
    proper_words,
    rows_of,
    web_address,
)
from services_app.content.fields.contacts import Phone, mail_address
from services_app.content.fields.evidence import sourcing
from services_app.content.fields.pictures import HasPictures, refuse_pictures
from services_app.taxonomies.orientation import ORGANISATION_KINDS, TOPICS


class OrganisationSchema(HasPictures):
    """Facts of an organisation. No street and no point exist here, for any kind (rule 11)."""

    kind_of_body = code_of(ORGANISATION_KINDS, required=True, data_key="kind")
    name = proper_words(200, required=True)
    acronym = proper_words(40)
    topics = codes_of(TOPICS)
    phones = rows_of(Phone)
    email = mail_address()
    pec = mail_address()
    website = web_address()
    languages = language_tags()
    confidence = sourcing()

    @validates_schema
    def _protected(self, data: Mapping[str, Any], **_: Any) -> None:
        if ORGANISATION_KINDS[data["kind_of_body"]].notes.get("no_place"):
            refuse_pictures(data)
