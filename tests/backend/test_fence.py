"""The fence in the database: which rows exist for whom, whatever the application asks. And the check is checked."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from backend.core.db import SYSTEM, Conn, Context
from backend.core.ids import uuid7
from backend.tables import metadata
from tests.conftest import DIANKOU, FENGQIAO, OneConnection
from tests.support.world import World, world_of

OPEN = {"areas", "map_features", "map_packages", "map_package_jobs", "lead_categories", "data_versions"}
"""The map and the lists that everybody works with; no person's and no town's."""
SEALED = {"log_leaves", "log_tiles", "log_checkpoints", "log_cosignatures", "log_stamps"}
"""Hashes for everybody to check; written by the sealer alone (``tlog/test_sealing.py``)."""

VISIBLE = {
    # table: for nobody, for their own person, for their own town, for another town's person, for the system
    "people": (0, 1, "many", 0, "all"),
    "devices": (0, 1, 1, 0, "all"),
    "sessions": (0, 1, 1, 0, "all"),
    "access_keys": (0, 1, 1, 0, "all"),
    "sign_in_attempts": (0, 0, 0, 0, "all"),
    "area_imports": (0, 0, 0, 0, "all"),
    "patrols": (0, 1, "many", 0, "all"),
    "patrol_events": (0, 1, "many", 0, "all"),
    "track_batches": (0, 1, "many", 0, "all"),
    "patrol_paths": (0, 1, "many", 0, "all"),
    "patrol_sums": (0, 1, "many", 0, "all"),
    "track_holds": (0, 1, "many", 0, "all"),
    "live_positions": (0, 1, "many", 0, "all"),
    "leads": (0, 1, "many", 0, "all"),
    "lead_steps": (0, 1, "many", 0, "all"),
    "media": (0, 2, "many", 0, "all"),
    "media_receipts": (0, 1, "many", 0, "all"),
    "media_tombstones": (0, 1, "many", 0, "all"),
    "evidence_classes": (0, 1, "many", 0, "all"),
    "evidence_holds": (0, 1, "many", 0, "all"),
    "media_chunks": (0, 1, "many", 0, "all"),
    "alarms": (0, 1, "many", 0, "all"),
    "alarm_steps": (0, 1, "many", 0, "all"),
    "alarm_rules": (0, 0, "many", 0, "all"),
    "alarm_marks": (0, 0, 0, 0, "all"),
    "alarm_watch": (0, 0, 0, 0, "all"),
    "zone_visits": (0, 0, 0, 0, "all"),
    "capture_keys": (0, 1, "many", 0, "all"),
    "chain_entries": (0, 1, "many", 0, "all"),
    "entries_aside": (0, 1, 1, 0, "all"),
    "companions": (0, 1, 1, 0, "all"),
    "kept_aside": (0, 0, 0, 0, "all"),
    "live_events": (0, "many", "many", 0, "all"),
    "audit_events": (0, 0, 0, 0, "all"),
}
"""Of the rows that are a colleague's and their town's; written by hand."""
_WHOSE = {
    "people": "id = $1", "devices": "person_id = $1", "sessions": "person_id = $1",
    "capture_keys": "person_id = $1", "chain_entries": "person_id = $1", "entries_aside": "person_id = $1",
    "access_keys": "person_id = $1", "companions": "person_id = $1", "alarm_rules": "updated_by = $1",
    "patrols": "person_id = $1",
    "patrol_events": "patrol_id in (select id from patrols where person_id = $1)",
    "track_batches": "patrol_id in (select id from patrols where person_id = $1)",
    "patrol_paths": "patrol_id in (select id from patrols where person_id = $1)",
    "patrol_sums": "patrol_id in (select id from patrols where person_id = $1)",
    "track_holds": "patrol_id in (select id from patrols where person_id = $1)",
    "live_positions": "person_id = $1", "leads": "reported_by = $1",
    "lead_steps": "lead_id in (select id from leads where reported_by = $1)", "media": "captured_by = $1",
    "media_receipts": "medium_id in (select id from media where captured_by = $1)",
    "media_tombstones": "medium_id in (select id from media where captured_by = $1)",
    "evidence_classes": "lead_id in (select id from leads where reported_by = $1)",
    "evidence_holds": "lead_id in (select id from leads where reported_by = $1)",
    "media_chunks": "medium_id in (select id from media where captured_by = $1)", "live_events": "owner = $1",
    "alarms": "person_id = $1", "alarm_steps": "alarm_id in (select id from alarms where person_id = $1)",
}  # fmt: skip


@pytest.fixture(scope="module")
async def world(database_url: str) -> AsyncIterator[World]:
    async with world_of(database_url) as made:
        await made.conn.execute("insert into sign_in_attempts values ('somebody', 'desk', 1, now())")
        await made.conn.execute(
            """
            insert into patrol_paths (patrol_id, part, path)
            select id, 0, st_geomfromtext('linestringm(120 29 1, 120.1 29 2)', 4490) from patrols
            """
        )
        await made.conn.execute("insert into patrol_sums select id, 2, 1, 1, '[]', '[]' from patrols")
        await made.conn.execute(
            """
            insert into track_holds (id, patrol_id, reason, placed_by, placed_by_name)
            select gen_random_uuid(), id, 'why', person_id, person_name from patrols
            """
        )
        await made.conn.execute(
            """
            insert into evidence_classes (lead_id, class, reason, set_by, set_by_name)
            select id, 'no_case', 'why', reported_by, '' from leads
            """
        )
        await made.conn.execute(
            """
            insert into evidence_holds (id, lead_id, reason, placed_by, placed_by_name)
            select gen_random_uuid(), id, 'why', reported_by, '' from leads
            """
        )
        await made.conn.execute(
            """
            insert into media_tombstones
            select id, sha256, size, now(), now(), 'no_case', current_date, current_date, ''
            from media where state = 'received'
            """
        )
        await made.conn.execute("insert into zone_visits values ('330681109001', now())")
        await made.conn.execute("insert into alarm_marks select id, 'left_zone', now() from patrols")
        await made.conn.execute("insert into alarm_watch (seen, looked_at) values ('1:1:', now())")
        yield made


async def count(world: World, context: Context, table: str) -> int:
    async with OneConnection(world.conn).transaction(context) as conn:
        return int(await conn.fetchval(f"select count(*) from {table}"))


async def foreign(world: World, context: Context, table: str) -> int:
    """How many of the stranger's rows are visible."""
    whose = _WHOSE.get(table)
    if whose is None:
        return 0
    async with OneConnection(world.conn).transaction(context) as conn:
        return int(await conn.fetchval(f"select count(*) from {table} where {whose}", world.other.person_id))


