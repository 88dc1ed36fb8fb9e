"""The words of an item in another language than their own, piece beside piece."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from services_app.console import scope
from services_app.console.conflict import said_part
from services_app.console.editing import found
from services_app.console.gate import gate, operator
from services_app.console.keeping import keep_token, words_name
from services_app.console.said import problem_lines
from services_app.content.commands import save_record
from services_app.content.history import record_at, stale_since
from services_app.content.item import Item
from services_app.content.proposal import Proposal, mark_applied, own_draft
from services_app.content.record import record_of, text_record
from services_app.content.seen import italian_day
from services_app.content.staleness import (
    FIELDS,
    OUTDATED,
    WITHDRAWN,
    Piece,
    core_only,
    pieces,
)
from services_app.content.type import ContentType
from services_app.errors import Conflict, Invalid
from services_app.web.params import whole
from services_app.web.store import store

Sent = Mapping[str, str]


@dataclass(frozen=True)
class Pair:
    """A piece with what stands in its box: its words, or what was just typed.

    `theirs` is what somebody else wrote meanwhile in place of the same words.
    """

    piece: Piece
    label: str
    typed: str
    since: date | None = None
    theirs: str | None = None


def add_routes(blueprint: Blueprint) -> None:
    """Give the blueprint its pages."""
    rule = "/<kind:kind>/<uuid:uid>/words/<lang:lang>"
    blueprint.add_url_rule(rule, "words", words, methods=["GET", "POST"])


@gate("translate")
def words(kind: str, uid: uuid.UUID, lang: str) -> ResponseReturnValue:
    """Show source and translation side by side, or store the translation."""
    of, sent = store().types[kind], request.form if request.method == "POST" else None
    problems, status = list[str](), 200
    if sent is not None:
        try:
            with store().database.transaction() as session:
                item = found(session, of, uid, to_change=True)
                scope.need(session, "translate", item)
                if lang == item.source_lang:
                    abort(400)
                moved_on = _moved_on(session, item, lang, sent)
                _store(session, of, item, lang, sent)
                draft = _draft(session, of, uid, lang)
                if draft is not None:
                    mark_applied(session, draft, by=operator().actor(), at=store().clock())
        except Invalid as error:
            problems, status = problem_lines(error), 422
        except Conflict:
            status = 409
            problems = [_("Somebody changed these words meanwhile. Compare, then save again.")]
        else:
            flash(_("Saved."))
            if moved_on:
                flash(
                    _("The record was changed while you wrote. Look at what is marked."), "warning"
                )
            return redirect(url_for("console.words", kind=kind, uid=uid, lang=lang), 303)
    return _page(of, uid, lang, sent, problems), status


def _page(
    of: ContentType, uid: uuid.UUID, lang: str, sent: Sent | None, problems: list[str]
) -> str:
    """Make the form with what was sent, with the operator's draft, or with what is stored."""
    with store().database.reading() as session:
        item = found(session, of, uid)
        draft = _draft(session, of, uid, lang) if sent is None else None
        if draft is not None:
            sent = dict(draft.values) | {"version": str(draft.base_version)}
        sent = sent or {}
        text = next((each for each in item.texts if each.lang == lang), None)
        since = {}
        if text and text.stale:
            since = {name: italian_day(at) for name, at in stale_since(session, item, lang).items()}
        base = _words_at(session, item, lang, sent) if sent else {}
        shown = [_pair(piece, sent, base, since.get(piece.name)) for piece in _pieces(item, lang)]
        return render_template(
            "console/words.html", of=of, item=item, text=text, shown=lang, problems=problems,
            title=scope.title_of(of, item), pairs=shown, gone=_gone(shown, sent),
            core_only=text is not None and core_only(text_record(text), item.risk),
            outdated=[pair for pair in shown if pair.piece.state == OUTDATED],
            may_sign=scope.may(session, "sign", item), draft=draft,
            keep=keep_token(words_name(of.name, lang), uid),
        )  # fmt: skip


def _draft(session: Session, kind: ContentType, uid: uuid.UUID, lang: str) -> Proposal | None:
    return own_draft(session, operator().id, words_name(kind.name, lang), uid)


def _pair(piece: Piece, sent: Sent, base: Mapping[str, str], since: date | None) -> Pair:
    """Fill the box of a piece: what only one of two people changed stands, of both is shown."""
    label, before = said_part(piece.part), base.get(piece.name)
    typed = _typed(sent, piece)
    if typed in (piece.words.strip(), before):
        return Pair(piece, label, piece.words, since)
    clash = piece.words.strip() != before and bool(piece.words or before)
    return Pair(piece, label, typed, since, piece.words if clash else None)


