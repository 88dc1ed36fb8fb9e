"""The type practices."""

import sqlalchemy as sa
from alembic import op

from services_app.db import JSON_COLUMN

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "practices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("acronym", sa.String(length=60), nullable=True),
        sa.Column("programme", sa.String(length=200), nullable=True),
        sa.Column("start", sa.String(length=10), nullable=True),
        sa.Column("end", sa.String(length=10), nullable=True),
        sa.Column("website", sa.String(length=500), nullable=True),
        sa.Column("countries", JSON_COLUMN, nullable=False),
        sa.Column("lead", sa.String(length=200), nullable=True),
        sa.Column("partners", JSON_COLUMN, nullable=False),
        sa.Column("areas", JSON_COLUMN, nullable=False),
        sa.Column("territorial_levels", JSON_COLUMN, nullable=False),
        sa.Column("involvement", JSON_COLUMN, nullable=False),
        sa.Column("part_of", sa.String(length=80), nullable=True),
        sa.ForeignKeyConstraint(
            ["id"], ["item.id"], name=op.f("fk_practices_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practices")),
    )
