"""The type housing."""

import sqlalchemy as sa
from alembic import op

from services_app.db import JSON_COLUMN

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "housing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind_of_home", sa.String(length=40), nullable=False),
        sa.Column("landlord_kind", sa.String(length=40), nullable=False),
        sa.Column("rent_cents", sa.Integer(), nullable=False),
        sa.Column("includes", JSON_COLUMN, nullable=False),
        sa.Column("costs_apart_cents", sa.Integer(), nullable=True),
        sa.Column("deposit_months", sa.Integer(), nullable=True),
        sa.Column("agency_fee_cents", sa.Integer(), nullable=True),
        sa.Column("contract", sa.String(length=40), nullable=False),
        sa.Column("contract_registered", sa.String(length=40), nullable=False),
        sa.Column("residence_possible", sa.String(length=40), nullable=False),
        sa.Column("suitable_for_family_permit", sa.String(length=40), nullable=False),
        sa.Column("free_from", sa.Date(), nullable=True),
        sa.Column("minimum_stay_months", sa.Integer(), nullable=True),
        sa.Column("size_m2", sa.Integer(), nullable=True),
        sa.Column("rooms", sa.Integer(), nullable=True),
        sa.Column("bathrooms", sa.Integer(), nullable=True),
        sa.Column("beds", sa.Integer(), nullable=True),
        sa.Column("persons_max", sa.Integer(), nullable=True),
        sa.Column("children_welcome", sa.Boolean(), nullable=True),
        sa.Column("furnished", sa.String(length=40), nullable=False),
        sa.Column("floor", sa.Integer(), nullable=True),
        sa.Column("lift", sa.Boolean(), nullable=True),
        sa.Column("step_free", sa.String(length=40), nullable=False),
        sa.Column("energy_class", sa.String(length=2), nullable=True),
        sa.Column("documents", JSON_COLUMN, nullable=False),
        sa.Column("zone", sa.String(length=120), nullable=True),
        sa.Column("tied_to_job", sa.Boolean(), nullable=False),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("contact_way", sa.String(length=20), nullable=False),
        sa.Column("contact_office", sa.String(length=120), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("checked_by", sa.String(length=200), nullable=True),
        sa.Column("phones", JSON_COLUMN, nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("website", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(
            ["id"], ["item.id"], name=op.f("fk_housing_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_housing")),
    )
