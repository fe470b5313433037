"""Where Alembic meets the connection that `migrating.migrate` has opened."""

from alembic import context

from common.store.floor_tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
