"""The type offices."""

import sqlalchemy as sa
from alembic import op

from services_app.db import JSON_COLUMN

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "offices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind_of_office", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("address", JSON_COLUMN, nullable=True),
        sa.Column("pec", sa.String(length=254), nullable=True),
        sa.Column("week", JSON_COLUMN, nullable=True),
        sa.Column("open_on_holidays", sa.Boolean(), nullable=False),
        sa.Column("closures", JSON_COLUMN, nullable=False),
        sa.Column("access_modes", JSON_COLUMN, nullable=False),
        sa.Column("appointment_url", sa.String(length=500), nullable=True),
        sa.Column("appointment_phone", sa.String(length=40), nullable=True),
        sa.Column("languages", JSON_COLUMN, nullable=False),
        sa.Column("wheelchair", sa.String(length=40), nullable=False),
        sa.Column("serves", JSON_COLUMN, nullable=True),
        sa.Column("not_for", JSON_COLUMN, nullable=False),
        sa.Column("guides", JSON_COLUMN, nullable=False),
        sa.Column("documents", JSON_COLUMN, nullable=False),
        sa.Column("audiences", JSON_COLUMN, nullable=False),
        sa.Column("asks_for_permit", sa.String(length=40), nullable=True),
        sa.Column("emergency_room", sa.String(length=40), nullable=True),
        sa.Column("emergency_24h", sa.String(length=40), nullable=True),
        sa.Column("emergency_week", JSON_COLUMN, nullable=True),
        sa.Column("nearest_emergency", sa.String(length=120), nullable=True),
        sa.Column("lines", JSON_COLUMN, nullable=False),
        sa.Column("confidence", sa.String(length=40), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("phones", JSON_COLUMN, nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("website", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(
            ["id"], ["item.id"], name=op.f("fk_offices_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offices")),
    )
