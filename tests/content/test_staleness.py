"""When a translation is behind its source, piece by piece, and what its readers see of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib import import_module
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from services_app.console.words import typed_text
from services_app.content.commands import new_item
from services_app.content.history import revisions, stale_since
from services_app.content.item import Item, Text
from services_app.content.record import load_record, plain_record
from services_app.content.staleness import MISSING, OUTDATED, WITHDRAWN, pieces
from services_app.content.texts import set_texts
from services_app.content.wording import texts_of, words_in
from services_app.errors import Invalid
from services_app.web.forms import record as form
from tests.records import KINDS, TYPES, Raw, guide, saved, seeded, words

GUIDES = TYPES["guides"]


def block(name: str, text: str = "parole", part: str = "watch", rev: int = 1) -> Raw:
    """Make a block."""
    return {"id": name, "part": part, "text": text, "rev": rev}


def states(source: Raw, own: Raw, risk: str = "normal") -> dict[str, str]:
    """Name the pieces that are behind."""
    return {piece.name: piece.state for piece in pieces(source, own, risk) if piece.state}


def test_a_title_and_a_summary_age_like_a_block() -> None:
    source = words("Uno", "Due", title_rev=2, summary_rev=3, blocks=[block("b", rev=4)])
    assert states(source, words("One", "Two", title_rev=2, summary_rev=3, blocks=[
        block("b", rev=4)])) == {}  # fmt: skip
    assert states(source, words("One", "Two", summary_rev=2, blocks=[block("b", rev=3)])) == {
        "title": OUTDATED, "summary": OUTDATED, "block.b": OUTDATED,
    }  # fmt: skip


def test_what_is_not_there_is_missing_and_what_is_there_alone_is_withdrawn() -> None:
    source = words("Uno", blocks=[block("a"), block("b"), block("blank", " ")])
    own = words("", "Old", blocks=[block("b"), block("c")])
    assert states(source, own) == {
        "title": MISSING, "block.a": MISSING, "summary": WITHDRAWN, "block.c": WITHDRAWN,
    }  # fmt: skip


def test_the_safety_core_of_a_dangerous_subject_is_enough_alone() -> None:
    source = words("Uno", blocks=[block("c", part="core", rev=2), block("w")])
    core = block("c", part="core", rev=2)
    assert states(source, words("One", blocks=[core]), "high") == {}
    assert states(source, words("One", blocks=[core]), "normal") == {"block.w": MISSING}
    assert states(source, words("One", blocks=[core | {"rev": 1}]), "high") == {"block.c": OUTDATED}
    assert states(source, words("One"), "high") == {"block.c": MISSING, "block.w": MISSING}
    more = words("One", blocks=[core, block("w"), block("x")])
    assert states(source, more, "high") == {"block.x": WITHDRAWN}
    two = source | {"blocks": [*source["blocks"], block("v")]}
    assert states(two, words("One", blocks=[core, block("w")]), "high") == {"block.v": MISSING}


@pytest.mark.parametrize("name", KINDS)
def test_nothing_of_the_seed_is_stale(name: str) -> None:
    for raw in seeded(name):
        record = plain_record(TYPES[name], raw)
        assert not [lang for lang, stale in stale_langs(record).items() if stale], raw["slug"]


def stale_langs(record: Raw) -> dict[str, bool]:
    """Tell of each language of a record whether storing it marks it as stale."""
    item: Item = new_item(GUIDES, None)
    item.source_lang, item.risk = record["source_lang"], record["risk"]
    set_texts(item, record["texts"])
    return {text.lang: text.stale for text in item.texts}


SAID = st.sampled_from(["", "Uno", "Due", "Tre"])
PARAGRAPHS = st.lists(st.sampled_from(["a", "b", "c"]), max_size=3).map("\n\n".join)
EDITS = st.fixed_dictionaries({
    "text.title": SAID, "text.summary": SAID, "text.core": PARAGRAPHS, "text.watch": PARAGRAPHS,
    "text.small": st.sampled_from(["", "", "1"]),
})  # fmt: skip
STEPS = st.one_of(
    st.tuples(st.just("edit"), EDITS),
    st.tuples(st.just("open"), st.none()),  # a translator opens the form, and takes their time
    st.tuples(st.just("save"), st.lists(st.sampled_from(["", "x", "y"]), max_size=4)),
    st.tuples(st.just("right"), st.integers(0, 5)),
    st.tuples(st.just("translate"), st.sampled_from(["x", "y"])),
)


@dataclass
class Desk:
    """A guide whose source is edited while another translates, and what each piece meant.

    `meaning` gives the number of the meaning that a piece of the source has now, `made_from` the
    one that its translation was made from: what a rev stands for, kept without any rev.
    """

    record: Raw
    numbers: Any = field(default_factory=count)
    meaning: dict[str, int] = field(default_factory=dict)
    made_from: dict[str, int] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    shown_meaning: dict[str, int] = field(default_factory=dict)

    def said(self, lang: str) -> dict[str, str]:
        """Map the pieces with words to them."""
        text = self.record["texts"].get(lang) or {}
        said = {name: text[name] for name in ("title", "summary") if text.get(name)}
        return said | {f"block.{each['id']}": each["text"] for each in text.get("blocks", ())}

    def edit(self, values: dict[str, str]) -> None:
        """Change the source by its form."""
        before, sent = self.said("it"), form.written(GUIDES, self.record)
        for name, value in values.items():
            sent[name] = value
        self.record = form.read(GUIDES, form.tidied(GUIDES, sent), self.record)
        after = self.said("it")
        for name in before.keys() - after:
            del self.meaning[name]
        for name, text in after.items():
            small = bool(values["text.small"]) and name in before
            if before.get(name) != text and not small:
                self.meaning[name] = next(self.numbers)

    def pieces(self) -> Any:
        """Give what the form of the translator shows."""
        texts = self.record["texts"]
        return pieces(texts["it"], texts.get("en"), self.record["risk"]) if "it" in texts else []

    def open(self, _: None) -> None:
        """Show the form of the translation."""
        self.shown = {f"rev.{each.name}": str(each.source_rev) for each in self.pieces()}
        self.shown_meaning = dict(self.meaning)

    def save(self, typed: list[str], only: str = "") -> None:
        """Send what was typed into the pieces, in their order; the rest stays."""
        found = self.pieces()
        if not found:
            return
        if not self.shown:
            self.open(None)
        before, sent = self.said("en"), self.shown | {"do": only}
        seen = [name.removeprefix("rev.") for name in self.shown]
        sent |= dict(zip(seen, typed, strict=False))
        signature = {"origin": "human", "reviewed_on": None, "reviewed_by": None}
        self.record["texts"]["en"] = typed_text(found, sent) | signature
        after = self.said("en")
        for name in after:
            meant = only == name or (not only and name in seen)
            if name in self.meaning and (meant or after[name] != before.get(name)):
                self.made_from[name] = self.shown_meaning.get(name, -1)

    def translate(self, words: str) -> None:
        """Open the form, translate all of it, and save."""
        self.open(None)
        self.save([words] * 20)

    def right(self, number: int) -> None:
        """Call one piece still right."""
        found = self.pieces()
        if found:
            self.save([], found[number % len(found)].name)

    def stale(self) -> bool:
        """Tell whether the translation is behind, by what the pieces mean."""
        source, own = self.said("it"), self.said("en")
        if "it" not in self.record["texts"] or "en" not in self.record["texts"]:
            return False
        blocks = {f"block.{each['id']}": each["part"] for text in self.record["texts"].values()
                  for each in text["blocks"]}  # fmt: skip
        parts = {blocks[name] for name in own if name in blocks}
        alone = self.record["risk"] == "high" and parts == {"core"}
        wanted = {name for name in source if not alone or blocks.get(name, "core") == "core"}
        return bool(wanted - own.keys() or own.keys() - source) or any(
            self.made_from[name] != self.meaning[name] for name in own
        )


@given(risk=st.sampled_from(["normal", "high"]), steps=st.lists(STEPS, max_size=12))
def test_stale_is_what_a_plain_count_of_meanings_says(
    risk: str, steps: list[tuple[str, Any]]
) -> None:
    desk = Desk(plain_record(GUIDES, guide() | {"risk": risk}))
    for name, value in steps:
        getattr(desk, name)(value)
        assert stale_langs(desk.record).get("en", False) is desk.stale()
    desk.translate("now")
    assert not stale_langs(desk.record).get("en", False)


def stored(session: Session, *, ar: list[Raw], it: list[Raw], **more: Any) -> Item:
    """Save a guide in Italian and Arabic."""
    texts = {"it": words("Uno", blocks=it), "ar": words("واحد", blocks=ar)}
    return saved(session, "guides", guide() | {"texts": texts} | more)


def test_readers_never_see_a_block_that_was_withdrawn(session: Session) -> None:
    item = stored(session, ar=[block("a", "keeps"), block("gone", "forbidden")], it=[block("a")])
    for texts in (texts_of(session, [item.id]), texts_of(session, [item.id], ["ar"])):
        assert [each["text"] for each in texts[item.id]["ar"].body] == ["keeps"]
    assert set(texts_of(session, [item.id], ["ar"])[item.id]) == {"ar"}
    chosen = words_in(session, [item.id], ["ar"], body=True)["ar"][item.id]
    assert [each["text"] for each in chosen.body] == ["keeps"]
    text = session.scalar(select(Text).where(Text.item_id == item.id, Text.lang == "ar"))
    assert text
    assert text.stale
    assert len(text.body) == 2
    assert "keeps" in text.folded
    assert "forbidden" not in text.folded


def test_the_migration_finds_what_is_behind_among_what_was_stored_before(session: Session) -> None:
    stored_before = import_module("services_app.migrations.versions.0020_revs")._stale_now
    assert stored_before(session.connection()) == []
    core = block("c", part="core")
    stored(session, it=[core, block("w")], ar=[core], risk="high")
    more = [core, block("w")]
    blocks = {"lacks": (more, [core]), "keeps": ([core], more),
              "same": ([core, block("blank", " ")], [core])}  # fmt: skip
    for slug, (it, ar) in blocks.items():
        texts = {"it": words("Uno", blocks=it), "ar": words("واحد", blocks=ar)}
        saved(session, "guides", guide(slug) | {"texts": texts})
    texts = {"it": words("Uno", "Due"), "ar": words("واحد")}
    saved(session, "guides", guide("no-summary") | {"texts": texts})
    stale = set(session.scalars(select(Text.id).where(Text.stale.is_(True))))
    assert len(stale) == 3
    assert set(stored_before(session.connection())) == stale


def test_without_a_source_every_word_is_read_and_none_is_stale(session: Session) -> None:
    texts = {"en": words("One", blocks=[block("a")])}
    item = saved(session, "guides", guide() | {"texts": texts})
    assert not item.texts[0].stale
    assert len(texts_of(session, [item.id])[item.id]["en"].body) == 1


def test_the_history_tells_since_when_a_piece_is_behind(session: Session) -> None:
    old = [block("a"), block("b")]
    item = stored(session, it=old, ar=old)
    stored(session, it=[block("a", rev=2), block("b")], ar=old)
    stored(session, it=[block("a", rev=2), block("c")], ar=old)

    newest, second, _ = revisions(session, item.uid)
    names = {each["part"] + str(n): each["id"] for n, each in enumerate(item.texts[0].body)}
    assert len(names) == 2
    since = stale_since(session, item, "ar")
    assert sorted(since.values()) == sorted([second.at, newest.at, newest.at])
    assert stale_since(session, item, "it") == {}


def test_an_unknown_rev_is_refused(session: Session) -> None:

    for rev in (0, -1, 2**31, "2", 1.5):
        with pytest.raises(Invalid):
            load_record(GUIDES, guide() | {"texts": {"it": words("Uno", title_rev=rev)}})
