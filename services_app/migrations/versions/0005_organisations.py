"""The type organisations."""

import sqlalchemy as sa
from alembic import op

from services_app.db import JSON_COLUMN

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "organisations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind_of_body", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("acronym", sa.String(length=40), nullable=True),
        sa.Column("topics", JSON_COLUMN, nullable=False),
        sa.Column("pec", sa.String(length=254), nullable=True),
        sa.Column("languages", JSON_COLUMN, nullable=False),
        sa.Column("confidence", sa.String(length=40), nullable=True),
        sa.Column("phones", JSON_COLUMN, nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("website", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(
            ["id"], ["item.id"], name=op.f("fk_organisations_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisations")),
    )
