"""Pictures, and the types that show some."""

import sqlalchemy as sa
from alembic import op

from services_app.db import JSON_COLUMN

revision = "0016"
down_revision = "0015"

TYPES = ("offices", "housing", "courses", "events", "organisations")


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "picture",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(length=20), nullable=False),
        sa.Column("stored_by", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_picture")),
    )
    op.create_table(
        "picture_variant",
        sa.Column("picture", sa.String(length=64), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("ending", sa.String(length=4), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["picture"],
            ["picture.sha256"],
            name=op.f("fk_picture_variant_picture"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("picture", "width", "ending", name=op.f("pk_picture_variant")),
    )
    for name in TYPES:
        op.add_column(
            name,
            sa.Column("pictures", JSON_COLUMN, nullable=False, server_default=sa.text("'[]'")),
        )
