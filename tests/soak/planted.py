"""Two faults built in on purpose. A soak that does not notice them proves nothing.

``uvicorn --factory tests.soak.planted:no_idempotency_key`` and ``:acknowledge_before_commit``.
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
from backend.leads import service


def no_idempotency_key() -> Litestar:
    """Every arrival of a lead becomes a lead, whatever id its phone chose."""
    honest = service.report

    async def careless(conn: Conn, assigning: Any, caller: Any, _: Any, data: Any) -> Any:
        return await honest(conn, assigning, caller, uuid7(), data)

    service.report = careless
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
