"""Somebody with the database, the store and the log's own key changes what happened; an auditor with one older
checkpoint sees it."""

import random
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from backend.core.db import Conn
from backend.tlog import auditing
from backend.tlog.auditing import Fault, Finding
from backend.tlog.sealing import Sealer
from tests.backend.tlog.test_sealing import SIGNER, Again, happen
from tests.conftest import OneConnection

NOW = datetime.now(UTC)
TABLES = ("audit_events", "log_leaves", "log_tiles", "log_checkpoints")
Tamper = Callable[[Conn, Sealer, random.Random], Awaitable[None]]


@pytest.fixture
async def sealer(conn: Conn, tmp_path: Path) -> Sealer:
    """Three hundred events under one checkpoint, which the auditor has, and four hundred under the next."""
    made = Again(OneConnection(conn), SIGNER, tmp_path / "log.signed")
    for how_many in (300, 400):
        await happen(conn, how_many)
        await made.seal()
        await made.sign(NOW, at_once=True)
    for table in TABLES:
        await conn.execute(f"alter table {table} disable trigger user")
    return made


async def older(conn: Conn) -> str:
    note: str = await conn.fetchval("select note from log_checkpoints order by size limit 1")
    return note


async def audited(conn: Conn, note: str) -> list[Finding]:
    return await auditing.audit(conn, SIGNER.key(), note, NOW)


async def test_a_log_that_nobody_touched_is_found_right(conn: Conn, sealer: Sealer) -> None:
    assert await audited(conn, await older(conn)) == []


async def edit(conn: Conn, _: Sealer, dice: random.Random) -> None:
    await conn.execute("""update audit_events set detail = '{"n": 0}' where id = $1""", await some(conn, dice))


async def change_the_actor(conn: Conn, _: Sealer, dice: random.Random) -> None:
    await conn.execute("update audit_events set actor = gen_random_uuid() where id = $1", await some(conn, dice))


async def move_by_a_microsecond(conn: Conn, _: Sealer, dice: random.Random) -> None:
    await conn.execute(
        "update audit_events set at = at - interval '1 microsecond' where id = $1", await some(conn, dice)
    )


async def delete(conn: Conn, _: Sealer, dice: random.Random) -> None:
    await conn.execute("delete from audit_events where id = $1", await some(conn, dice))


async def delete_with_its_leaf(conn: Conn, _: Sealer, dice: random.Random) -> None:
    number = await some(conn, dice)
    await conn.execute("delete from log_leaves where event = $1", number)
    await conn.execute("delete from audit_events where id = $1", number)


async def insert_for_last_week(conn: Conn, _: Sealer, __: random.Random) -> None:
    (number,) = await happen(conn)
    await conn.execute("update audit_events set at = now() - interval '7 days' where id = $1", number)
    await sign_anew(conn)


async def insert_and_keep_from_the_sealer(conn: Conn, _: Sealer, __: random.Random) -> None:
    (number,) = await happen(conn)
    await conn.execute("update audit_events set at = now() - interval '1 day' where id = $1", number)


async def change_a_leaf(conn: Conn, _: Sealer, dice: random.Random) -> None:
    await conn.execute("update log_leaves set hash = sha256(hash) where index = $1", dice.randrange(700))


async def change_a_tile(conn: Conn, _: Sealer, dice: random.Random) -> None:
    await conn.execute("update log_tiles set hash = sha256(hash) where index = $1", dice.randrange(2))


async def rebuild_everything(conn: Conn, _: Sealer, dice: random.Random) -> None:
    """The whole tree anew over changed events, signed with the real key, on a machine that remembers nothing."""
    number = await conn.fetchval("select event from log_leaves where index = $1", dice.randrange(300))
    await conn.execute("""update audit_events set detail = '{"n": 0}' where id = $1""", number)
    for table in TABLES[1:]:
        await conn.execute(f"delete from {table}")
    await sign_anew(conn)


async def set_back_and_go_on(conn: Conn, _: Sealer, dice: random.Random) -> None:
    """An older state is restored, other things happen, and the tree grows past the old size."""
    kept = dice.randrange(1, 290)
    await conn.execute("delete from audit_events using log_leaves where event = id and index >= $1", kept)
    await conn.execute("delete from log_leaves where index >= $1", kept)
    await conn.execute("delete from log_tiles; delete from log_checkpoints")
    await happen(conn, 500)
    if kept >= 256:
        await conn.execute("delete from log_leaves")
    await sign_anew(conn)


async def set_back(conn: Conn, _: Sealer, dice: random.Random) -> None:
    await conn.execute("delete from audit_events using log_leaves where event = id and index >= 200")
    await conn.execute("delete from log_leaves where index >= 200")
    await conn.execute("delete from log_tiles; delete from log_checkpoints")
    await sign_anew(conn)


async def sign_with_another_key(conn: Conn, _: Sealer, __: random.Random) -> None:
    await conn.execute("update log_checkpoints set note = replace(note, '— fengxun.invalid/log ', '— other/log ')")


async def sign_anew(conn: Conn) -> None:
    """With the real key, by a sealer that remembers nothing."""
    with TemporaryDirectory() as folder:
        sealer = Again(OneConnection(conn), SIGNER, Path(folder) / "log.signed")
        await sealer.seal()
        await sealer.sign(NOW + timedelta(minutes=2), at_once=True)


async def some(conn: Conn, dice: random.Random) -> int:
    number: int = await conn.fetchval("select event from log_leaves where index = $1", dice.randrange(700))
    return number


TAMPERINGS: list[tuple[Tamper, Fault]] = [
    (edit, Fault.EVENT_CHANGED),
    (change_the_actor, Fault.EVENT_CHANGED),
    (move_by_a_microsecond, Fault.EVENT_CHANGED),
    (delete, Fault.EVENT_MISSING),
    (delete_with_its_leaf, Fault.LEAF_MISSING),
    (insert_for_last_week, Fault.EVENT_BACKDATED),
    (insert_and_keep_from_the_sealer, Fault.EVENT_UNSEALED),
    (change_a_leaf, Fault.TREE_BROKEN),
    (change_a_tile, Fault.TREE_BROKEN),
    (rebuild_everything, Fault.FORKED),
    (set_back_and_go_on, Fault.FORKED),
    (set_back, Fault.FORKED),
    (sign_with_another_key, Fault.NOT_SIGNED),
]


@pytest.mark.parametrize(("tamper", "fault"), TAMPERINGS, ids=[t.__name__ for t, _ in TAMPERINGS])
async def test_a_tampering_is_seen_by_whoever_has_an_older_checkpoint(
    conn: Conn, sealer: Sealer, tamper: Tamper, fault: Fault
) -> None:
    note = await older(conn)
    for seed in range(5):
        undo = conn.transaction()
        await undo.start()
        await tamper(conn, sealer, random.Random(seed))
        assert fault in {finding.fault for finding in await audited(conn, note)}, f"seed {seed}"
        await undo.rollback()
    assert await audited(conn, note) == []
