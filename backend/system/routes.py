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
    database = "ok" if await _database_answers(state.database) else "down"
    objects = str(state.get("objects", "unknown"))
    return Health(
        status="ok" if database == "ok" and objects != "down" else "degraded",
        database=database,
        objects=objects,
        worm=str(state.get("worm", "unknown")),
        originals=str(state.get("originals", "unknown")),
        version=VERSION,
    )


async def _database_answers(database: Database) -> bool:
    try:
        async with asyncio.timeout(2), database.transaction(SYSTEM) as conn:
            return bool(await conn.fetchval("select true"))
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as exc:
        log.warning("the database does not answer: %s", exc)
        return False
