"""Who may do what: roles as sets of acts, granted for an organisation and a place."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from services_app.content.item import Actor

# "publish" covers taking off the site as well: whoever may not publish may not unpublish either.
ACTS = (
    "read", "propose", "translate", "edit", "verify", "publish", "sign", "transfer", "answer",
    "upload", "people", "settings",
)  # fmt: skip
ROLE_ACTS: Mapping[str, frozenset[str]] = {
    "administrator": frozenset(ACTS),
    "publisher": frozenset(ACTS) - {"people", "settings"},
    # An editor's change of a published row is a proposal, so "edit" is not among these.
    "editor": frozenset({"read", "propose", "translate", "verify", "answer", "upload"}),
    "translator": frozenset({"read", "propose", "translate"}),
    "contributor": frozenset({"read", "propose", "upload"}),
}
ROLES = tuple(ROLE_ACTS)
# Employers and landlords: their own offers, and nothing else.
CONTRIBUTED = frozenset({"jobs", "housing"})
EVERYWHERE = "it"


@dataclass(frozen=True)
class Grant:
    """A role for one organisation (None: any) in one place and all that lies in it."""

    role: str
    organisation: str | None = None
    place: str = EVERYWHERE

    def allows(
        self, act: str, above: Collection[str], organisation: str | None, kind: str | None
    ) -> bool:
        """Tell whether this grant alone is enough."""
        if act not in ROLE_ACTS[self.role] or self.place not in above:
            return False
        if self.role == "contributor" and (self.organisation is None or kind not in CONTRIBUTED):
            return False
        return self.organisation is None or self.organisation == organisation


@dataclass(frozen=True)
class Operator:
    """Who works in the console, with what was granted to them."""

    id: int
    email: str
    name: str
    lang: str
    grants: tuple[Grant, ...] = ()

    def may(
        self,
        act: str,
        *,
        above: Collection[str] = (EVERYWHERE,),
        organisation: str | None = None,
        kind: str | None = None,
    ) -> bool:
        """Tell whether they may do this to an item of this kind, organisation and place.

        `above` holds the codes of the item's place and of all places it lies in.
        """
        _known(act)
        return any(grant.allows(act, above, organisation, kind) for grant in self.grants)

    def may_somewhere(self, act: str) -> bool:
        """Tell whether they may do this to anything at all: what a menu needs."""
        _known(act)
        return any(act in ROLE_ACTS[grant.role] for grant in self.grants)

    def actor(self) -> Actor:
        """Give the name under which the history remembers their acts."""
        organisations = {grant.organisation for grant in self.grants}
        own = organisations.pop() if len(organisations) == 1 else None
        return Actor(self.name or self.email, own, self.id)


def _known(act: str) -> None:
    # A misspelt act would silently be refused to everybody.
    if act not in ACTS:
        raise ValueError(f"there is no act {act!r}")
