"""A step that was withdrawn is read in no language, on no page and by no program."""

from __future__ import annotations

from flask.testing import FlaskClient

from services_app.web.store import Store
from tests.harm.planting import ON_SQLITE, Open, put, real

GUIDE = "tax-code"
GONE, KEPT = "كلمات سحبت", "كلمات باقية"


@ON_SQLITE
def test_a_translation_never_tells_what_its_source_withdrew(
    store: Store, page: Open, client: FlaskClient
) -> None:
    record = real(store, "guides", GUIDE)
    source = record["texts"]["it"]
    what = next(block for block in source["blocks"] if block["part"] == "what")
    gone = what | {"id": "00000000-0000-4000-8000-000000000001", "text": GONE, "of": None}
    kept = [block | {"text": KEPT} if block is what else block for block in source["blocks"]]
    record["texts"]["ar"] = source | {"blocks": [*kept, gone]}
    put(store, "guides", record)
    opened = page(f"/ar/larino/guides/{GUIDE}")
    assert GONE not in opened.html
    assert KEPT in opened.html
    for path in (f"guides/{GUIDE}?lang=ar", f"guides/{GUIDE}", "guides?lang=ar&place=larino"):
        answer = client.get(f"/api/v1/{path}")
        assert answer.status_code == 200
        assert GONE not in str(answer.get_json())
