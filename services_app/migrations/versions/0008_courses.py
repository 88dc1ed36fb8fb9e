"""The type courses."""

import sqlalchemy as sa
from alembic import op

from services_app.db import JSON_COLUMN

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "courses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind_of_course", sa.String(length=40), nullable=False),
        sa.Column("provider", sa.String(length=200), nullable=False),
        sa.Column("level", sa.String(length=40), nullable=True),
        sa.Column("level_reached", sa.String(length=40), nullable=True),
        sa.Column("week", JSON_COLUMN, nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("hours_total", sa.Integer(), nullable=True),
        sa.Column("price_cents", sa.Integer(), nullable=True),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("child_care", sa.String(length=40), nullable=False),
        sa.Column("online", sa.Boolean(), nullable=False),
        sa.Column("certificate", sa.Boolean(), nullable=True),
        sa.Column("audiences", JSON_COLUMN, nullable=False),
        sa.Column("asks_for_permit", sa.String(length=40), nullable=False),
        sa.Column("languages", JSON_COLUMN, nullable=False),
        sa.Column("documents", JSON_COLUMN, nullable=False),
        sa.Column("address", JSON_COLUMN, nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("phones", JSON_COLUMN, nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("website", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(
            ["id"], ["item.id"], name=op.f("fk_courses_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_courses")),
    )
