"""`flask check`: real content has no errors; each planted fault is found by its rule."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from services_app.content.faults import ERROR, WARNING, content_faults, name_faults
from services_app.content.faults.matching import matcher, plain
from services_app.web.store import Store
from tests.conftest import NOON
from tests.harm.planting import ON_SQLITE, Open, Values, another, broken, put, real, write


def test_real_content_has_no_error(store: Store) -> None:
    with store.database.reading() as session:
        found = content_faults(session, list(store.types.values()), NOON.date())
    assert not [str(fault) for fault in found if fault.level == ERROR]


def test_the_command_lists_faults_counts_them_and_fails_on_an_error(
    app: Flask, store: Store
) -> None:
    run = app.test_cli_runner()
    clean = run.invoke(args=["check"])
    assert clean.exit_code == 0, clean.output
    assert clean.output.splitlines()[-1].startswith("0 errors, ")
    notice = real(store, "notices", "work-with-the-receipt")
    put(store, "notices", notice | {"sources": []})
    failed = run.invoke(args=["check"])
    assert failed.exit_code == 1
    lines = failed.output.splitlines()
    assert lines[-1].startswith("1 errors, ")
    assert lines[0].startswith("error: no-source: notices/work-with-the-receipt: sources: ")
    assert lines[:-1] == sorted(lines[:-1])


def test_drafts_are_not_checked(store: Store) -> None:
    put(store, "notices", real(store, "notices", "work-with-the-receipt") | {
        "sources": [], "state": "draft",
    })  # fmt: skip
    with store.database.reading() as session:
        found = content_faults(session, list(store.types.values()), NOON.date())
    assert not [fault for fault in found if fault.slug == "work-with-the-receipt"]


def _fact(name: str, value: object) -> Callable[[Values], object]:
    return lambda record: record["facts"].__setitem__(name, value)


def _without_title(lang: str) -> Callable[[Values], object]:
    return lambda record: record["texts"][lang].__setitem__("title", "")


def _orphan_step(record: Values) -> None:
    record["facts"]["steps"].append(
        {"id": "none", "branches": [], "office_kinds": [], "guides": []}
    )


def _branch_of_nobody(record: Values) -> None:
    record["facts"]["costs"][0]["branches"] = ["gone"]


def _over_midnight(record: Values) -> None:
    record["facts"]["week"] = {"mo": [["22:00", "06:00"]], "tu": [["05:00", "08:00"]]}


def _sunday_into_monday(record: Values) -> None:
    record["facts"]["week"] = {"mo": [["00:30", "08:00"]], "su": [["22:00", "01:00"]]}


PLANTED: list[tuple[str, str, str, Callable[[Values], object]]] = [
    ("dead-link", "guides", "bank-account", _fact("see_also", ["nowhere"])),
    ("dead-link", "guides", "bank-account",
     lambda record: record["facts"]["steps"][0].__setitem__("guides", ["nowhere"])),
    ("dead-link", "offices", "ospedale-larino", _fact("nearest_emergency", "nowhere")),
    ("dead-link", "offices", "tribunale-larino", _fact("not_for", ["nowhere"])),
    ("dead-link", "offices", "cpi-termoli", _fact("guides", ["nowhere"])),
    ("dead-link", "jobs", "sample-pruner-larino", _fact("contact_office", "nowhere")),
    ("dead-link", "helplines", "trafficking", _fact("alternative", "nowhere")),
    ("dead-link", "practices", "regin", _fact("part_of", "nowhere")),
    ("dead-link", "notices", "single-112-molise", _fact("guides", ["nowhere"])),
    ("dead-link", "practices", "regin", lambda record: record.update(organisation="nobody")),
    ("dead-branch", "guides", "permit-renewal", _branch_of_nobody),
    ("dead-place", "offices", "larino-comune", _fact("serves", ["999999"])),
    ("dead-place", "helplines", "nue112", _fact("where_active", ["99"])),
    ("no-source", "guides", "bank-account", lambda record: record.update(sources=[])),
    ("no-source", "practices", "regin", lambda record: record.update(sources=[])),
    ("no-text", "guides", "bank-account", lambda record: record["texts"].pop("en")),
    ("no-title", "notices", "single-112-molise", _without_title("it")),
    ("unlike-source", "guides", "bank-account",
     lambda record: record["texts"]["en"]["blocks"].pop()),
    ("no-words", "guides", "bank-account", _orphan_step),
    ("hours", "offices", "cpi-termoli", _over_midnight),
    ("hours", "offices", "cpi-termoli", _sunday_into_monday),
    ("markup", "guides", "bank-account", lambda record: write(record, "it", "Leggi [qui](x).")),
    ("markup", "guides", "bank-account", lambda record: write(record, "it", "Il <b>conto</b>.")),
    ("markup", "guides", "bank-account", lambda record: write(record, "it", "Il **conto.")),
    ("scheme", "guides", "bank-account", lambda record: write(record, "it", "http://a.it")),
    ("scheme", "guides", "bank-account", lambda record: write(record, "it", "javascript:alert")),
]  # fmt: skip


@ON_SQLITE
@pytest.mark.parametrize(("rule", "kind", "slug", "plant"), PLANTED)
def test_a_planted_fault_is_found(
    rule: str, kind: str, slug: str, plant: Callable[[Values], object], store: Store
) -> None:
    record = real(store, kind, slug)
    assert rule not in broken(store, kind, record)
    plant(record)
    assert rule in broken(store, kind, record)


@ON_SQLITE
def test_what_a_schema_refuses_today_is_found_in_what_was_stored_before(store: Store) -> None:
    with store.database.transaction() as session:
        of = store.types["guides"]
        item = session.query(of.model).filter_by(slug="bank-account").one()
        item.topic = "gone"
        session.flush()
        found = content_faults(session, [of], NOON.date())
        session.rollback()
    assert [(fault.rule, fault.where) for fault in found if fault.level == ERROR] == [
        ("schema", "facts.topic")
    ]


@ON_SQLITE
def test_what_is_over_or_hidden_is_a_warning(store: Store) -> None:
    over = (NOON.date() - timedelta(days=1)).isoformat()
    put(store, "notices", real(store, "notices", "single-112-molise") | {"expires_on": over})
    job = another(store, "jobs", "sample-pruner-larino", "old-job")
    job["facts"] |= {"starts_on": None, "ends_on": over}
    put(store, "jobs", job)
    office = real(store, "offices", "cpi-termoli")
    office["facts"]["closures"] = [
        {"id": "c", "from": over, "until": over, "kind": "closed", "hours": []}
    ]
    office["facts"]["guides"] = ["voluntary-return"]
    put(store, "offices", office)
    with store.database.reading() as session:
        found = content_faults(session, list(store.types.values()), NOON.date())
    warned = {(fault.rule, fault.slug) for fault in found if fault.level == WARNING}
    assert {
        ("past", "single-112-molise"), ("past", "old-job"), ("past", "cpi-termoli"),
        ("hidden-link", "cpi-termoli"),
    } <= warned  # fmt: skip
    assert not [fault for fault in found if fault.level == ERROR]


@ON_SQLITE
def test_a_text_that_leaves_something_out_is_found_and_its_page_still_answers(
    store: Store, page: Open
) -> None:
    record = real(store, "guides", "citizenship")
    record["facts"]["documents"].append({"id": "own-words"})
    record["facts"]["costs"].append({"id": "own-price"})
    text = record["texts"]["en"]
    record["texts"]["fr"] = text | {"title": "Devenir italien", "blocks": text["blocks"][:2]}
    put(store, "guides", record)
    assert {"unlike-source", "no-words"} <= broken(store, "guides", record)
    assert "Devenir italien" in page("/fr/larino/guides/citizenship").text


def test_a_name_that_tells_who_reads_is_a_fault() -> None:
    assert name_faults("Sportello Migranti")
    assert name_faults("Refugee Help")
    assert not name_faults("Sportello")


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("clandestin*", "I Clandestini"),
        ("sans papiers", "les «sans-papiers»"),
        ("استغلال", "والاستغلال"),
        ("عنف", "ضد العُنف"),
        ("পাচার*", "পাচারের"),
        ("п'ять", "п’ять"),
    ],
)
def test_words_are_found_in_every_script(phrase: str, text: str) -> None:
    assert matcher(phrase).search(plain(text))


def test_a_short_word_is_not_found_inside_another() -> None:
    assert not matcher("viol").search(plain("le violon"))
    assert not matcher("لا").search(plain("الاتصال"))
