"""The lowest pay of each sector and year, with its history."""

import sqlalchemy as sa
from alembic import op

from services_app.db import JSON_COLUMN

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "pay_floor",
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sector", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column("amount_cents", sa.Integer(), nullable=False),
        sa.Column("full_time_hours", sa.Integer(), nullable=True),
        sa.Column("agreement", sa.String(length=200), nullable=False),
        sa.Column("source_title", sa.String(length=300), nullable=False),
        sa.Column("source_url", sa.String(length=500), nullable=False),
        sa.Column("entered_on", sa.Date(), nullable=False),
        sa.Column("entered_by", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_pay_floor")),
        sa.UniqueConstraint("sector", "year", "unit", name=op.f("uq_pay_floor_sector_year_unit")),
    )
    op.create_table(
        "pay_floor_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("floor_uid", sa.Uuid(), nullable=False),
        sa.Column("act", sa.String(length=20), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("before", JSON_COLUMN, nullable=True),
        sa.Column("after", JSON_COLUMN, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pay_floor_event")),
    )
    op.create_index("ix_pay_floor_event_floor_uid", "pay_floor_event", ["floor_uid"])
