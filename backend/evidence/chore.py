"""The stored originals from the command line."""

import asyncpg

from backend.core import db
from backend.core.db import PooledDatabase
from backend.core.storage import Store
from backend.evidence import rehashing
from backend.settings import Settings
from backend.tlog.auditing import Finding


async def audit(config: Settings) -> list[Finding]:
    store = Store(config)
    try:
        async with asyncpg.create_pool(config.database_url, init=db.set_codecs, min_size=1, max_size=1) as pool:
            return await rehashing.audit(PooledDatabase(pool), store)
    finally:
        store.close()
