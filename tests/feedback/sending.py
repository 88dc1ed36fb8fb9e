"""How tests report something: by the form that a reader opens."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from services_app.feedback.model import Report
from services_app.web.store import Store
from tests.conftest import NOON
from tests.records import LARINO

OFFICE = "/en/larino/offices/larino-comune"
TODAY = NOON.date()
VALID: dict[str, Any] = {
    "reason": "closed", "note": "", "lang": "ar", "place_code": LARINO, "today": TODAY,
}  # fmt: skip


def reported(
    client: FlaskClient,
    path: str = f"{OFFICE}/wrong",
    address: str = "192.0.2.7",
    headers: dict[str, str] | None = None,
    **form: str,
) -> TestResponse:
    """Send the form from a network address."""
    return client.post(
        path,
        data={"reason": "closed", "note": ""} | form,
        headers=headers,
        environ_base={"REMOTE_ADDR": address},
    )


def kept(store: Store) -> list[Report]:
    """List all reports in the store, oldest first."""
    with store.database.reading() as session:
        return list(session.scalars(select(Report).order_by(Report.id)))