def _typed(sent: Sent, piece: Piece) -> str:
    return sent.get(piece.name, piece.words).replace("\r\n", "\n").strip()


def _gone(shown: list[Pair], sent: Sent) -> list[str]:
    """List what was typed for pieces of the source that are no longer there."""
    known = {pair.piece.name for pair in shown if pair.piece.state != WITHDRAWN}
    return [
        words
        for name, words in sent.items()
        if name.startswith("block.") and name not in known and words.strip()
    ]


def _words_at(session: Session, item: Item, lang: str, sent: Sent) -> dict[str, str]:
    """Give the translation as the form was shown, by pieces; {} where nothing is known of it."""
    record = record_at(session, item.uid, whole(sent.get("version", "")))
    source = record and record["texts"].get(record["source_lang"])
    if not record or not source:
        return {}
    found = pieces(source, record["texts"].get(lang), item.risk)
    return {piece.name: piece.words.strip() for piece in found}


def _pieces(item: Item, lang: str) -> list[Piece]:
    """Put each piece of the source beside its translation; none where there is no source."""
    texts = {text.lang: text_record(text) for text in item.texts}
    source = texts.get(item.source_lang)
    return [] if source is None else pieces(source, texts.get(lang), item.risk)


def _moved_on(session: Session, item: Item, lang: str, sent: Sent) -> bool:
    """Tell whether the record changed since the form was shown.

    Raises Conflict where the words that were translated changed: somebody else's, which saving
    would replace, or a piece of the source that is gone, whose translation would be lost.
    """
    version = whole(sent.get("version", ""))
    if version == item.version:
        return False
    before = record_at(session, item.uid, version)
    now = next((text_record(text) for text in item.texts if text.lang == lang), None)
    there = {piece.name for piece in _pieces(item, lang)} | {*FIELDS}
    typed = {name for name, words in sent.items() if name.startswith("block.") and words.strip()}
    if before is None or before["texts"].get(lang) != now or typed - there:
        raise Conflict(item.uid, item.version)
    return True


def _store(session: Session, kind: ContentType, item: Item, lang: str, sent: Sent) -> None:
    """Save the typed translation, made from the source as the form showed it."""
    record = record_of(kind, item)
    found = _pieces(item, lang)
    if not found:
        abort(404)
    before = record["texts"].get(lang, {})
    text = typed_text(found, sent) | {"origin": "human", "reviewed_on": None, "reviewed_by": None}
    if before and _says_the_same(before, text):
        # Nobody wrote anything: it stays a machine's, and stays signed off.
        text |= {name: before[name] for name in ("origin", "reviewed_on", "reviewed_by")}
    if text["title"] or text["summary"] or text["blocks"]:
        record["texts"][lang] = text
    else:
        record["texts"].pop(lang, None)
    save_record(
        session, kind, record, by=operator().actor(), at=store().clock(), expected=item.version
    )


def typed_text(found: list[Piece], sent: Sent) -> dict[str, Any]:
    """Give the words that were typed, each with the rev of the source that it was made from.

    Saving brings all up to date; `do` names the one piece that is still right, or is taken away.
    """
    only = next((piece.name for piece in found if piece.name == sent.get("do")), "")
    text: dict[str, Any] = {"title": "", "summary": "", "title_rev": 1, "summary_rev": 1}
    blocks = []
    for piece in found:
        was_shown = f"rev.{piece.name}" in sent
        is_meant = only == piece.name or (not only and was_shown == bool(piece.source_rev))
        words, rev = _typed(sent, piece), piece.rev
        if piece.state == WITHDRAWN:
            if is_meant:  # shown as withdrawn: such a piece has no rev to show
                continue
        elif is_meant or words != piece.words:
            rev = _shown_rev(piece, sent)
        if piece.name in FIELDS:
            text |= {piece.name: words, f"{piece.name}_rev": rev or 1}
        elif words:
            blocks.append({**(piece.block or {}), "text": words, "rev": rev})
    return text | {"blocks": blocks}


def _shown_rev(piece: Piece, sent: Sent) -> int:
    """Give the rev of the source beside which the words were typed; one that it never had is 1."""
    shown = sent.get(f"rev.{piece.name}", "")[:10]
    rev = int(shown) if shown.isdecimal() else 1
    return rev if 1 <= rev <= piece.source_rev else 1


def _says_the_same(before: Mapping[str, Any], text: Mapping[str, Any]) -> bool:
    def said(of: Mapping[str, Any]) -> Any:  # Any: only compared
        return of["title"], of["summary"], [(each["id"], each["text"]) for each in of["blocks"]]

    return bool(said(before) == said(text))
