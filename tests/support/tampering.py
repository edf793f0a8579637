"""What somebody with the database, the store and the log's own key may do to what happened."""

import hashlib
import random
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from backend.core.db import Conn
from backend.core.ids import uuid7
from backend.core.storage import Store
from backend.evidence import rehashing
from backend.tlog.auditing import Fault
from backend.tlog.sealing import Sealer
from tests.backend.tlog.test_sealing import SIGNER, Again, happen
from tests.conftest import OneConnection

NOW = datetime.now(UTC)
TABLES = ("audit_events", "log_leaves", "log_tiles", "log_checkpoints")
Tamper = Callable[[Conn, Sealer, random.Random], Awaitable[None]]


async def two_checkpoints(conn: Conn, folder: Path) -> Sealer:
    """Three hundred events under one, which the auditor has, and four hundred under the next; nothing is locked."""
    made = Again(OneConnection(conn), SIGNER, folder / "log.signed")
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


class Originals:
    """What a store holds of ``how_many`` media that the record says were received."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.held: dict[str, bytes] = {}

    async def received(self, conn: Conn, how_many: int, dice: random.Random) -> None:
        for _ in range(how_many):
            medium, data = uuid7(), dice.randbytes(dice.randrange(2, 5_000))
            sha256 = hashlib.sha256(data).hexdigest()
            key = rehashing.original(medium, sha256)
            await self.store.put(key, data)
            self.held[key] = data
            await conn.execute(
                """
                insert into audit_events (xid, action, subject, detail)
                values ('3'::xid8, 'medium.received', $1, jsonb_build_object('sha256', $2::text, 'size', $3::int))
                """,
                medium, sha256, len(data),
            )  # fmt: skip

    async def put_back(self) -> None:
        for key, data in self.held.items():
            await self.store.put(key, data)


async def another_picture(originals: Originals, dice: random.Random) -> None:
    key = dice.choice(list(originals.held))
    await originals.store.put(key, dice.randbytes(len(originals.held[key])))


async def a_byte_of_it(originals: Originals, dice: random.Random) -> None:
    key = dice.choice(list(originals.held))
    data = bytearray(originals.held[key])
    data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    await originals.store.put(key, bytes(data))


async def another_ones_picture(originals: Originals, dice: random.Random) -> None:
    one, two = dice.sample(list(originals.held), 2)
    await originals.store.put(one, originals.held[two])


async def half_of_it(originals: Originals, dice: random.Random) -> None:
    key = dice.choice(list(originals.held))
    await originals.store.put(key, originals.held[key][: len(originals.held[key]) // 2])


async def none_of_it(originals: Originals, dice: random.Random) -> None:
    await originals.store.delete([dice.choice(list(originals.held))])


SWAPS: list[tuple[Callable[[Originals, random.Random], Awaitable[None]], Fault]] = [
    (another_picture, Fault.OBJECT_CHANGED),
    (a_byte_of_it, Fault.OBJECT_CHANGED),
    (another_ones_picture, Fault.OBJECT_CHANGED),
    (half_of_it, Fault.OBJECT_CHANGED),
    (none_of_it, Fault.OBJECT_MISSING),
]
