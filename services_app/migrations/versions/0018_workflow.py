"""Workflow: what a revision is of, stale texts, changed law, mediators first, proposals."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0016"


def upgrade() -> None:
    """Apply the change."""
    op.add_column("item", sa.Column("mediators_until", sa.Date(), nullable=True))
    op.add_column("item", sa.Column("law_changed_on", sa.Date(), nullable=True))
    op.add_column(
        "text", sa.Column("stale", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.create_index("ix_text_stale", "text", ["stale"])
    op.add_column(
        "revision", sa.Column("kind", sa.String(length=20), nullable=False, server_default="")
    )
    op.add_column(
        "revision", sa.Column("version", sa.Integer(), nullable=False, server_default="0")
    )
    op.add_column("revision", sa.Column("actor_id", sa.Integer(), nullable=True))
    # Every act so far raised the version by one, and no item was ever deleted.
    op.execute(
        """UPDATE revision SET
            kind = coalesce((SELECT kind FROM item WHERE item.uid = revision.item_uid), ''),
            version = (SELECT count(*) FROM revision AS earlier
                WHERE earlier.item_uid = revision.item_uid AND earlier.id <= revision.id)"""
    )
    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("item_uid", sa.Uuid(), nullable=True),
        sa.Column("base_version", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("author_name", sa.String(length=200), nullable=False),
        sa.Column("organisation", sa.String(length=120), nullable=True),
        sa.Column("place_code", sa.String(length=6), nullable=True),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("note", sa.String(length=2000), nullable=False),
        sa.Column("answered_by", sa.String(length=200), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
    )
    op.create_index("ix_proposal_author_id", "proposal", ["author_id"])
    op.create_index("ix_proposal_item_uid", "proposal", ["item_uid"])
    op.create_index("ix_proposal_state", "proposal", ["state"])
