"""The list of a type: what the operator may see, narrowed by words, state and what is due."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, selectinload

from services_app.console import scope
from services_app.console.gate import gate, operator
from services_app.content.bulk import BULK_ACTS
from services_app.content.fields.record import STATES
from services_app.content.item import Item
from services_app.content.type import ContentType
from services_app.places.queries import places_by_code
from services_app.web.params import page_number
from services_app.web.store import store
from services_app.words import tokens

PER_PAGE = 50


@dataclass(frozen=True)
class Row:
    """An item in a list of the console."""

    item: Item
    kind: ContentType
    title: str
    place: str
    is_overdue: bool


def add_routes(blueprint: Blueprint) -> None:
    """Give the blueprint its pages."""
    blueprint.add_url_rule("/<kind:kind>", "items", items)


@gate("read")
def items(kind: str) -> ResponseReturnValue:
    """Show the items of a type, the latest changed first, a page at a time."""
    of, page = store().types[kind], page_number(request.args)
    words, state = request.args.get("q", "")[:200].strip(), request.args.get("state", "")
    conditions: list[ColumnElement[bool]] = [scope.within(operator())]
    conditions += [Item.folded.contains(f" {word}", autoescape=True) for word in tokens(words)]
    if state in STATES:
        conditions.append(Item.state == state)
    query = (
        select(of.model).where(*conditions)
        .options(selectinload(of.model.texts))
        .order_by(Item.updated_at.desc(), Item.id).offset((page - 1) * PER_PAGE)
        .limit(PER_PAGE + 1)
    )  # fmt: skip
    with store().database.reading() as session:
        found = list(session.scalars(query))
        shown = rows(session, found[:PER_PAGE])
    return render_template(
        "console/items.html", of=of, rows=shown, page=page, more=len(found) > PER_PAGE,
        words=words, state=state, states=STATES, acts=BULK_ACTS,
    )  # fmt: skip


def rows(session: Session, found: list[Item]) -> list[Row]:
    """Give items their titles and the names of their places."""
    names = places_by_code(session, (item.place_code for item in found))
    today, types = store().moment().today, store().types
    return [
        Row(item, types[item.kind], scope.title_of(types[item.kind], item),
            names[item.place_code].name, item.is_overdue(today))
        for item in found
    ]  # fmt: skip