async def faults(world: World, table: str) -> list[str]:
    colleague = world.town.person_id
    contexts = {
        "nobody": Context(None, (), "none"),
        "own": Context(colleague, (FENGQIAO,), "own"),
        "town": Context(colleague, (FENGQIAO,), "town"),
        "newcomer elsewhere": Context(uuid7(), ("330681199",), "town"),
        "system": SYSTEM,
    }
    total = int(await world.conn.fetchval(f"select count(*) from {table}"))
    assert total > 0, "an empty table proves nothing"
    found = []
    for (who, context), wanted in zip(contexts.items(), VISIBLE[table], strict=True):
        seen = await count(world, context, table)
        right = {"all": seen == total, "many": 1 < seen < total}.get(str(wanted), seen == wanted)
        if not right:
            found.append(f"{table} for {who}: {seen} of {total} rows instead of {wanted}")
        if who != "system" and await foreign(world, context, table):
            found.append(f"{table} for {who}: rows of a stranger")
    return found


def test_every_table_is_open_on_purpose_or_fenced() -> None:
    assert set(metadata.tables) == OPEN | SEALED | set(VISIBLE)


@pytest.mark.parametrize("table", VISIBLE)
async def test_only_rows_within_reach_exist(world: World, table: str) -> None:
    assert await faults(world, table) == []


