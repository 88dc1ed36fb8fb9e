"""The type jobs."""

import sqlalchemy as sa
from alembic import op

from services_app.db import JSON_COLUMN

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "jobs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("occupation", sa.String(length=40), nullable=False),
        sa.Column("employer", sa.String(length=200), nullable=False),
        sa.Column("employer_kind", sa.String(length=40), nullable=False),
        sa.Column("contract", sa.String(length=40), nullable=False),
        sa.Column("working_time", sa.String(length=40), nullable=False),
        sa.Column("hours_week", sa.Integer(), nullable=True),
        sa.Column("hours_week_until", sa.Integer(), nullable=True),
        sa.Column("shifts", JSON_COLUMN, nullable=False),
        sa.Column("pay_cents", sa.Integer(), nullable=False),
        sa.Column("pay_until_cents", sa.Integer(), nullable=True),
        sa.Column("pay_unit", sa.String(length=40), nullable=False),
        sa.Column("pay_gross", sa.Boolean(), nullable=False),
        sa.Column("collective_agreement", sa.String(length=200), nullable=True),
        sa.Column("positions", sa.Integer(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("duration_months", sa.Integer(), nullable=True),
        sa.Column("italian_level", sa.String(length=40), nullable=False),
        sa.Column("driving_licence", sa.String(length=40), nullable=False),
        sa.Column("experience", sa.String(length=40), nullable=False),
        sa.Column("asylum_seekers_may_apply", sa.Boolean(), nullable=True),
        sa.Column("lodging", sa.String(length=40), nullable=False),
        sa.Column("lodging_cents", sa.Integer(), nullable=True),
        sa.Column("meals", sa.Boolean(), nullable=False),
        sa.Column("transport", sa.String(length=40), nullable=False),
        sa.Column("contact_way", sa.String(length=20), nullable=False),
        sa.Column("contact_office", sa.String(length=120), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("checked_by", sa.String(length=200), nullable=True),
        sa.Column("phones", JSON_COLUMN, nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("website", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["item.id"], name=op.f("fk_jobs_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
    )
