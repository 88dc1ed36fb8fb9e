"""The words of an item in another language than their own, block beside block."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from services_app.console import scope
from services_app.console.conflict import said_part
from services_app.console.editing import found
from services_app.console.gate import gate, operator
from services_app.console.said import problem_lines
from services_app.content.commands import save_record
from services_app.content.item import Item, Text
from services_app.content.record import record_of
from services_app.content.type import ContentType
from services_app.errors import Conflict, Invalid
from services_app.web.store import store


@dataclass(frozen=True)
class Pair:
    """A piece of the source with its words in the other language."""

    name: str
    label: str
    source: str
    words: str
    is_stale: bool


def add_routes(blueprint: Blueprint) -> None:
    """Give the blueprint its pages."""
    rule = "/<kind:kind>/<uuid:uid>/words/<lang:lang>"
    blueprint.add_url_rule(rule, "words", words, methods=["GET", "POST"])


@gate("translate")
def words(kind: str, uid: uuid.UUID, lang: str) -> ResponseReturnValue:
    """Show source and translation side by side, or store the translation."""
    of, sent = store().types[kind], request.form if request.method == "POST" else None
    problems: list[str] = []
    if sent is not None:
        try:
            with store().database.transaction() as session:
                item = found(session, of, uid, to_change=True)
                scope.need(session, "translate", item)
                if lang == item.source_lang:
                    abort(400)
                _store(session, of, item, lang, sent)
        except Invalid as error:
            problems = problem_lines(error)
        except Conflict:
            problems = [_("Somebody changed the source meanwhile. Compare, then save again.")]
        else:
            flash(_("Saved."))
            return redirect(url_for("console.words", kind=kind, uid=uid, lang=lang), 303)
    with store().database.reading() as session:
        item = found(session, of, uid)
        text = next((each for each in item.texts if each.lang == lang), None)
        page = render_template(
            "console/words.html", of=of, item=item, text=text, shown=lang, problems=problems,
            title=scope.title_of(of, item), pairs=pairs(item, lang, sent or {}),
            others={each.lang: each for each in item.texts},
            may_sign=scope.may(session, "sign", item),
        )  # fmt: skip
    return page, 422 if problems else 200


def pairs(item: Item, lang: str, sent: Mapping[str, str]) -> list[Pair]:
    """Put each piece of the source beside its translation, or beside what was just typed."""
    texts = {text.lang: text for text in item.texts}
    source, own = texts.get(item.source_lang), texts.get(lang)
    if source is None:
        return []
    found = [
        Pair(name, said_part(name), getattr(source, name),
             sent.get(name, getattr(own, name) if own else ""), is_stale=False)
        for name in ("title", "summary")
        if getattr(source, name)
    ]  # fmt: skip
    done = {block["id"]: block for block in (own.body if own else ())}
    for block in source.body:
        other = done.get(block["id"])
        typed = sent.get(f"block.{block['id']}", other["text"] if other else "")
        stale = other is not None and other["rev"] < block["rev"]
        label = said_part(block["part"])
        found.append(Pair(f"block.{block['id']}", label, block["text"], typed, stale))
    return found


def _store(
    session: Session, kind: ContentType, item: Item, lang: str, sent: Mapping[str, str]
) -> None:
    """Save the typed translation; a person wrote it, made from the source as it is now."""
    record = record_of(kind, item)
    source = next((text for text in item.texts if text.lang == item.source_lang), None)
    if source is None:
        abort(404)
    text = _typed(source, sent)
    if text["title"] or text["summary"] or text["blocks"]:
        record["texts"][lang] = text
    else:
        record["texts"].pop(lang, None)
    version = sent.get("version", "")
    save_record(
        session, kind, record, by=operator().actor(), at=store().clock(),
        expected=int(version) if version.isdigit() else 0,
    )  # fmt: skip


def _typed(source: Text, sent: Mapping[str, str]) -> dict[str, Any]:
    blocks = [
        {**dict(block), "text": sent.get(f"block.{block['id']}", "").replace("\r\n", "\n").strip()}
        for block in source.body
    ]
    return {
        "title": sent.get("title", "").strip(),
        "summary": sent.get("summary", "").strip(),
        "blocks": [block for block in blocks if block["text"]],
        "origin": "human",
        "reviewed_on": None,
        "reviewed_by": None,
    }
