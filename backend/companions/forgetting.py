"""What stands aside of companions holds people's places: it is kept no longer than raw tracks are. That something came,
when, how often, why it was not understood and its hash stay."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from litestar import Litestar

from backend.audit import queries as audit
from backend.companions import queries
from backend.core import clock
from backend.core.beside import beside
from backend.core.db import SYSTEM, Database
from backend.core.ids import uuid7

log = logging.getLogger("fengxun")
SETTLED = timedelta(days=30)
"""So long somebody may look again at what was settled."""
_PAUSE_S = 3600.0


async def forget(database: Database, now: datetime, track_days: int) -> int:
    """Drop content that was settled ``SETTLED`` ago, or last came ``track_days`` ago (0: only what is settled). How
    many."""
    last_before = now - timedelta(days=track_days) if track_days else None
    async with database.transaction(SYSTEM) as conn:
        gone = await queries.forget_bodies(conn, now - SETTLED, last_before)
        if gone:
            await audit.record(conn, None, "companion.aside_forgotten", uuid7(), messages=gone)
    return gone


async def _keep_forgetting(database: Database, track_days: int) -> None:
    while True:
        try:
            await forget(database, clock.now(), track_days)
        except Exception:
            log.exception("what stands aside of companions could not be forgotten; trying again")
        await asyncio.sleep(_PAUSE_S)


@asynccontextmanager
async def beside_requests(app: Litestar) -> AsyncIterator[None]:
    """Every hour for as long as the application runs."""
    async with beside(_keep_forgetting(app.state.database, app.state.settings.track_days)):
        yield
