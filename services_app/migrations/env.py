"""Alembic's way in: migrations run on the connection that `migrate` hands over."""

from alembic import context

from services_app import content  # noqa: F401  registers the models
from services_app.db import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
