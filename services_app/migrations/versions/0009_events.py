"""The type events."""

import sqlalchemy as sa
from alembic import op

from services_app.db import JSON_COLUMN

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind_of_event", sa.String(length=40), nullable=False),
        sa.Column("organiser", sa.String(length=200), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("price_cents", sa.Integer(), nullable=True),
        sa.Column("booking_needed", sa.Boolean(), nullable=False),
        sa.Column("children_welcome", sa.Boolean(), nullable=True),
        sa.Column("child_care", sa.String(length=40), nullable=False),
        sa.Column("languages", JSON_COLUMN, nullable=False),
        sa.Column("address", JSON_COLUMN, nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("phones", JSON_COLUMN, nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("website", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["item.id"], name=op.f("fk_events_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
    )
