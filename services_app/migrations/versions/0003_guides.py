"""The type guides."""

import sqlalchemy as sa
from alembic import op

from services_app.db import JSON_COLUMN

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "guides",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("urgency", sa.String(length=40), nullable=False),
        sa.Column("audiences", JSON_COLUMN, nullable=False),
        sa.Column("hide_for", JSON_COLUMN, nullable=False),
        sa.Column("branches", JSON_COLUMN, nullable=False),
        sa.Column("steps", JSON_COLUMN, nullable=False),
        sa.Column("documents", JSON_COLUMN, nullable=False),
        sa.Column("costs", JSON_COLUMN, nullable=False),
        sa.Column("free", sa.Boolean(), nullable=False),
        sa.Column("total_cents", sa.Integer(), nullable=True),
        sa.Column("time_limits", JSON_COLUMN, nullable=False),
        sa.Column("by_status", JSON_COLUMN, nullable=False),
        sa.Column("office_kinds", JSON_COLUMN, nullable=False),
        sa.Column("only_with_help", JSON_COLUMN, nullable=False),
        sa.Column("legal_basis", JSON_COLUMN, nullable=False),
        sa.Column("see_also", JSON_COLUMN, nullable=False),
        sa.Column("confidence", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["item.id"], name=op.f("fk_guides_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guides")),
    )
