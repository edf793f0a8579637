"""Faults of a server built in on purpose. A soak that does not notice them proves nothing.

``uvicorn --factory tests.soak.planted:no_idempotency_key``, ``:acknowledge_before_commit`` and ``:no_hash_binding``.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from litestar import Litestar

from backend import settings
from backend.app import create_app
from backend.core import db
from backend.core.db import Conn, Context
from backend.core.ids import uuid7
from backend.evidence import rehashing
from backend.evidence.structs import Job
from backend.evidence.uploads import queries
from backend.evidence.worker import Worker
from backend.leads import service


def no_idempotency_key() -> Litestar:
    """Every arrival of a lead becomes a lead, whatever id its phone chose."""
    honest = service.report

    async def careless(conn: Conn, assigning: Any, caller: Any, _: Any, data: Any) -> Any:
        return await honest(conn, assigning, caller, uuid7(), data)

    service.report = careless
    return create_app(settings.from_environment())


def no_hash_binding() -> Litestar:
    """Whatever has arrived is what was declared."""

    async def trusting(self: Any, job: Job) -> None:
        async with self._database.transaction(db.SYSTEM) as conn:
            keys = [chunk.object_key for chunk in await queries.chunks(conn, job.id)]
        whole = await self._store.vault.take(keys, rehashing.original(job.id, job.sha256), job.size)
        await self._accept(job, whole, await self._store.vault.fingerprint(whole))

    Worker._verify = trusting
    return create_app(settings.from_environment())


def acknowledge_before_commit() -> Litestar:
    """Answers first, commits two seconds later: what dies in between was acknowledged and is gone."""

    class Hasty(db.PooledDatabase):
        @asynccontextmanager
        async def transaction(self, context: Context, **_: Any) -> AsyncIterator[Conn]:
            if context.person is None:
                async with super().transaction(context) as conn:
                    yield conn
                return
            conn = await self.pool.acquire()
            transaction = conn.transaction()
            await transaction.start()
            await db.enter(conn, context)
            try:
                yield conn
            except BaseException:
                await transaction.rollback()
                await self.pool.release(conn)
                raise
            self.later = asyncio.create_task(self._commit_later(conn, transaction))

        async def _commit_later(self, conn: Any, transaction: Any) -> None:
            await asyncio.sleep(2)
            await transaction.commit()
            await self.pool.release(conn)

    db.PooledDatabase = Hasty
    return create_app(settings.from_environment())
