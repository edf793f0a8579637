"""Making packages beside the requests, and telling how far it is."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from litestar import Litestar

from backend.basemap import archive, queries, rules
from backend.basemap.structs import Box, Tile
from backend.core import clock
from backend.core.beside import beside
from backend.core.db import SYSTEM, Database

log = logging.getLogger("fengxun")
_LEASE = timedelta(seconds=60)
_LOOK_EVERY_S = 1.0


@asynccontextmanager
async def beside_requests(app: Litestar) -> AsyncIterator[None]:
    """Look for packages that are asked for, for as long as the application runs."""
    async with beside(_again_and_again(app.state.database)):
        yield


async def _again_and_again(database: Database) -> None:
    while True:
        try:
            busy = await step(database)
        except Exception:
            log.exception("a map package could not be made")
            busy = False
        await asyncio.sleep(0 if busy else _LOOK_EVERY_S)


async def step(database: Database) -> bool:
    """Make one package. False when none is asked for.

    A process that is killed at it leaves a job whose lease runs out; one that fails leaves it failed, until somebody
    asks again.
    """
    async with database.transaction(SYSTEM) as conn:
        job = await queries.take(conn, _LEASE)
    if job is None:
        return False
    try:
        await _make(database, job.town_code)
    except Exception:
        async with database.transaction(SYSTEM) as conn:
            await queries.give_up(conn, job.town_code)
        raise
    return True


async def _make(database: Database, town_code: str) -> None:
    async with database.transaction(SYSTEM) as conn:
        town = await queries.town(conn, town_code, clock.today())
    box = Box(west=town.west, south=town.south, east=town.east, north=town.north)
    strips = list(rules.strips(box))
    tiles: list[Tile] = []
    for number, (z, xs, ys) in enumerate(strips):
        async with database.transaction(SYSTEM) as conn:
            tiles += await queries.tiles(conn, z, xs, ys, town_code, clock.today())
            await queries.save_percent(conn, town_code, 100 * (number + 1) // (len(strips) + 1), _LEASE)
    data = await asyncio.to_thread(archive.packed, tiles, box, town.name)
    async with database.transaction(SYSTEM) as conn:
        # What changed meanwhile is half in it: it is kept under the old name, so that the next who asks has it made.
        await queries.keep(conn, town_code, town.version, data)
        await queries.finish(conn, town_code)
