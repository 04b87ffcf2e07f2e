"""What Alembic runs: the steps, over the connection and in the transaction that ``migrating.py`` gives."""

from __future__ import annotations

from alembic import context

from onrecord.store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
