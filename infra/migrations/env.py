"""Alembic entry: migrations run in one transaction with lock and statement timeouts, compared with the declared tables."""

import asyncio

from alembic import context
from geoalchemy2 import alembic_helpers
from sqlalchemy import Connection, pool, text
from sqlalchemy.dialects.postgresql.base import ischema_names
from sqlalchemy.ext.asyncio import create_async_engine

from backend.core.tables import Xid8
from backend.tables import metadata

ischema_names["xid8"] = Xid8  # so that the comparison recognises it


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        include_object=_ours,
        process_revision_directives=alembic_helpers.writer,
        render_item=alembic_helpers.render_item,
    )
    with context.begin_transaction():
        connection.execute(text("set local lock_timeout = '4s'"))
        connection.execute(text("set local statement_timeout = '60s'"))
        context.run_migrations()


def _ours(_: object, name: str | None, type_: str, reflected: bool, __: object) -> bool:
    """Everything but what PostGIS brings along, partitions, and exclusion constraints, which Alembic cannot compare."""
    if type_ == "table" and reflected and name not in metadata.tables:
        return name not in {"spatial_ref_sys"} and not str(name).startswith(("track_batches_", "patrol_paths_"))
    return name != "areas_in_force_do_not_repeat"


async def _connect() -> None:
    url = str(context.config.attributes["database_url"])
    engine = create_async_engine(url.replace("postgresql://", "postgresql+asyncpg://"), poolclass=pool.NullPool)
    async with engine.begin() as connection:
        await connection.run_sync(_run)
    await engine.dispose()


asyncio.run(_connect())
