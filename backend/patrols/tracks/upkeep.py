"""Work on ended patrols beside the requests: their display paths, their batches."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from litestar import Litestar

from backend.core import clock
from backend.core.db import Database
from backend.patrols.tracks import joins, paths

log = logging.getLogger("fengxun")
_PAUSE_S = 2.0
"""Late batches come in dozens: once for all that arrived meanwhile."""


@asynccontextmanager
async def keep_up(app: Litestar) -> AsyncIterator[None]:
    """Look for such work every two seconds for as long as the application runs."""
    task = asyncio.create_task(_keep_up(app.state.database))
    yield
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def _keep_up(database: Database) -> None:
    while True:
        try:
            await paths.refresh(database)
            await joins.join_ended(database, clock.now())
        except Exception:
            log.exception("ended patrols could not be worked on; trying again")
        await asyncio.sleep(_PAUSE_S)
