"""What happens at once, in real transactions of several processes' worth of pools."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

import asyncpg
import pytest

from backend.auth.caller import Caller
from backend.auth.permissions import Permission, Role
from backend.core import db
from backend.core.db import SYSTEM, PooledDatabase
from backend.core.errors import Conflict
from backend.core.ids import uuid7
from backend.holds.structs import NewHold
from backend.patrols import service
from backend.patrols.holds import service as holds
from backend.patrols.holds.structs import TrackHold
from backend.patrols.structs import EventKind, NewEvent, NewPatrol, TrackReceipt
from backend.patrols.tracks import wire
from backend.patrols.tracks.ingest import BatchIngest, of_batches
from backend.patrols.tracks.wire import SentBatch
from backend.zones.assigning import Assigner
from tests.backend.patrols.conftest import PACKED, START, after, batch
from tests.conftest import FENGQIAO
from tests.support import databases


class House(NamedTuple):
    """Two server processes, as far as the database can tell, and one officer on duty."""

    databases: list[PooledDatabase]
    ingests: list[BatchIngest]
    caller: Caller
    patrol: UUID

    def sent(self, body: bytes) -> SentBatch:
        return wire.read(self.patrol, self.caller.id, PACKED, "", body, datetime.now(UTC))

    async def value(self, sql: str) -> object:
        return await self.databases[0].pool.fetchval(sql)


@pytest.fixture
async def own_database(admin_dsn: str, database_url: str) -> AsyncIterator[str]:
    """A copy of the migrated database in which things are really committed; gone afterwards."""
    async with databases.copied(admin_dsn, database_url) as url:
        yield url


@pytest.fixture
async def house(own_database: str) -> AsyncIterator[House]:
    caller = Caller(
        id=uuid7(), name="队员01", display_name="队员01", roles=[Role.OFFICER], town_codes=[FENGQIAO], squad=None,
        session_id=uuid7(), device_id=None, seen_at=START,
    )  # fmt: skip
    async with AsyncExitStack() as stack:
        pools = [asyncpg.create_pool(own_database, init=db.set_codecs, min_size=1, max_size=4) for _ in range(2)]
        databases = [PooledDatabase(await stack.enter_async_context(pool)) for pool in pools]
        await databases[0].pool.execute(
            "insert into people (id, name, display_name, password_hash, roles, town_codes)"
            " values ($1, $2, $2, '-', '{officer}', $3)",
            caller.id, caller.name, caller.town_codes,
        )  # fmt: skip
        new, patrol = NewPatrol(squad="枫桥一组", started_at=START), uuid7()
        async with databases[0].transaction(caller.context(Permission.PATROL_RUN)) as conn:
            await service.start(conn, caller, patrol, new, datetime.now(UTC))
        yield House(databases, [of_batches(d, Assigner()) for d in databases], caller, patrol)


async def test_the_same_batches_through_two_processes_at_once_are_stored_once(house: House) -> None:
    bodies = [batch(n * 10, 10) for n in range(10)]
    sends = [ingest.submit(house.sent(body)) for body in bodies for ingest in house.ingests for _ in range(3)]
    receipts = await asyncio.gather(*sends)
    assert sum(not r.duplicate for r in receipts) == 10
    assert await house.value("select sum(point_count) from track_batches") == 100
    assert await house.value("select acked_through from patrols") == 99
    assert await house.value("select point_count from patrols") == 100


async def test_overlapping_batches_through_two_processes_at_once_never_both_stay(house: House) -> None:
    for first in range(0, 200, 20):
        bodies = (batch(first, 10), batch(first + 5, 10))
        pairs = zip(house.ingests, bodies, strict=True)
        outcomes = await asyncio.gather(*(i.submit(house.sent(b)) for i, b in pairs), return_exceptions=True)
        assert {type(o) for o in outcomes} == {TrackReceipt, Conflict}
    overlaps = """
        select count(*) from track_batches a join track_batches b
        on a.patrol_id = b.patrol_id and a.first_seq < b.first_seq and b.first_seq < a.first_seq + a.point_count
    """
    assert await house.value(overlaps) == 0


async def test_a_patrol_that_ends_while_batches_arrive_leaves_no_position_behind(house: House) -> None:
    async def end() -> None:
        async with house.databases[1].transaction(house.caller.context(Permission.PATROL_RUN)) as conn:
            event = NewEvent(kind=EventKind.END, at=after(10_000))
            await service.add_event(conn, house.caller, house.patrol, uuid7(), event, datetime.now(UTC))

    sends = [house.ingests[n % 2].submit(house.sent(batch(n * 10, 10))) for n in range(20)]
    await asyncio.gather(*sends[:10], end(), *sends[10:])
    assert await house.value("select count(*) from live_positions") == 0
    assert await house.value("select point_count from patrols") == 200


async def test_a_hold_that_is_sent_twice_at_once_is_placed_once_and_neither_is_refused(house: House) -> None:
    await house.ingests[0].submit(house.sent(batch(0, 10)))
    hold_id, new = uuid7(), NewHold(reason="诸综执立〔2026〕12号")

    async def again() -> TrackHold:
        async with house.databases[1].transaction(SYSTEM) as conn:
            told, _ = await holds.place(conn, house.caller, house.patrol, hold_id, new)
            return told

    async with house.databases[0].transaction(SYSTEM) as conn:
        first, _ = await holds.place(conn, house.caller, house.patrol, hold_id, new)
        second = asyncio.create_task(again())
        while not await house.value("select count(*) from pg_locks where not granted"):
            assert not second.done()
    assert await second == first
    assert await house.value("select count(*) from audit_events where action = 'patrol.hold_placed'") == 1


async def test_an_answer_means_committed(house: House) -> None:
    await house.ingests[0].submit(house.sent(batch(0, 10)))
    assert await house.databases[1].pool.fetchval("select count(*) from track_batches") == 1
