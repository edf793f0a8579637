"""Batches stored before they lay by place are the same after it, and a hundred fixes take half their room."""

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest
from alembic import command

from backend import migrate
from backend.core.ids import uuid7
from geo import pack
from tests.support import databases

BEFORE = "20261125_96_lists"
RECORDS = pack.write(
    range(0, 500_000, 5000), range(1202345678, 1202345778), range(297000000, 297000500, 5), [50] * 100, [123] * 100
)


@pytest.fixture
async def dsn(admin_dsn: str) -> AsyncIterator[str]:
    """A database of its own, because a migration cannot be rolled back with the test."""
    name = f"laid_{uuid7().hex}"
    yield await databases.migrated(admin_dsn, name)
    await databases.execute(admin_dsn, f'drop database "{name}" with (force)')


async def test_what_was_stored_by_record_lies_by_place_and_comes_out_as_it_came_in(dsn: str) -> None:
    await asyncio.to_thread(command.downgrade, migrate.config(dsn), BEFORE)
    conn = await asyncpg.connect(dsn)
    person, patrol = uuid7(), uuid7()
    await conn.execute(
        "insert into people (id, name, display_name, password_hash, roles, town_codes)"
        " values ($1, '队员01', '队员01', '-', '{officer}', '{330681109}')",
        person,
    )
    await conn.execute(
        "insert into patrols (id, person_id, person_name, town_code, squad, state, started_at, sent_sha256)"
        " values ($1, $2, '队员01', '330681109', '', 'running', now(), '-')",
        patrol,
        person,
    )
    for seq, records in ((0, RECORDS), (100, RECORDS[:20])):
        await conn.execute(
            "insert into track_batches (patrol_id, first_seq, point_count, t0, from_at, to_at, sent_at, records, bbox,"
            " zone_runs) values ($1, $2, $3, now(), now(), now(), now(), $4, st_makeenvelope(1, 1, 2, 2, 4490), '{}')",
            patrol,
            seq,
            len(records) // 20,
            records,
        )
    await asyncio.to_thread(migrate.upgrade, dsn)
    laid = await conn.fetch("select laid, pg_column_size(laid) as room from track_batches order by first_seq")
    assert [pack.lift(row["laid"]) for row in laid] == [RECORDS, RECORDS[:20]]
    assert laid[0]["room"] < len(RECORDS) / 2
    await asyncio.to_thread(command.downgrade, migrate.config(dsn), BEFORE)
    again = await conn.fetch("select records from track_batches order by first_seq")
    assert [row["records"] for row in again] == [RECORDS, RECORDS[:20]]
    await conn.close()
