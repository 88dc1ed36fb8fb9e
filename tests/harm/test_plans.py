"""Plans do no harm: no figure of their own, no topic told, a core where the risk is high."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from services_app.content.item import Item
from services_app.web.store import Store
from tests.harm.planting import ON_SQLITE, Open, Values, broken, put, real, write

Plant = Callable[[Values], object]


def _step(name: str, value: object) -> Plant:
    return lambda record: record["facts"]["steps"][0].__setitem__(name, value)


def _words(text: str) -> Plant:
    return lambda record: write(record, "it", text)


def _title_lost(record: Values) -> None:
    blocks = record["texts"]["it"]["blocks"]
    blocks.remove(next(block for block in blocks if block["part"] == "step_title"))


def _police_alone(record: Values) -> None:
    record["facts"]["only_with_help"] = []
    record["facts"]["steps"][0]["office_kinds"] = ["questura"]


PLANTED: list[tuple[str, str, Plant]] = [
    ("dead-link", "first-days", _step("guides", ["nowhere"])),
    ("no-words", "first-days", _title_lost),
    ("figures", "first-days", _words("Costa 16 euro.")),
    ("figures", "first-days", _words("Vedi l'articolo 22.")),
    ("figures", "first-days", _words("Chiama il 800 905 570.")),
    ("figures", "first-days", _words("Chiama il 1120.")),
    ("figures", "first-days", _words("Hai ١٥ giorni.")),
    ("figures", "first-days", _words("Vai entro otto giorni.")),
    ("figures", "first-days",
     lambda record: record["texts"]["it"].__setitem__("summary", "In sei settimane.")),
    ("days", "asylum-request", _step("from_week", 2)),
    ("police-first", "asylum-request", _police_alone),
    ("not-neutral", "turning-18",
     lambda record: record["texts"]["it"].__setitem__("title", "Minori non accompagnati")),
    ("core", "asylum-request", lambda record: record.__setitem__("risk", "high")),
]  # fmt: skip


@ON_SQLITE
@pytest.mark.parametrize(("rule", "slug", "plant"), PLANTED)
def test_a_planted_fault_is_found(rule: str, slug: str, plant: Plant, store: Store) -> None:
    record = real(store, "pathways", slug)
    assert rule not in broken(store, "pathways", record)
    plant(record)
    assert rule in broken(store, "pathways", record)


def test_a_plan_may_say_whom_to_call_in_danger(store: Store) -> None:
    record = real(store, "pathways", "first-days")
    write(record, "it", "In pericolo? Chiama il 112. Hai meno di diciotto anni? Chiama il 114.")
    assert "figures" not in broken(store, "pathways", record)


def test_a_high_risk_plan_that_nobody_reviewed_shows_its_core_alone(
    store: Store, page: Open
) -> None:
    record = real(store, "pathways", "asylum-request") | {"risk": "high"}
    for text in record["texts"].values():
        text["blocks"].append({"id": "core1", "part": "core", "text": "Vai oggi da un avvocato."})
    put(store, "pathways", record)
    shown = page("/it/larino/pathways/asylum-request")
    assert "Vai oggi da un avvocato." in shown.text
    assert "Prima del colloquio" not in shown.text
    assert not shown.all("input", type="checkbox")


def test_sensitive_guides_lend_a_plan_nothing_of_their_topic(store: Store, page: Open) -> None:
    record = real(store, "pathways", "first-days")
    record["facts"]["steps"][0]["guides"] = ["violence-help", "exploitation-help"]
    put(store, "pathways", record)
    for path in ("/it/larino/pathways/first-days", "/it/larino/pathways"):
        shown = page(path)
        assert "violence-help" not in shown.html
        assert "violenza" not in shown.text.lower()
        assert "sfruttamento" not in shown.text.lower()
    links = page("/it/larino/pathways/first-days").links()
    assert len([each for each in links if each.startswith("/it/x/")]) == 3  # stp-code too


def test_a_sensitive_plan_has_a_neutral_address_and_leaves_nothing(
    store: Store, page: Open, client: FlaskClient
) -> None:
    with store.database.reading() as session:
        code = session.scalar(select(Item.neutral_code).where(Item.slug == "turning-18"))
    neutral = f"/it/x/{code}?at=larino"
    answer = client.get("/it/larino/pathways/turning-18")
    assert (answer.status_code, answer.headers["Location"]) == (303, neutral)
    shown = page(neutral)
    assert shown.answer.headers["Cache-Control"] == "no-store"
    assert not shown.all("script")
    assert "data-ticks" not in shown.html
    for path in (neutral, "/it/larino/pathways", "/it/larino/guides/school"):
        assert "turning-18" not in page(path).html, path


@ON_SQLITE
def test_ticks_are_kept_on_the_phone_but_not_where_they_tell_how_far_a_case_is(
    page: Open,
) -> None:
    assert "data-ticks" in page("/it/larino/pathways/leaving-the-centre").html
    assert "data-ticks" not in page("/it/larino/pathways/asylum-request").html


@ON_SQLITE
def test_a_plan_on_asylum_says_no_week(page: Open) -> None:
    assert "Week" not in page("/en/larino/pathways/asylum-request").text
    assert "Week" in page("/en/larino/pathways/first-job").text
