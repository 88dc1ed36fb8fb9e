"""What a reader sends by a form: little, and by a person."""

from __future__ import annotations

from flask import request
from werkzeug.datastructures import MultiDict

MOST_BYTES = 20_000
# A field that people do not see; whoever fills it in is a program. No browser knows its name:
# "website" and the like are filled in for people, whose words would then be lost.
TRAP = "blank"


def posted() -> MultiDict[str, str] | None:
    """Read the form of this request; none where a program sent it."""
    request.max_content_length = MOST_BYTES
    return None if request.form.get(TRAP) else request.form
