"""How many reports are taken."""

from __future__ import annotations

from services_app.limits import Limit

REPORTS = Limit("reports", from_a_network=10, span="day", in_all_an_hour=200)
