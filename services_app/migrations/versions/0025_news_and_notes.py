"""When readers last had something new of an item; words of staff in a list."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"

SAME = "'verified', 'signed', 'unsigned', 'reorganised', 'answered'"


def upgrade() -> None:
    """Apply the change."""
    for table in ("item", "seen"):
        op.add_column(table, sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True))
    # What is published: its last act that said something; of what ended before, nothing is told.
    op.execute(
        "UPDATE item SET changed_at = (SELECT max(revision.at) FROM revision "  # noqa: S608  fixed words
        f"WHERE revision.item_uid = item.uid AND revision.act NOT IN ({SAME})) "
        "WHERE item.state = 'published'"
    )
    op.execute(
        "UPDATE seen SET changed_at = (SELECT CASE WHEN seen.show_at > item.changed_at "
        "THEN seen.show_at ELSE item.changed_at END FROM item WHERE item.id = seen.item_id)"
    )
    op.add_column("bundle", sa.Column("note", sa.Text(), nullable=True))
    op.add_column("bundle", sa.Column("note_lang", sa.String(length=12), nullable=True))
    op.add_column("bundle", sa.Column("note_by", sa.String(length=200), nullable=True))
    op.create_index("ix_item_state_changed_at", "item", ["state", "changed_at"])
    op.create_index("ix_seen_changed", "seen", ["changed_at", "place_id"])
