"""While a demonstration runs, its officers walk on: a live map on which nobody moves shows little.

Only where the demonstration has been loaded, only patrols it began itself (they have no device), and by one process
at a time.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from functools import cached_property
from uuid import UUID

import asyncpg
import numpy as np
from litestar import Litestar
from msgspec.structs import replace

from backend.core import clock
from backend.core.beside import beside
from backend.core.db import SYSTEM, Conn, Database
from backend.core.errors import Problem
from backend.core.ids import uuid7
from backend.demo import county, people
from backend.demo.loading import queries
from backend.demo.loading.happening import keep_happening
from backend.demo.loading.load import SEED
from backend.demo.loading.patrolling import packed
from backend.demo.loading.queries import OnDuty
from backend.demo.loading.settle import by_name
from backend.demo.names import TOWNS
from backend.demo.strolls import stroll
from backend.patrols import service
from backend.patrols.rules import millis
from backend.patrols.structs import EventKind, NewEvent, NewPatrol, PatrolState
from backend.patrols.tracks import ingest, wire
from backend.patrols.tracks.ingest import BatchIngest
from backend.patrols.tracks.wire import SentBatch
from geo import pack
from geo.pack import Header

log = logging.getLogger("fengxun")
EVERY_S = 10.0
FASTEST = 6.0
"""Officers on foot who were faster than that would no longer look like officers."""
SHIFT = timedelta(hours=4)
"""So long is a patrol of the demonstration; then its officer begins the next."""
_SIZE = pack.RECORD.itemsize
_TOWNS = {town.code: town for town in TOWNS}


class Walker:
    """One officer's fixes to come, handed out as their time comes."""

    def __init__(self, patrol: OnDuty, now: datetime, areas: list[county.Area], faster: float) -> None:
        town = _TOWNS[patrol.town_code]
        place = np.array(town.seat if patrol.lon is None else (patrol.lon, patrol.lat))
        on_foot, seconds = patrol.vehicle is None, SHIFT.total_seconds()
        fixes = stroll(SEED, town, areas, place, on_foot, seconds, patrol.battery or 95.0, faster)
        self._begun = now
        self._records = packed(fixes)
        self._due_s = fixes.at
        self._given = 0
        self._first_seq = patrol.point_count

    @property
    def seq(self) -> int:
        return self._first_seq + self._given

    def due(self, patrol: OnDuty, now: datetime) -> SentBatch | None:
        """The fixes whose time has come since the last call."""
        end = int(np.searchsorted(self._due_s, (now - self._begun).total_seconds(), side="right"))
        end = min(end, self._given + pack.MAX_POINTS)
        if end == self._given:
            return None
        header = Header(self.seq, millis(self._begun), millis(now))
        body = pack.pack(header, self._records[self._given * _SIZE : end * _SIZE])
        self._given = end
        return wire.read(patrol.id, patrol.person_id, wire.MEDIA_TYPE, "", body, now)


class Walkers:
    """Everybody on duty, as this process knows them."""

    def __init__(self, database: Database, taking: BatchIngest, faster: float = 1.0) -> None:
        self._database = database
        self._taking = taking
        self._faster = faster
        self._names = [member.name for member in people.members()]
        self._walkers: dict[UUID, Walker] = {}

    @cached_property
    def _areas(self) -> list[county.Area]:
        """Drawn when the first officer is found: where no demonstration is loaded, never."""
        return county.county(SEED)

    async def step(self, now: datetime) -> int:
        """Move everybody on; the answer is how many batches were sent. While another process is at it, none."""
        async with self._database.transaction(SYSTEM) as conn:
            if not (await queries.take_turn(conn)).ours:
                self._walkers.clear()
                return 0
            on_duty = await queries.on_duty(conn, self._names)
            for patrol in on_duty:
                if now - patrol.started_at > SHIFT:
                    await self._relieve(conn, patrol, now)
        return sum([await self._move(patrol, now) for patrol in on_duty if _walks(patrol, now)])

    async def _relieve(self, conn: Conn, patrol: OnDuty, now: datetime) -> None:
        """End a patrol where it was last seen; its officer begins the next one from there."""
        self._walkers.pop(patrol.id, None)
        callers = await by_name(conn, [member for member in people.members() if member.name == patrol.name])
        caller, new_id = callers[patrol.name], uuid7()
        end = NewEvent(kind=EventKind.END, at=patrol.last_fix_at or patrol.started_at)
        await service.add_event(conn, caller, patrol.id, uuid7(), end, now)
        new = NewPatrol(squad=patrol.squad, duty_zone_id=patrol.duty_zone_id, vehicle=patrol.vehicle, started_at=now)
        await service.start(conn, caller, new_id, new, now)
        self._walkers[new_id] = Walker(replace(patrol, point_count=0, battery=98), now, self._areas, self._faster)

    async def _move(self, patrol: OnDuty, now: datetime) -> bool:
        walker = self._walkers.get(patrol.id)
        if walker is None or walker.seq != patrol.point_count:
            walker = self._walkers[patrol.id] = Walker(patrol, now, self._areas, self._faster)
        batch = walker.due(patrol, now)
        if batch is None:
            return False
        try:
            await self._taking.submit(batch)
        except Problem as problem:
            log.info("a walker of the demonstration stumbled: %s", problem)
            self._walkers.pop(patrol.id)
            return False
        return True


def _walks(patrol: OnDuty, now: datetime) -> bool:
    return patrol.state is PatrolState.RUNNING and now - patrol.started_at <= SHIFT


@asynccontextmanager
async def keep_walking(app: Litestar) -> AsyncIterator[None]:
    """Every ten seconds, for as long as the application runs. One that plays by itself moves more often, and more."""
    speed = app.state.settings.demo_speed
    works = [_keep_walking(app, min(max(speed, 1.0), FASTEST), EVERY_S if speed == 0 else 2.0)]
    if speed:
        works.append(keep_happening(app, speed))
    async with beside(*works):
        yield


async def _keep_walking(app: Litestar, faster: float, every_s: float) -> None:
    walkers = Walkers(app.state.database, ingest.of(app.state), faster)
    while True:
        await asyncio.sleep(every_s)
        try:
            await walkers.step(clock.now())
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, Problem) as exc:
            log.warning("the walkers of the demonstration wait: %s", exc)
