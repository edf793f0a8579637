"""The chains from the command line."""

import asyncpg

from backend.core import db
from backend.core.db import SYSTEM, PooledDatabase
from backend.evidence.chain import auditing
from backend.evidence.chain.auditing import ChainFinding


async def audit(database_url: str) -> list[ChainFinding]:
    async with asyncpg.create_pool(database_url, init=db.set_codecs, min_size=1, max_size=1) as pool:
        async with PooledDatabase(pool).transaction(SYSTEM, still=True) as conn:
            return await auditing.audit(conn)
