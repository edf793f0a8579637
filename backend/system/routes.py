"""Health, asked by the launcher, by proxies, and by a phone that wants to know whether it is really online."""

import asyncio
import logging

import asyncpg
from litestar import get
from litestar.datastructures import State
from msgspec import Struct

from backend.auth.fence import needs
from backend.auth.permissions import Permission
from backend.core.db import SYSTEM, Database
from backend.core.openapi import VERSION

log = logging.getLogger("fengxun")


class Health(Struct, frozen=True, kw_only=True):
    """``status`` is ok or degraded; ``worm`` is what the object store was seen to enforce, ``originals`` how those that
    come in now are kept: locked, versioned, plain, or unknown while the store has not been seen."""

    status: str
    database: str
    objects: str
    worm: str
    originals: str
    version: str


@get("/health", opt=needs(Permission.PUBLIC), summary="Is every part there?", tags=["system"])
async def read_health(state: State) -> Health:
    database = "ok" if await database_answers(state) else "down"
    objects = str(state.get("objects", "unknown"))
    return Health(
        status="ok" if database == "ok" and objects != "down" else "degraded",
        database=database,
        objects=objects,
        worm=str(state.get("worm", "unknown")),
        originals=str(state.get("originals", "unknown")),
        version=VERSION,
    )


async def database_answers(state: State, patience_s: float = 2.0) -> bool:
    """Whoever asks while somebody has asked waits for the same answer. A question that takes too long is not broken
    off: that would leave a transaction half begun, and another connection that carries the breaking off."""
    asked: asyncio.Task[bool] | None = state.get("database_asked")
    if asked is None or asked.done():
        asked = state.database_asked = asyncio.create_task(_ask(state.database))
    done, _ = await asyncio.wait({asked}, timeout=patience_s)
    if not done:
        log.warning("the database has not answered for %s s", patience_s)
    return bool(done) and asked.result()


async def _ask(database: Database) -> bool:
    try:
        async with database.transaction(SYSTEM) as conn:
            return bool(await conn.fetchval("select true"))
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as exc:
        log.warning("the database does not answer: %s", exc)
        return False
