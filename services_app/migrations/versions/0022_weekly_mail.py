"""When an operator last got the weekly letter."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    """Apply the change."""
    op.add_column("account", sa.Column("weekly_mail_on", sa.Date(), nullable=True))
