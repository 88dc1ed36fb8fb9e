"""Reports of readers with their counters, checked outside addresses, the day of a correction."""

import sqlalchemy as sa
from alembic import op

from services_app.db import JSON_COLUMN

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Apply the change."""
    # A plain new column: batch mode would rebuild the table of items on SQLite.
    op.add_column("item", sa.Column("corrected_on", sa.Date(), nullable=True))
    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_uid", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("lang", sa.String(length=12), nullable=True),
        sa.Column("place_code", sa.String(length=6), nullable=True),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("note", sa.String(length=140), nullable=False),
        sa.Column("created_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("answer", sa.String(length=20), nullable=True),
        sa.Column("answered_by", sa.String(length=200), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
    )
    op.create_index("ix_report_state_item_uid", "report", ["state", "item_uid"], unique=False)
    op.create_table(
        "report_count",
        sa.Column("source", sa.String(length=32), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("source", "since", name=op.f("pk_report_count")),
    )
    op.create_table(
        "report_key",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("key", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_report_key")),
    )
    op.create_table(
        "link_check",
        sa.Column("url", sa.String(length=500), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("last_ok_on", sa.Date(), nullable=True),
        sa.Column("first_failed_on", sa.Date(), nullable=True),
        sa.Column("failed_days", sa.Integer(), nullable=False),
        sa.Column("item_uids", JSON_COLUMN, nullable=False),
        sa.PrimaryKeyConstraint("url", name=op.f("pk_link_check")),
    )
