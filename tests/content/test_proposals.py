"""Drafts that save themselves and changes that wait for approval: nothing typed is lost."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services_app.content.item import Actor, Item, Revision
from services_app.content.proposal import (
    MAX_BYTES,
    Proposal,
    drop,
    keep_draft,
    mark_applied,
    own_draft,
    proposals_of,
    return_proposal,
    submit,
    waiting,
)
from services_app.errors import Invalid
from tests.conftest import NOON
from tests.content.acting import AT, OFFICE
from tests.records import TYPES

JOBS = TYPES["jobs"]
UID = uuid.UUID("5b6a1e8c-1111-4222-8333-444455556666")
AUTHOR = Actor("Editor", None, 21)
BY_AUTHOR: Any = {"by": AUTHOR, "at": NOON}


def kept(session: Session, pay: str = "900", **more: Any) -> Proposal:
    """Keep a draft about an item."""
    given = {"kind": JOBS, "item_uid": UID, "base_version": 3, "values": [("facts.pay_cents", pay)]}
    return keep_draft(session, **(BY_AUTHOR | given | more))


def reread(session: Session, proposal: Proposal) -> Proposal:
    """Read a proposal anew from the database."""
    session.flush()
    session.expire_all()
    return session.get_one(Proposal, proposal.id)


def test_a_draft_is_kept_as_it_was_sent_and_one_for_each_author_and_item(session: Session) -> None:
    first = kept(session, values=[("b", "1"), ("a", ""), ("b", "2")])
    assert reread(session, first).values == [["b", "1"], ["a", ""], ["b", "2"]]
    assert kept(session, "950").id == first.id
    assert reread(session, first).values == [["facts.pay_cents", "950"]]
    assert kept(session, by=OFFICE).id != first.id
    assert kept(session, item_uid=uuid.uuid4()).id != first.id


def test_new_things_of_a_type_share_the_one_draft_of_their_author(session: Session) -> None:
    one, two = kept(session, item_uid=None), kept(session, "950", item_uid=None)
    assert one.id == two.id
    assert reread(session, one).values == [["facts.pay_cents", "950"]]
    assert kept(session, item_uid=None, kind="homes").id != one.id
    newest = own_draft(session, 21, JOBS, None)
    assert newest is not None
    assert newest.id == one.id


def test_what_was_handed_in_is_never_changed_by_saving_itself(session: Session) -> None:
    proposal = submit(session, kept(session), **BY_AUTHOR)
    after = kept(session, "1")
    assert after.id != proposal.id
    assert reread(session, proposal).values == [["facts.pay_cents", "900"]]
    assert [each.id for each in waiting(session)] == [proposal.id]


def test_another_authors_draft_is_never_changed(session: Session) -> None:
    theirs = kept(session, by=OFFICE)
    mine = kept(session, "1")
    assert mine.id != theirs.id
    with pytest.raises(Invalid):
        submit(session, theirs, **BY_AUTHOR)


def test_a_returned_proposal_is_written_on_and_handed_in_again(session: Session) -> None:
    proposal = submit(session, kept(session), **BY_AUTHOR)
    return_proposal(session, proposal, "Manca la paga.", **AT)
    again = kept(session, "950")
    assert (again.id, again.state, again.note) == (proposal.id, "returned", "Manca la paga.")
    assert reread(session, proposal).answered_by == OFFICE.name
    assert submit(session, again, **BY_AUTHOR).state == "submitted"


def returned(session: Session, proposal: Proposal, **actor: Any) -> Proposal:
    """Give a proposal back with a note."""
    return return_proposal(session, proposal, "No.", **actor)


STEPS: dict[Callable[..., Proposal], tuple[set[str], str]] = {
    submit: ({"draft", "returned"}, "submitted"),
    returned: ({"submitted"}, "returned"),
    mark_applied: ({"draft", "returned", "submitted"}, "applied"),
    drop: ({"draft", "returned", "submitted"}, "dropped"),
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "applied", "dropped"])
def test_a_proposal_takes_only_the_steps_there_are(
    session: Session, step: Callable[..., Proposal], state: str
) -> None:
    proposal = kept(session)
    proposal.state = state
    before, after = STEPS[step]
    if state in before:
        assert step(session, proposal, **BY_AUTHOR).state == after
    else:
        with pytest.raises(Invalid):
            step(session, proposal, **BY_AUTHOR)
        assert reread(session, proposal).state == state


def test_the_one_that_waits_longest_comes_first(session: Session) -> None:
    late = submit(session, kept(session), by=AUTHOR, at=NOON)
    early = submit(session, kept(session, by=OFFICE), by=OFFICE, at=NOON - timedelta(days=1))
    assert [each.id for each in waiting(session)] == [early.id, late.id]
    only = Proposal.author_id == AUTHOR.id
    assert [each.id for each in waiting(session, within=only)] == [late.id]
    assert [each.id for each in proposals_of(session, UID)] == [early.id, late.id]


def test_a_note_is_needed_and_not_endless(session: Session) -> None:
    proposal = submit(session, kept(session), **BY_AUTHOR)
    for note in ("", "  ", "x" * 2001, "\0"):
        with pytest.raises(Invalid):
            return_proposal(session, proposal, note, **AT)


@pytest.mark.parametrize(
    "values", [[("a", "x" * MAX_BYTES)], [("a", "ض" * (MAX_BYTES // 2))], [("a", 1)]]
)
def test_a_form_too_large_or_of_no_words_is_refused(session: Session, values: Any) -> None:
    with pytest.raises(Invalid) as refused:
        kept(session, values=values)
    assert list(refused.value.problems) == ["values"]
    assert kept(session, values=[("a", "x" * (MAX_BYTES - 100))])


@pytest.mark.parametrize("odd", ["1234567890", "\0", "it\n", "a" * 121, "Comune", "12345", ""])
def test_a_place_or_body_that_nobody_can_mean_stays_among_the_values_only(
    session: Session, odd: str
) -> None:
    proposal = reread(session, kept(session, odd, place_code=odd, organisation=f"-{odd}"))
    assert (proposal.place_code, proposal.organisation) == (None, None)
    assert proposal.values == [["facts.pay_cents", odd]]


def test_the_place_and_body_of_a_draft_are_those_of_its_form(session: Session) -> None:
    proposal = reread(session, kept(session, place_code="070031", organisation="a" * 120))
    assert (proposal.place_code, proposal.organisation) == ("070031", "a" * 120)


def test_who_has_no_account_keeps_no_drafts(session: Session) -> None:
    with pytest.raises(Invalid):
        kept(session, by=Actor("nobody"))


def test_a_proposal_touches_no_item_and_no_history(session: Session) -> None:
    def count() -> list[int | None]:
        return [session.scalar(select(func.count()).select_from(each)) for each in (Item, Revision)]

    before = count()
    mark_applied(session, submit(session, kept(session), **BY_AUTHOR), **AT)
    assert count() == before


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=200)), max_size=6))
def test_whatever_a_form_sends_comes_back(session: Session, values: list[tuple[str, str]]) -> None:
    proposal = kept(session, values=values)
    assert reread(session, proposal).values == [list(pair) for pair in values]
