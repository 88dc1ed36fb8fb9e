"""Acts of editors: each does its one thing, or is refused, and leaves one revision."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from services_app.content import workflow
from services_app.content.commands import save_record, stored_item
from services_app.content.history import revisions
from services_app.content.item import ACTS, Generation, Item
from services_app.content.record import record_of
from services_app.errors import Conflict, Invalid
from services_app.web.store import Store
from tests.content.acting import (
    AT,
    OFFICE,
    PERSON,
    TODAY,
    days_ago,
    last_act,
    reread,
    slugs_listed,
)
from tests.records import TESTER, TYPES, Raw, guide, job, kind_of, office, saved, words

BLOCK = {"id": "b", "part": "core", "text": "Chiama.", "rev": 2}


def of_state(session: Session, state: str, **more: Any) -> Item:
    """Save a job in a state."""
    return saved(session, "jobs", job() | {"state": state} | more)


def texts_of(item: Item) -> Raw:
    """Give the words of an item as records."""
    texts: Raw = record_of(kind_of(item), item)["texts"]
    return texts


def test_still_right_touches_neither_words_nor_facts(session: Session) -> None:
    item = saved(session, "offices", office() | {"texts": {"it": words("Uno")}})
    before = record_of(kind_of(item), item)
    workflow.verify(session, kind_of(item), item, **AT)
    after = record_of(kind_of(item), reread(session, item))
    assert after.pop("verified_on") == TODAY.isoformat()
    assert after.pop("verified_by") == "Sportello di Prova"
    assert after == {k: v for k, v in before.items() if k not in ("verified_on", "verified_by")}


def test_the_day_of_a_check_is_the_one_in_italy(session: Session) -> None:
    item = saved(session, "offices", office())
    late = AT["at"].replace(hour=23, minute=30)  # 00:30 of the next day in Italy
    workflow.verify(session, kind_of(item), item, by=PERSON, at=late)
    assert item.verified_on == days_ago(-1)
    assert item.verified_by == "Anna Rossi"


def test_each_act_is_one_revision_with_its_version_and_actor(session: Session) -> None:
    item = saved(session, "offices", office())
    generation = session.get_one(Generation, "content").number
    workflow.verify(session, kind_of(item), item, **AT)
    act = last_act(session, item)
    assert (act.act, act.version, act.kind) == ("verified", 2, "offices")
    assert (act.actor, act.actor_id, act.at) == ("Anna Rossi", 7, AT["at"])
    assert (item.version, item.updated_at) == (2, AT["at"])
    session.expire_all()
    assert session.get_one(Generation, "content").number == generation + 1


STEPS = {
    workflow.send_to_review: (["draft"], "review"),
    workflow.publish: (["draft", "review"], "published"),
    workflow.archive: (["published"], "archived"),
    workflow.withdraw: (["review", "published", "archived"], "draft"),
}


@pytest.mark.parametrize("act", STEPS)
@pytest.mark.parametrize("state", ["draft", "review", "published", "archived"])
def test_only_the_steps_of_the_workflow_are_taken(
    session: Session, act: Callable[..., Item], state: str
) -> None:
    item = of_state(session, state)
    before, after = STEPS[act]
    if state in before:
        assert act(session, kind_of(item), item, **AT).state == after
        return
    with pytest.raises(Invalid) as refused:
        act(session, kind_of(item), item, **AT)
    assert list(refused.value.problems) == ["state"]
    assert (reread(session, item).state, len(revisions(session, item.uid))) == (state, 1)


def test_the_public_sees_what_is_published_and_no_longer_what_is_withdrawn(
    session: Session,
) -> None:
    item = of_state(session, "draft")
    assert "a-job" not in slugs_listed(session, "jobs")
    workflow.publish(session, kind_of(item), item, **AT)
    assert "a-job" in slugs_listed(session, "jobs")
    workflow.withdraw(session, kind_of(item), item, **AT)
    assert "a-job" not in slugs_listed(session, "jobs")


@pytest.mark.parametrize(("ends", "renewed_to"), [(-3, -17), (3, -14), (None, -14)])
def test_a_renewed_offer_runs_a_period_longer_and_is_checked(
    session: Session, ends: int | None, renewed_to: int
) -> None:
    end = None if ends is None else days_ago(ends).isoformat()
    item = of_state(session, "published", expires_on=end)
    workflow.renew(session, kind_of(item), item, **AT)
    assert (item.expires_on, item.verified_on) == (days_ago(renewed_to), TODAY)
    assert last_act(session, item).act == "renewed"
    assert "a-job" in slugs_listed(session, "jobs")


def test_only_offers_are_renewed_and_none_from_the_archive(session: Session) -> None:
    for item in (saved(session, "offices", office()), of_state(session, "archived")):
        with pytest.raises(Invalid):
            workflow.renew(session, kind_of(item), item, **AT)


def test_what_is_archived_cannot_be_called_still_right(session: Session) -> None:
    item = of_state(session, "archived")
    with pytest.raises(Invalid):
        workflow.verify(session, kind_of(item), item, **AT)


def test_an_end_is_set_and_taken_away(session: Session) -> None:
    item = of_state(session, "published")
    workflow.end_on(session, kind_of(item), item, TODAY, **AT)
    assert "a-job" not in slugs_listed(session, "jobs")
    workflow.end_on(session, kind_of(item), item, None, **AT)
    assert "a-job" in slugs_listed(session, "jobs")


def test_an_item_moves_to_another_organisation(session: Session) -> None:
    item = of_state(session, "published")
    workflow.move_to_organisation(session, kind_of(item), item, "caritas-larino", **AT)
    assert reread(session, item).organisation == "caritas-larino"
    with pytest.raises(Invalid) as refused:
        workflow.move_to_organisation(session, kind_of(item), item, "Caritas!", **AT)
    assert list(refused.value.problems) == ["organisation"]


def two_texts(session: Session, rev: int = 2) -> Item:
    """Save a guide in Italian and Arabic, the latter made from some version of the former."""
    texts = {
        "it": words("Uno", blocks=[BLOCK]),
        "ar": words("واحد", blocks=[BLOCK | {"text": "اتصل", "rev": rev}]),
    }
    return saved(session, "guides", guide() | {"texts": texts})


def test_a_text_is_signed_in_the_name_of_the_office_in_its_language_alone(
    session: Session,
) -> None:
    item = two_texts(session)
    workflow.sign_text(session, kind_of(item), item, "ar", **AT)
    texts = texts_of(reread(session, item))
    assert (texts["ar"]["reviewed_on"], texts["ar"]["reviewed_by"]) == (
        TODAY.isoformat(), "Sportello di Prova",
    )  # fmt: skip
    assert texts["it"]["reviewed_on"] is None
    workflow.unsign_text(session, kind_of(item), item, "ar", **AT)
    assert texts_of(reread(session, item))["ar"]["reviewed_by"] is None
    assert [each.act for each in revisions(session, item.uid)] == ["unsigned", "signed", "created"]


def test_what_is_missing_stale_or_without_an_office_cannot_be_signed(session: Session) -> None:
    item = two_texts(session, rev=1)
    for lang, by in (("fr", OFFICE), ("ar", OFFICE), ("it", PERSON)):
        with pytest.raises(Invalid):
            workflow.sign_text(session, kind_of(item), item, lang, by=by, at=AT["at"])
    with pytest.raises(Invalid):
        workflow.unsign_text(session, kind_of(item), item, "it", **AT)


def test_a_text_is_stale_only_while_the_source_is_newer(session: Session) -> None:
    def stale(item: Item) -> dict[str, bool]:
        return {text.lang: text.stale for text in reread(session, item).texts}

    assert stale(two_texts(session, rev=1)) == {"ar": True, "it": False}
    assert stale(two_texts(session, rev=2)) == {"ar": False, "it": False}


def test_the_law_of_a_topic_changes_for_its_guides_alone(session: Session) -> None:
    item = two_texts(session)
    other = saved(session, "guides", guide("other") | {"facts": {"topic": "work"}})
    for lang in ("it", "ar"):
        workflow.sign_text(session, kind_of(item), item, lang, **AT)
    health = select(Item.id).where(
        Item.kind == "guides", Item.face["topic"].as_string() == "health"
    )
    assert workflow.law_changed(session, TYPES, "health", **AT) == len(
        session.scalars(health).all()
    )
    item = reread(session, item)
    assert item.law_changed_on == TODAY
    assert [text.reviewed_on for text in item.texts] == [None, None]
    assert last_act(session, item).after["law_changed_on"] == TODAY.isoformat()  # type: ignore[index]
    assert reread(session, other).law_changed_on is None
    workflow.sign_text(session, kind_of(item), item, "ar", **AT)
    assert item.law_changed_on == TODAY
    workflow.sign_text(session, kind_of(item), item, "it", **AT)
    assert item.law_changed_on is None


def test_saving_a_record_does_not_clear_that_the_law_changed(session: Session) -> None:
    item = two_texts(session)
    workflow.law_changed(session, TYPES, "health", **AT)
    assert two_texts(session).id == item.id
    assert reread(session, item).law_changed_on == TODAY


def test_who_saves_over_another_version_is_told_and_nothing_is_lost(session: Session) -> None:
    item = saved(session, "jobs", job(pay_cents=900))
    record = record_of(kind_of(item), item)
    save_record(session, kind_of(item), record, by=TESTER, expected=1)
    with pytest.raises(Conflict) as conflict:
        save_record(session, kind_of(item), record, by=TESTER, expected=1)
    assert (conflict.value.uid, conflict.value.version) == (item.uid, 2)
    gone = record | {"uid": str(uuid.uuid4()), "slug": "gone"}
    with pytest.raises(Conflict) as conflict:
        save_record(session, kind_of(item), gone, by=TESTER, expected=1)
    assert conflict.value.version is None


def test_a_save_may_be_recorded_as_an_import(session: Session) -> None:
    item = save_record(session, TYPES["jobs"], job(), by=OFFICE, act="imported")
    assert last_act(session, item).act == "imported"
    assert {each.act for each in revisions(session, item.uid)} <= set(ACTS)


@pytest.mark.parametrize("app", ["postgresql"], indirect=True)
def test_an_item_read_for_changing_is_locked_until_the_end(session: Session, store: Store) -> None:
    statement: list[str] = []
    engine = store.database.engine

    def note(_c: object, _k: object, sql: str, *_: object) -> None:
        statement.append(sql)

    event.listen(engine, "before_cursor_execute", note)
    stored_item(session, TYPES["jobs"], uuid.uuid4())
    event.remove(engine, "before_cursor_execute", note)
    assert statement[-1].rstrip().endswith("FOR UPDATE OF item")
