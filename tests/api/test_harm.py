"""What the API must not do: tell sensitive slugs, unreviewed dangerous words, samples as real."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from services_app.config import Settings
from services_app.content import CONTENT_TYPES
from services_app.content.commands import save_record, stored_item
from services_app.content.guides import TYPE as GUIDES
from services_app.content.item import Actor, Item
from services_app.content.record import record_of
from services_app.taxonomies import TAXONOMIES
from services_app.web.store import Store
from tests.api.reading import Json, Reader

KINDS = [kind.name for kind in CONTENT_TYPES]


@pytest.fixture
def sensitive(store: Store) -> list[tuple[str, str, str]]:
    """The (kind, slug, uid) of every published sensitive item."""
    with store.database.reading() as session:
        rows = session.execute(
            select(Item.kind, Item.slug, Item.uid).where(Item.sensitive, Item.state == "published")
        )
        found = [(kind, slug, str(uid)) for kind, slug, uid in rows]
    assert len(found) > 5
    return found


def test_a_sensitive_item_is_found_by_uid_only(
    api: Reader, sensitive: list[tuple[str, str, str]]
) -> None:
    for kind, slug, uid in sensitive:
        api.refused(f"{kind}/{slug}", 404)
        item = api.read(f"{kind}/{uid}")
        assert item["slug"] is None
        assert item["self"].endswith(f"/api/v1/{kind}/{uid}")
        assert api.ask(f"{kind}/{uid}").headers["Cache-Control"] == "no-store"
        for url in item["urls"].values():
            assert "/x/" in url


def test_an_old_slug_does_not_tell_that_of_a_sensitive_item(
    api: Reader, store: Store, notice: Callable[..., Item]
) -> None:
    item = notice("was-open")
    notice("is-quiet", uid=str(item.uid), sensitive=True)
    api.refused("notices/was-open", 404)
    api.refused("notices/is-quiet", 404)


def strings(value: Json) -> set[str]:
    """Collect all strings of an answer."""
    if isinstance(value, dict):
        return set().union(*(strings(each) for each in value.values()), set())
    if isinstance(value, list):
        return set().union(*(strings(each) for each in value), set())
    return {value} if isinstance(value, str) else set()


@pytest.mark.parametrize("kind", KINDS)
def test_no_answer_holds_the_slug_of_a_sensitive_item(
    kind: str, api: Reader, sensitive: list[tuple[str, str, str]]
) -> None:
    told = set().union(*(strings(each) for each in api.all(f"{kind}?samples=1&per_page=100")))
    names = {slug for _, slug, _ in sensitive}
    codes = {code for terms in TAXONOMIES.values() for code in terms}
    assert not told & (names - codes)
    own = [text for text in told if text.startswith("http://127.0.0.1:8000/")]
    assert own
    assert not [text for text in own for name in names if f"/{name}" in text]


def test_links_to_sensitive_items_are_uids_that_lead_there(
    api: Reader, sensitive: list[tuple[str, str, str]]
) -> None:
    uids = {uid for kind, _, uid in sensitive if kind == "guides"}
    linked = {
        name
        for guide in api.all("guides?per_page=100")
        for name in [*guide["facts"]["see_also"],
                     *(name for step in guide["facts"]["steps"] for name in step["guides"])]
    }  # fmt: skip
    assert linked & uids
    for name in linked:
        assert api.ask(f"guides/{name}").status_code == 200, name


def test_a_search_links_sensitive_items_quietly(
    api: Reader, sensitive: list[tuple[str, str, str]]
) -> None:
    found = [each for each in api.read("search?q=aiuto&lang=it")["items"] if each["sensitive"]]
    assert found
    names = {slug for _, slug, _ in sensitive}
    for each in found:
        assert each["slug"] is None
        assert "/x/" in each["url"]
        assert not [name for name in names if name in each["self"]]


def parts(text: Json) -> set[str]:
    """Name the parts of a text."""
    return {block["part"] for block in text["blocks"]}


def test_a_dangerous_text_without_review_gives_its_core_only(api: Reader) -> None:
    risky = [each for each in api.all("guides?per_page=100") if each["risk"] == "high"]
    unreviewed = [
        text
        for each in risky
        for text in each["texts"].values()
        if not text["reviewed_on"] or each["overdue"]
    ]
    assert len(unreviewed) > 20
    for text in unreviewed:
        assert text["core_only"] is True
        assert parts(text) <= {"core", "heading"}
    for each in risky:
        for lang in ("it", "ar"):
            one = api.read(f"guides/{each['uid']}?lang={lang}")
            assert set().union(*map(parts, one["texts"].values())) <= {"core", "heading"}


def reviewed(store: Store, api: Reader, **changes: object) -> Json:
    """Save a dangerous guide whose Italian text a person reviewed, and read it."""
    with store.database.transaction() as session:
        uid = session.scalar(select(Item.uid).where(Item.risk == "high", Item.kind == "guides"))
        item = stored_item(session, GUIDES, uid)
        assert item is not None
        record = record_of(GUIDES, item)
        signed = {"reviewed_on": "2026-11-01", "reviewed_by": "Sportello di prova"}
        record["texts"]["it"] |= signed
        save_record(session, GUIDES, record | changes, by=Actor("test"))
    return api.read(f"guides/{uid}")


def test_a_reviewed_dangerous_text_gives_everything_in_its_language(
    api: Reader, store: Store
) -> None:
    texts = reviewed(store, api)["texts"]
    assert texts["it"]["core_only"] is False
    assert parts(texts["it"]) > {"core"}
    assert texts["en"]["core_only"] is True


def test_an_overdue_dangerous_text_gives_its_core_in_every_language(
    api: Reader, store: Store
) -> None:
    guide = reviewed(store, api, verified_on="2020-01-01", verified_by="Sportello di prova")
    assert guide["overdue"] is True
    assert all(text["core_only"] for text in guide["texts"].values())
    assert parts(guide["texts"]["it"]) <= {"core", "heading"}


def test_a_harmless_text_gives_everything(api: Reader) -> None:
    text = api.read("guides/permit-renewal?lang=it")["texts"]["it"]
    assert text["core_only"] is False
    assert "step" in parts(text)


@pytest.mark.parametrize("kind", KINDS)
def test_samples_come_only_when_asked_for(kind: str, api: Reader) -> None:
    real = api.all(f"{kind}?per_page=100")
    every = api.all(f"{kind}?per_page=100&samples=1")
    assert not [each for each in real if each["sample"]]
    invented = [each for each in every if each["sample"]]
    assert len(every) == len(real) + len(invented)
    for each in invented[:3]:
        api.refused(f"{kind}/{each['slug']}", 404)
        api.refused(f"{kind}/{each['uid']}?samples=0", 404)
        place = api.all(f"{kind}?place={each['place']}&near=41.8,14.9&radius_km=200")
        assert each["uid"] not in [other["uid"] for other in place]


def test_search_leaves_samples_out(api: Reader) -> None:
    assert not [each for each in api.read("search?q=cuoco&lang=it")["items"] if each["sample"]]
    assert [each for each in api.read("search?q=aiuto+cuoco&samples=1&lang=it")["items"]
            if each["sample"]]  # fmt: skip


def test_no_sample_comes_where_the_site_shows_none(
    api: Reader, store: Store, client: FlaskClient
) -> None:
    sample = api.read("jobs?samples=1&per_page=1")["items"][0]
    shown = store.settings
    store.settings = Settings(show_samples=False)
    try:
        assert api.read("jobs?samples=1")["total"] == 0
        api.refused(f"jobs/{sample['uid']}?samples=1", 404)
    finally:
        store.settings = shown


def test_nothing_personal_is_a_parameter(api: Reader) -> None:
    names = {
        parameter["name"]
        for operations in api.document["paths"].values()
        for parameter in operations["get"]["parameters"]
    }
    assert not names & {"audience", "status", "legal_status", "nationality", "health", "sex", "age"}
    assert "errors" in api.refused("guides?audience=refugee", 422)
