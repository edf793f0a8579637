"""Tiles drawn once for every state of the data and every reach, and handed out from memory afterwards.

Before a kept tile is handed out the data's version is asked for, by all requests at once that wait for it: a tile is
never older than the request for it, and one that nobody may see any more is not found again.
"""

import asyncio
import gzip
from collections.abc import Sequence
from typing import cast

from litestar.datastructures import State

from backend.auth.caller import Caller
from backend.auth.permissions import Permission
from backend.core import clock
from backend.core.db import SYSTEM, Database
from backend.core.groups import Groups
from backend.patrols.coverage import service as coverage_service
from backend.patrols.coverage.structs import CoverageOf
from backend.tiles import queries, rules
from backend.tiles.cache import Cache
from backend.tiles.structs import Asked, Layer, Shares

ROOM = 64 << 20
"""Bytes of tiles in memory."""
GZIP_LEVEL = 4
_SMALL = 16 << 10
_MAX_WAITING = 16_384
_WITHIN_M = 50.0
"""How near is seen, as everywhere where nothing else is said."""
_NAMES = {Layer.ZONES: Permission.AREAS_READ, Layer.LEADS: Permission.LEAD_READ, Layer.COVERAGE: Permission.LIVE_WATCH}

Key = tuple[str, int, int, int]


class Tiles:
    """One per process."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._versions: Groups[Asked, int] = Groups(self._look, _MAX_WAITING)
        self._kept: Cache[Key, bytes] = Cache(ROOM, lambda packed: len(packed) + 200)
        self._shares: Cache[str, asyncio.Task[Shares]] = Cache(200, lambda _: 1)

    async def tag(self, asked: Asked) -> str:
        """The name of the state of the data as of now."""
        return rules.tag(asked, await self._versions.submit(asked), clock.now())

    async def tile(self, asked: Asked, tag: str, caller: Caller) -> bytes:
        """The tile, gzipped; empty when there is nothing on it.

        Raises:
            NotFound, Invalid: coverage that cannot be told, see ``patrols/coverage``.
        """
        key = (tag, asked.z, asked.x, asked.y)
        if (kept := self._kept.get(key)) is not None:
            return kept
        data = await self._drawn(asked, tag, caller)
        packed = await _packed(data)
        self._kept.put(key, packed)
        return packed

    async def _look(self, group: list[Asked]) -> Sequence[int]:
        wanted = [(nr, rules.names(asked)) for nr, asked in enumerate(group)]
        flat = [(nr, name) for nr, names in wanted if names is not None for name in names]
        async with self._database.transaction(SYSTEM) as conn:
            found = await queries.versions(conn, [nr for nr, _ in flat], [name for _, name in flat]) if flat else []
            known = {each.nr: each.version for each in found}
            every = await queries.version_of_all_leads(conn) if len(known) < len(group) else 0
        return [known.get(nr, 0) if names is not None else every for nr, names in wanted]

    async def _drawn(self, asked: Asked, tag: str, caller: Caller) -> bytes:
        z, x, y = asked.z, asked.x, asked.y
        shares = await self._shares_of(asked, tag, caller) if asked.layer is Layer.COVERAGE else None
        async with self._database.transaction(caller.context(_NAMES[asked.layer])) as conn:
            if shares is not None:
                return await queries.coverage(conn, z, x, y, shares)
            if asked.layer is Layer.LEADS:
                return await queries.leads(conn, z, x, y, *rules.stretch(z, x, y))
            return await queries.zones(conn, z, x, y, asked.on)

    async def _shares_of(self, asked: Asked, tag: str, caller: Caller) -> Shares:
        """Worked out once for all tiles of a map; what fails is tried again by the next."""
        task = self._shares.get(tag)
        if task is None or (task.done() and task.exception() is not None):
            task = asyncio.create_task(self._work_out(asked, caller))
            self._shares.put(tag, task)
        return await asyncio.shield(task)

    async def _work_out(self, asked: Asked, caller: Caller) -> Shares:
        async with self._database.transaction(caller.context(Permission.LIVE_WATCH)) as conn:
            told = await coverage_service.of_town(
                conn, caller, asked.town_code or "", CoverageOf.GROUND, None, _WITHIN_M
            )
        return Shares(
            area_ids=[zone.area_id for zone in told.zones],
            shares=[zone.share for zone in told.zones],
            last_seen=[zone.last_seen_at for zone in told.zones],
        )


async def _packed(data: bytes) -> bytes:
    """Large ones beside the event loop; for small ones the way there takes longer than the work."""
    if len(data) < _SMALL:
        return gzip.compress(data, GZIP_LEVEL, mtime=0) if data else b""
    return await asyncio.to_thread(gzip.compress, data, GZIP_LEVEL, mtime=0)


def of(state: State) -> Tiles:
    """The process's own, made on first use."""
    if "tiles" not in state:
        state.tiles = Tiles(state.database)
    return cast(Tiles, state.tiles)
