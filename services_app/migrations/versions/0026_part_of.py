"""Room for the whole address of the practice that another is part of."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    """Apply the change."""
    with op.batch_alter_table("practices") as practices:
        practices.alter_column(
            "part_of",
            type_=sa.String(length=120),
            existing_type=sa.String(length=80),
            existing_nullable=True,
        )
