"""What is wrong with content is said in the operator's language, and in English to machines."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from flask import Flask, g
from flask_babel import get_translations

from services_app.content import faults
from services_app.content.faults import ERROR, WARNING, Fault, pay
from services_app.content.pay_floors import enter_floor
from services_app.errors import N_
from tests.conftest import NOON
from tests.console.forms import new_job
from tests.content.test_pay_floors import BY, RAW
from tests.operators import logged_in
from tests.test_architecture import tree, where
from tools import words

RULES = sorted(Path(faults.__file__).parent.glob("*.py"))


@cache
def extracted(domain: str) -> frozenset[str]:
    """List the message ids that the extraction finds for a domain."""
    words.extract(domain)
    template = words.read(words.ROOT / "build" / f"{domain}.pot")
    return frozenset(message.id for message in template if isinstance(message.id, str))


def calls(path: Path) -> Iterator[ast.Call]:
    """Yield the calls of a file."""
    yield from (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call))


def marked() -> list[str]:
    """List the messages that the rules mark."""
    return [
        ast.literal_eval(call.args[0])
        for path in RULES
        for call in calls(path)
        if isinstance(call.func, ast.Name) and call.func.id == "N_"
    ]


def test_every_message_is_translated_for_operators_and_not_for_readers() -> None:
    assert len(marked()) > 50
    assert not set(marked()) - extracted("console")
    assert not {each for each in marked() if "pay" in each} & extracted("messages")


def test_no_rule_says_words_without_their_mark() -> None:
    bare = [
        where(path, call.args[2])
        for path in RULES
        for call in calls(path)
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in ("error", "warning")
        and isinstance(call.args[2], ast.Constant | ast.JoinedStr)
    ]
    assert not bare


def test_faults_are_sorted_and_told_apart_by_what_they_say() -> None:
    one, other = (N_("Chosen: %(words)s.", words=each) for each in "ba")
    made = [Fault(ERROR, "a", "jobs", "x", "y", each) for each in (one, other, one)]
    late = Fault(WARNING, "a", "jobs", "x", "y", one)
    assert [str(each.message) for each in sorted({late, *made})] == [
        "Chosen: a.", "Chosen: b.", "Chosen: b.",
    ]  # fmt: skip
    assert str(made[0]) == "error: a: jobs/x: y: Chosen: b."


def test_an_operator_reads_them_in_their_own_language(
    on_sqlite: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    italian = {
        pay.TOO_LITTLE: "Almeno %(due)s %(unit)s: %(agreement)s, %(sector)s, %(year)s, "
        "%(floor)s %(floor_unit)s.",
        faults.offers.ASKS["photo"]: "Chiede una foto: «%(words)s».",
    }
    with on_sqlite.test_request_context("/console/"):
        g.lang = "it"
        catalogue = get_translations()._catalog
    for english, words_said in italian.items():
        monkeypatch.setitem(catalogue, english.id, words_said)
    with on_sqlite.extensions["store"].database.transaction() as session:
        enter_floor(session, RAW | {"amount_cents": 960}, by=BY, at=NOON)
    wrong = {"text.what": "Mandare 100% foto."}
    said = {
        lang: new_job(logged_in(on_sqlite, "publisher", lang=lang), **wrong).get_data(as_text=True)
        for lang in ("it", "en")
    }
    assert (
        "Almeno 9,60\u00a0€ all’ora: CCNL di prova, Agricoltura e allevamento, 2026" in said["it"]
    )
    assert "Chiede una foto: «Mandare 100% foto.»." in said["it"]
    assert "Asks for a photo: “Mandare 100% foto.”." in said["en"]
    assert "at least 9.60\u00a0€ an hour" in said["en"]
