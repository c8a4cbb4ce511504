"""Alembic's entry point: runs the revisions on the connection of `api.db.sqlite.schema`."""

from alembic import context
from sqlmodel import SQLModel

from api.db import tables  # noqa: F401  # fills the metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=SQLModel.metadata
)
with context.begin_transaction():
    context.run_migrations()
