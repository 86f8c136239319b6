"""Alembic runs inside the transaction that `store.engine.migrate` opened: a migration is whole or absent."""

from alembic import context

from store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=False)
context.run_migrations()
