"""Pictures sent with a form: cleaned and kept at once, so that a mistake elsewhere loses none."""

from __future__ import annotations

from flask import request

from services_app.console.gate import operator
from services_app.content.imaging import prepare_picture
from services_app.content.pictures import store_picture
from services_app.errors import Invalid
from services_app.web.forms.values import Values, row_numbers
from services_app.web.store import store

ROWS = "facts.pictures"


def add_uploads(values: Values) -> None:
    """Add a row for each picture that was sent; those before one that raises Invalid stay there.

    The slow part, cleaning and packing, happens outside the transaction.
    """
    files = [file for file in request.files.getlist("upload") if file.filename]
    if not files or not operator().may_somewhere("upload"):
        return
    number = max(row_numbers(values, ROWS), default=-1)
    for file in files:
        try:
            prepared = prepare_picture(file.read())
        except Invalid as error:
            raise Invalid({"upload": next(iter(error.problems.values()))}) from error
        with store().database.transaction() as session:
            name = store_picture(session, prepared, by=operator().actor())
        number += 1
        for key, value in (("id", ""), ("picture", name), ("width", str(prepared.width)),
                           ("height", str(prepared.height))):  # fmt: skip
            values[f"{ROWS}.{number}.{key}"] = value
