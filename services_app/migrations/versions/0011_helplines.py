"""The type helplines."""

import sqlalchemy as sa
from alembic import op

from services_app.db import JSON_COLUMN

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "helplines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind_of_help", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("chat_url", sa.String(length=500), nullable=True),
        sa.Column("week", JSON_COLUMN, nullable=True),
        sa.Column("always_open", sa.Boolean(), nullable=False),
        sa.Column("languages", JSON_COLUMN, nullable=False),
        sa.Column("interpreter", sa.Boolean(), nullable=False),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("call_cost", sa.String(length=40), nullable=False),
        sa.Column("alternative", sa.String(length=120), nullable=True),
        sa.Column("where_active", JSON_COLUMN, nullable=True),
        sa.Column("where_not_active", JSON_COLUMN, nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("confidence", sa.String(length=40), nullable=True),
        sa.Column("phones", JSON_COLUMN, nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("website", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(
            ["id"], ["item.id"], name=op.f("fk_helplines_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_helplines")),
    )
