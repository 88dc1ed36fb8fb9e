"""Starting content: read the files of seed/ and save what is not there yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from services_app.content.commands import open_place, save_record
from services_app.content.item import Actor, Item, Redirect, now_utc
from services_app.content.type import ContentType
from services_app.errors import Invalid, Unusable
from services_app.places.atlas import read_atlas
from services_app.places.commands import load_places, open_town

SEED = Actor("seed")


class _Plain(yaml.CSafeLoader):
    """The safe loader, except that dates stay strings."""


_Plain.yaml_implicit_resolvers = {
    char: [pair for pair in pairs if pair[0] != "tag:yaml.org,2002:timestamp"]
    for char, pairs in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def read_yaml(path: Path) -> Any:  # Any: whatever stands in the file
    """Read a YAML file; dates and times stay strings, as records have them in JSON."""
    with path.open(encoding="utf-8") as lines:
        return yaml.load(lines, Loader=_Plain)  # noqa: S506  a subclass of the safe loader


def seed_files(folder: Path, kind: ContentType) -> list[Path]:
    """Find the files of a type: seed/<type>.yaml or seed/<type>/*.yaml."""
    single = folder / f"{kind.name}.yaml"
    return [single] if single.exists() else sorted((folder / kind.name).glob("*.yaml"))


def seed_records(folder: Path, kind: ContentType) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield each raw record of a type with the file it stands in."""
    for path in seed_files(folder, kind):
        raw = read_yaml(path)
        for record in raw if isinstance(raw, list) else [raw]:
            yield path, record


def load_and_open_places(session: Session, folder: Path, types: Sequence[ContentType]) -> int:
    """Fill the places and open the towns of seed/places; say how many places were written."""
    count = load_places(session, folder / "places" / "municipalities.csv")
    if count:
        for opening in read_yaml(folder / "places" / "opening.yaml"):
            open_place(session, open_town(session, opening["istat"], opening), types)
    return count


def seed(session: Session, folder: Path, types: Sequence[ContentType]) -> dict[str, int]:
    """Save the records that the store does not have yet; say how many of each type.

    What is there stays as it is, so a second run changes nothing. Raises Unusable with the file
    and the reasons for a record that cannot be taken.
    """
    atlas, at = read_atlas(session), now_utc()  # one act, one time: the files give the order
    written: dict[str, int] = {}
    for kind in types:
        known = set(session.scalars(select(Item.slug).where(Item.kind == kind.name)))
        known |= set(session.scalars(select(Redirect.slug).where(Redirect.kind == kind.name)))
        written[kind.name] = 0
        for path, record in seed_records(folder, kind):
            if record.get("slug") in known:
                continue
            try:
                save_record(session, kind, record, by=SEED, atlas=atlas, at=at)
            except Invalid as error:
                where = f"{path.name}: {record.get('slug')}"
                reasons = "; ".join(
                    f"{field}: {' '.join(texts)}" for field, texts in error.problems.items()
                )
                raise Unusable(f"{where}: {reasons}") from error
            written[kind.name] += 1
    return written