@pytest.mark.parametrize("table", VISIBLE)
async def test_a_table_without_its_fence_is_noticed(world: World, table: str) -> None:
    undo = world.conn.transaction()
    await undo.start()
    await world.conn.execute(f"alter table {table} disable row level security")
    assert await faults(world, table)
    await undo.rollback()


async def test_without_a_context_nothing_is_there(world: World) -> None:
    async with world.conn.transaction():
        await world.conn.execute("set local role fengxun_app")
        await world.conn.execute("reset app.person; reset app.towns; reset app.reach")
        for table in VISIBLE:
            assert await world.conn.fetchval(f"select count(*) from {table}") == 0
        await world.conn.execute("reset role")


NEWCOMER = Context(uuid7(), (FENGQIAO,), "town")


@pytest.mark.parametrize(
    "change",
    [
        "update leads set note = 'x' where town_code = '330681104'",
        "delete from media where lead_id in (select id from leads where town_code = '330681104')",
        "update people set disabled = true where '330681104' = any(town_codes)",
        "update sessions set revoked_at = now()",
        "delete from live_positions where town_code = '330681104'",
    ],
)
async def test_rows_beyond_the_fence_cannot_be_changed(world: World, change: str) -> None:
    async with OneConnection(world.conn).transaction(NEWCOMER) as conn:
        assert (await conn.execute(change)).endswith(" 0")


@pytest.mark.parametrize(
    "change",
    [
        "update leads set town_code = '330681104'",
        "update patrols set town_code = '330681104'",
        "update people set town_codes = '{330681104}'",
    ],
)
async def test_rows_cannot_be_moved_over_the_fence(world: World, change: str) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with OneConnection(world.conn).transaction(NEWCOMER) as conn:
            await conn.execute(change)


async def test_a_row_for_somebody_else_cannot_be_written(world: World) -> None:
    town = Context(world.town.person_id, (FENGQIAO,), "town")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await _insert_patrol(world, town, world.other.person_id, DIANKOU)
    await _insert_patrol(world, town, world.town.person_id, FENGQIAO)


async def _insert_patrol(world: World, context: Context, person_id: object, town: str) -> None:
    undo = world.conn.transaction()
    await undo.start()
    try:
        async with OneConnection(world.conn).transaction(context) as conn:
            await conn.execute(
                """
                insert into patrols (id, person_id, person_name, town_code, squad, state, started_at, sent_sha256)
                values ($1, $2, 'x', $3, 'x', 'running', now(), 'x')
                """,
                uuid7(), person_id, town,
            )  # fmt: skip
    finally:
        await undo.rollback()


async def refused(conn: Conn, statement: str) -> bool:
    undo = conn.transaction()
    await undo.start()
    try:
        await conn.execute("set local role fengxun_app")
        await conn.execute("set local app.reach = 'all'")
        await conn.execute(statement)
    except asyncpg.InsufficientPrivilegeError:
        return True
    finally:
        await undo.rollback()
    return False


@pytest.mark.parametrize(
    "statement",
    [
        "update audit_events set action = 'x'",
        "delete from audit_events",
        "truncate audit_events",
        "truncate leads cascade",
        "drop table leads",
        "alter table leads disable row level security",
        "drop policy fence on leads",
        "create table mine (id int)",
        "create role another",
        "select * from alembic_version",
        "alter role fengxun_app superuser",
        "copy people to program 'true'",
    ],
)
async def test_the_applications_role_cannot(conn: Conn, statement: str) -> None:
    assert await refused(conn, statement)


async def test_what_was_told_is_never_told_differently(world: World) -> None:
    async with OneConnection(world.conn).transaction(SYSTEM) as conn:
        assert await conn.execute("update live_events set body = '{}'") == "UPDATE 0"


async def test_even_the_owner_does_not_change_the_audit(world: World) -> None:
    for statement in ("update audit_events set action = 'x'", "delete from audit_events", "truncate audit_events"):
        undo = world.conn.transaction()
        await undo.start()
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await world.conn.execute(statement)
        await undo.rollback()
