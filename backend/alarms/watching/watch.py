"""What the server notices by itself, looked for once a second in all, by one of the processes."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from litestar import Litestar

from backend.alarms.watching import service
from backend.core.beside import beside
from backend.core.db import Database
from backend.zones import assigning
from backend.zones.assigning import Assigner

log = logging.getLogger("fengxun")
EVERY_S = 1.0
AFTER_A_FAILURE_S = 10.0


@asynccontextmanager
async def keep_watch(app: Litestar) -> AsyncIterator[None]:
    """Look for as long as the application runs."""
    minutes = app.state.settings.no_fix_minutes
    async with beside(_keep_watch(app.state.database, assigning.of(app.state), minutes)):
        yield


async def _keep_watch(database: Database, assigner: Assigner, no_fix_minutes: int) -> None:
    while True:
        await asyncio.sleep(EVERY_S)
        try:
            await service.look(database, assigner, no_fix_minutes, EVERY_S)
        except Exception:
            log.exception("alarms could not be looked for; trying again")
            await asyncio.sleep(AFTER_A_FAILURE_S)
