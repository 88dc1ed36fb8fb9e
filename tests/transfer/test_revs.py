"""Revs of titles and summaries in files: said, or left out by who does not know them."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from sqlalchemy.orm import Session

from services_app.transfer.exporting import FORMATS
from services_app.transfer.merging import mention_of, merged
from services_app.transfer.table import columns_in
from services_app.transfer.template import write_template
from tests.records import TYPES, guide, saved, words
from tests.transfer.files import exported, planned

GUIDES = TYPES["guides"]
STORED = {
    "source_lang": "it",
    "texts": {
        "it": words("Uno", "Due", title_rev=3, summary_rev=2),
        "en": words("One", "Two", title_rev=2, summary_rev=2),
    },
}


def revs_after(texts: dict[str, Any], stored: Any = STORED) -> dict[str, tuple[int, int]]:
    """Give the revs of title and summary by language once a file with these texts is laid over."""
    whole = merged(stored, mention_of({"texts": texts}))
    return {lang: (text.get("title_rev", 1), text.get("summary_rev", 1))
            for lang, text in whole["texts"].items()}  # fmt: skip


def test_words_that_stay_keep_their_revs() -> None:
    assert revs_after({"it": {"title": "Uno"}, "en": {"title": "One"}}) == {
        "it": (3, 2), "en": (2, 2),
    }  # fmt: skip


def test_the_source_rises_where_it_changes() -> None:
    assert revs_after({"it": {"title": "Altro"}}) == {"it": (4, 2), "en": (2, 2)}


def test_a_translation_that_changes_was_made_from_the_source_as_the_file_leaves_it() -> None:
    assert revs_after({"en": {"title": "Other"}})["en"] == (3, 2)
    both = {"it": {"title": "Altro"}, "en": {"title": "Other"}, "fr": {"summary": "Deux"}}
    assert revs_after(both) == {"it": (4, 2), "en": (4, 2), "fr": (1, 2)}
    assert revs_after({"fr": {"title": "Un"}})["fr"] == (3, 1)


def test_what_a_file_says_stands() -> None:
    said = {"it": {"title": "Altro", "title_rev": 3}, "en": {"title_rev": 1}}
    assert revs_after(said) == {"it": (3, 2), "en": (1, 2)}


def test_new_words_begin_at_one() -> None:
    assert revs_after({"it": {"title": "Uno"}, "en": {"title": "One"}}, None) == {
        "it": (1, 1), "en": (1, 1),
    }  # fmt: skip


@pytest.mark.parametrize("format", FORMATS)
def test_revs_come_back_from_a_file(format: str, session: Session) -> None:
    saved(session, "guides", guide() | {"texts": STORED["texts"]})
    plan = planned(session, exported(session, GUIDES, format), "guides")
    assert list(plan.faults) == []
    assert set(plan.counts) == {"unchanged"}


def test_a_file_from_before_there_were_revs_changes_nothing(session: Session) -> None:

    saved(session, "guides", guide() | {"texts": STORED["texts"]})
    text = exported(session, GUIDES, "csv").decode("utf-8-sig")
    delimiter = ";" if ";" in text.splitlines()[0] else ","
    rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    kept = [n for n, name in enumerate(rows[0]) if "_rev:" not in name]
    assert len(kept) < len(rows[0])
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter).writerows([row[n] for n in kept] for row in rows)
    plan = planned(session, file.getvalue().encode(), "guides")
    assert list(plan.faults) == []
    assert set(plan.counts) == {"unchanged"}


def test_a_template_asks_nobody_for_revs() -> None:

    assert "title_rev:it" in [column.name for column in columns_in(GUIDES, ["it"])]
    file = io.BytesIO()
    write_template(GUIDES, "csv", file, lang="it", langs=["it"])
    assert b"title:it" in file.getvalue()
    assert b"_rev" not in file.getvalue()
