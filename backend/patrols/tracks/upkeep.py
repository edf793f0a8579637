"""Work on patrols beside the requests: display paths and batches of ended ones, the days of raw tracks."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
from litestar import Litestar

from backend.core import clock
from backend.core.beside import beside
from backend.core.db import Database
from backend.patrols.retention import days as retention
from backend.patrols.tracks.derived import paths
from backend.patrols.tracks.joins import service as joins

log = logging.getLogger("fengxun")
_PAUSE_S = 2.0
"""Late batches come in dozens: once for all that arrived meanwhile."""
_DAYS_PAUSE_S = 600.0


@asynccontextmanager
async def keep_up(app: Litestar) -> AsyncIterator[None]:
    """Look for such work every two seconds for as long as the application runs."""
    database, days = app.state.database, app.state.settings.track_days
    async with beside(_keep_up(database), _keep_days(database, days)):
        yield


async def _keep_up(database: Database) -> None:
    while True:
        try:
            await paths.refresh(database)
            await joins.join_ended(database, clock.now())
        except Exception:
            log.exception("ended patrols could not be worked on; trying again")
        await asyncio.sleep(_PAUSE_S)


async def _keep_days(database: Database, track_days: int) -> None:
    while True:
        try:
            await retention.keep(database, clock.now(), track_days)
        except asyncpg.LockNotAvailableError:
            log.info("somebody reads raw tracks for long; days are made and dropped later")
        except Exception:
            log.exception("days of raw tracks could not be made or dropped; trying again")
        await asyncio.sleep(_DAYS_PAUSE_S)
