"""What a batch moves in the database beside itself: as little as there can be; and what holds it to its patrol."""

from uuid import UUID

import asyncpg
import pytest

from backend.core.db import SYSTEM, Conn
from tests.backend.patrols.conftest import Phone, after, batch
from tests.conftest import OneConnection


async def test_a_batch_moves_its_patrol_and_none_of_the_patrols_indexes(phone: Phone, conn: Conn) -> None:
    patrol = await phone.start()
    await phone.send(patrol, batch(0))
    before = await moved(conn)
    for n in range(1, 6):
        assert (await phone.send(patrol, batch(n * 3))).status_code == 201
    updates, without_index = (now - then for now, then in zip(await moved(conn), before, strict=True))
    assert (updates, without_index) == (5, 5)


async def moved(conn: Conn) -> tuple[int, int]:
    row = await conn.fetchrow("select n_tup_upd, n_tup_hot_upd from pg_stat_xact_user_tables where relname = 'patrols'")
    assert row
    return row[0], row[1]


async def test_what_is_to_be_done_about_an_ended_patrol_is_told_by_its_counters(phone: Phone, conn: Conn) -> None:
    patrol = await phone.start()
    await phone.send(patrol, batch())
    await phone.event(patrol, "end", after(300))
    assert await to_do(conn, patrol) == (True, True)
    await conn.execute("update patrols set path_points = point_count, joined_points = point_count")
    assert await to_do(conn, patrol) == (False, False)
    await phone.send(patrol, batch(3))
    assert await to_do(conn, patrol) == (True, True)


async def to_do(conn: Conn, patrol: str) -> tuple[bool, bool]:
    row = await conn.fetchrow("select path_stale, unjoined from patrols where id = $1", patrol)
    assert row
    return row[0], row[1]


async def test_a_patrol_with_a_track_stays_and_keeps_its_id_and_its_day(phone: Phone, conn: Conn) -> None:
    patrol = await phone.start()
    await phone.send(patrol, batch())
    await conn.execute("delete from live_positions")
    for change in (
        "delete from patrols where id = $1",
        "update patrols set track_day = track_day + 1 where id = $1",
        "update patrols set id = gen_random_uuid() where id = $1",
    ):
        with pytest.raises(asyncpg.ForeignKeyViolationError):
            async with conn.transaction():
                await conn.execute(change, patrol)


async def test_the_fence_refuses_a_batch_without_a_patrol(conn: Conn) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="row-level security"):
        async with OneConnection(conn).transaction(SYSTEM) as fenced:
            await fenced.execute(
                """
                insert into track_batches (patrol_id, first_seq, point_count, t0, from_at, to_at, sent_at, laid, bbox,
                                           zone_runs)
                values ($1, 0, 1, now(), now(), now(), now(), '', st_makeenvelope(1, 1, 2, 2, 4490), '{}')
                """,
                UUID(int=1),
            )
