"""Lists that mediators hand over; the counters of floods serve more than reports."""

import sqlalchemy as sa
from alembic import op

from services_app.db import JSON_COLUMN

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    """Apply the change."""
    # Counts of one day: new ones begin, and nothing is lost that would not go tomorrow.
    op.drop_table("report_count")
    op.drop_table("report_key")
    op.create_table(
        "sender_count",
        sa.Column("source", sa.String(length=32), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("source", "since", name=op.f("pk_sender_count")),
    )
    op.create_table(
        "sender_key",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("key", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_sender_key")),
    )
    op.create_table(
        "bundle",
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("items", JSON_COLUMN, nullable=False),
        sa.Column("sentences", JSON_COLUMN, nullable=False),
        sa.Column("lang", sa.String(length=12), nullable=False),
        sa.Column("second_lang", sa.String(length=12), nullable=True),
        sa.Column("place_code", sa.String(length=6), nullable=False),
        sa.Column("created_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_bundle")),
    )
    op.create_index("ix_bundle_expires_on", "bundle", ["expires_on"])
