"""Revisions of titles and summaries; a translation that lacks a block is stale, or has one more."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from services_app.db import JSON_COLUMN

revision = "0020"
down_revision = "0019"

CORE = {"core", "heading"}
ITEM = sa.table("item", sa.column("id"), sa.column("source_lang"), sa.column("risk"))
TEXT = sa.table(
    "text", sa.column("id"), sa.column("item_id"), sa.column("lang"), sa.column("title"),
    sa.column("summary"), sa.column("body", JSON_COLUMN), sa.column("stale", sa.Boolean()),
)  # fmt: skip


def upgrade() -> None:
    """Apply the change."""
    for name in ("title_rev", "summary_rev"):
        op.add_column("text", sa.Column(name, sa.Integer(), nullable=False, server_default="1"))
    stale = _stale_now(op.get_bind())
    if stale:
        mark = sa.update(TEXT).where(TEXT.c.id == sa.bindparam("key")).values(stale=True)
        op.get_bind().execute(mark, [{"key": key} for key in stale])


def _stale_now(connection: sa.Connection) -> list[int]:
    """List the texts that say less, or more, than their source."""
    other = TEXT.alias()
    said = (TEXT.c.title, TEXT.c.summary, TEXT.c.body)
    source = [other.c[each.name].label(f"source_{each.name}") for each in said]
    rows = connection.execute(
        sa.select(TEXT.c.id, ITEM.c.risk, *said, *source)
        .join(ITEM, ITEM.c.id == TEXT.c.item_id)
        .join(other, sa.and_(other.c.item_id == ITEM.c.id, other.c.lang == ITEM.c.source_lang))
        .where(TEXT.c.lang != ITEM.c.source_lang)
    )
    return [row.id for row in rows if _differs(row)]


def _differs(row: Any) -> bool:  # Any: a row of the query above
    there, here = ({block["id"] for block in body if block["text"].strip()}
                   for body in (row.source_body, row.body))  # fmt: skip
    parts = {block["part"] for block in row.body}
    if row.risk == "high" and "core" in parts and parts <= CORE:
        extra = {block["id"] for block in row.source_body if block["part"] not in CORE}
        there -= extra - here
    return (
        there != here
        or bool(row.title) != bool(row.source_title)
        or bool(row.summary) != bool(row.source_summary)
    )
