"""The log from the command line."""

import asyncpg

from backend.core import clock, db
from backend.core.db import PooledDatabase
from backend.tlog import auditing, notes
from backend.tlog.auditing import Finding
from backend.tlog.sealing import SEALER


async def audit(database_url: str, vkey: str, older: str | None) -> list[Finding]:
    async with asyncpg.create_pool(database_url, init=db.set_codecs, min_size=1, max_size=1) as pool:
        async with PooledDatabase(pool).transaction(SEALER, still=True) as conn:
            return await auditing.audit(conn, notes.key_of(vkey), older, clock.now())
