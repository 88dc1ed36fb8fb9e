"""Who may do what, role by role."""

from __future__ import annotations

import pytest

from services_app.accounts.rights import ACTS, ROLES, Grant, Operator

MAY = {
    "administrator": set(ACTS),
    "publisher": {
        "read", "propose", "translate", "edit", "verify", "publish", "sign", "transfer", "answer",
        "upload",
    },
    "editor": {"read", "propose", "translate", "verify", "answer", "upload"},
    "translator": {"read", "propose", "translate"},
    "contributor": {"read", "propose", "upload"},
}  # fmt: skip
LARINO = frozenset({"070031", "070", "14", "it"})


def operator(role: str, organisation: str | None = None, place: str = "it") -> Operator:
    """Make an operator with one grant."""
    return Operator(1, "ada@example.org", "Ada", "it", (Grant(role, organisation, place),))


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("role", ROLES)
def test_a_role_may_do_what_the_table_says(role: str, act: str) -> None:
    who = operator(role, "firm")
    wanted = act in MAY[role]
    assert who.may(act, above=LARINO, organisation="firm", kind="jobs") is wanted
    assert who.may_somewhere(act) is wanted


def test_a_grant_reaches_what_lies_in_its_place_and_nothing_else() -> None:
    who = operator("publisher", place="070")
    assert who.may("publish", above=LARINO)
    assert not who.may("publish", above={"094023", "094", "14", "it"})
    assert not who.may("publish"), "what belongs to the whole country"


def test_a_grant_reaches_only_its_own_organisation() -> None:
    who = operator("publisher", "caritas")
    assert who.may("publish", organisation="caritas")
    assert not who.may("publish", organisation="comune")
    assert not who.may("publish"), "what belongs to no organisation"


@pytest.mark.parametrize("kind", ["guides", "offices", None])
def test_a_contributor_writes_offers_only(kind: str | None) -> None:
    assert not operator("contributor", "firm").may("propose", organisation="firm", kind=kind)


def test_a_contributor_without_an_organisation_may_nothing() -> None:
    assert not operator("contributor").may("propose", organisation="firm", kind="jobs")


def test_a_misspelt_act_is_a_mistake_and_no_refusal() -> None:
    with pytest.raises(ValueError, match="there is no act"):
        operator("administrator").may("unpublish")


def test_the_history_names_the_operator_and_their_one_organisation() -> None:
    actor = operator("editor", "caritas").actor()
    assert (actor.name, actor.organisation) == ("Ada", "caritas")
