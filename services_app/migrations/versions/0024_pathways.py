"""The type pathways."""

import sqlalchemy as sa
from alembic import op

from services_app.db import JSON_COLUMN

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "pathways",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("audiences", JSON_COLUMN, nullable=False),
        sa.Column("steps", JSON_COLUMN, nullable=False),
        sa.Column("only_with_help", JSON_COLUMN, nullable=False),
        sa.ForeignKeyConstraint(
            ["id"], ["item.id"], name=op.f("fk_pathways_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pathways")),
    )
