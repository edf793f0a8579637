"""Every SQL statement about the log."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from backend.core import db
from backend.core.db import Conn
from backend.tlog.structs import Cosigned, Counted, Event, Hash, Leaf, Sealed, SignedHead, Stamp, Tile, Turn

PAGE = 5_000


async def take_turn(conn: Conn) -> Turn:
    """Until the end of the transaction nobody else seals. ``settled``: below it no transaction runs any more."""
    return await db.one(
        conn,
        Turn,
        """
        select pg_try_advisory_xact_lock(hashtext('fengxun sealer')) as mine,
               pg_snapshot_xmin(pg_current_snapshot())::text as settled
        """,
    )


async def unsealed(conn: Conn, since: str, settled: str) -> list[Event]:
    """Events without a leaf of transactions that have ended, in the order of those; none before ``since`` is looked at.

    An event of a transaction that has not come yet was restored from another cluster: it is settled as well.
    """
    return await db.all(
        conn,
        Event,
        """
        select id, at, actor, action, subject, detail from audit_events
        where xid >= $1::text::xid8
          and (xid < $2::text::xid8 or xid >= pg_snapshot_xmax(pg_current_snapshot()))
          and not exists (select from log_leaves where event = audit_events.id)
        order by xid, id limit $3
        """,
        since,
        settled,
        PAGE,
    )


async def size(conn: Conn) -> int:
    """How many leaves there are."""
    counted = await db.one(conn, Counted, "select coalesce(max(index) + 1, 0) as count from log_leaves")
    return counted.count


async def waiting(conn: Conn) -> int:
    """Events newer than the newest that has a leaf. Those are few; counting all would read the whole record."""
    counted = await db.one(
        conn,
        Counted,
        """
        select count(*) as count from audit_events
        where id > (select coalesce(max(event), 0) from log_leaves)
        """,
    )
    return counted.count


async def add_leaves(conn: Conn, leaves: Sequence[Leaf]) -> None:
    await db.run(
        conn,
        """
        insert into log_leaves (index, event, salt, hash)
        select * from unnest($1::bigint[], $2::bigint[], $3::bytea[], $4::bytea[])
        """,
        [leaf.index for leaf in leaves],
        [leaf.event for leaf in leaves],
        [leaf.salt for leaf in leaves],
        [leaf.hash for leaf in leaves],
    )


async def add_tiles(conn: Conn, tiles: Sequence[Tile]) -> None:
    await db.run(
        conn,
        """
        insert into log_tiles (level, index, hash)
        select * from unnest($1::smallint[], $2::bigint[], $3::bytea[])
        """,
        [tile.level for tile in tiles],
        [tile.index for tile in tiles],
        [tile.hash for tile in tiles],
    )


async def leaf_hashes(conn: Conn, first: int, count: int) -> list[Hash]:
    return await db.all(
        conn,
        Hash,
        "select hash from log_leaves where index >= $1 and index < $1 + $2 order by index",
        first,
        count,
    )


async def tile_hashes(conn: Conn, level: int, first: int, count: int) -> list[Hash]:
    return await db.all(
        conn,
        Hash,
        """
        select hash from log_tiles
        where level = $1::smallint and index >= $2 and index < $2 + $3 order by index
        """,
        level,
        first,
        count,
    )


async def newest_head(conn: Conn) -> SignedHead | None:
    return await db.maybe_one(
        conn, SignedHead, "select size, root, note, signed_at from log_checkpoints order by size desc limit 1"
    )


async def head_at(conn: Conn, size: int) -> SignedHead:
    """Raises: NotFound: no checkpoint of that size was signed."""
    return await db.one(
        conn, SignedHead, "select size, root, note, signed_at from log_checkpoints where size = $1", size
    )


async def add_head(conn: Conn, size: int, root: bytes, note: str) -> None:
    await db.run(conn, "insert into log_checkpoints (size, root, note) values ($1, $2, $3)", size, root, note)


async def cosignatures(conn: Conn, size: int) -> list[Cosigned]:
    return await db.all(
        conn, Cosigned, "select size, witness, line, at from log_cosignatures where size = $1 order by witness", size
    )


async def add_cosignature(conn: Conn, size: int, witness: str, line: str) -> None:
    await db.run(
        conn,
        """
        insert into log_cosignatures (size, witness, line) values ($1, $2, $3) on conflict do nothing
        """,
        size,
        witness,
        line,
    )


async def last_seen_by(conn: Conn, witness: str) -> int:
    """The size of the newest checkpoint this witness has cosigned."""
    counted = await db.one(
        conn, Counted, "select coalesce(max(size), 0) as count from log_cosignatures where witness = $1", witness
    )
    return counted.count


async def event(conn: Conn, number: int) -> Sealed:
    return await db.one(
        conn,
        Sealed,
        """
        select id, at, actor, action, subject, detail, index, salt
        from audit_events left join log_leaves on log_leaves.event = audit_events.id where id = $1
        """,
        number,
    )


async def leaves(conn: Conn, after: int) -> list[Leaf]:
    return await db.all(
        conn,
        Leaf,
        "select index, event, salt, hash from log_leaves where index > $1 order by index limit $2",
        after,
        PAGE,
    )


async def events(conn: Conn, numbers: list[int]) -> list[Event]:
    return await db.all(
        conn,
        Event,
        "select id, at, actor, action, subject, detail from audit_events where id = any($1::bigint[])",
        numbers,
    )


async def without_leaf(conn: Conn, before: datetime) -> list[Event]:
    """Events that say they happened before then and have no place in the log."""
    return await db.all(
        conn,
        Event,
        """
        select id, at, actor, action, subject, detail from audit_events
        where at < $1 and not exists (select from log_leaves where event = audit_events.id)
        order by id limit $2
        """,
        before,
        PAGE,
    )


async def about(conn: Conn, subjects: list[UUID], actions: list[str] | None, after: int) -> list[Sealed]:
    """A page of what was done to these things, oldest first, from behind the event ``after`` on."""
    return await db.all(
        conn,
        Sealed,
        """
        select id, at, actor, action, subject, detail, index, salt
        from audit_events left join log_leaves on log_leaves.event = audit_events.id
        where subject = any($1::uuid[]) and ($2::text[] is null or action = any($2)) and id > $3
        order by id limit $4
        """,
        subjects,
        actions,
        after,
        PAGE,
    )


_STAMP = """
    select size, note, token, at, stamped_at from log_stamps join log_checkpoints using (size)
"""


async def newest_stamp(conn: Conn) -> Stamp | None:
    return await db.maybe_one(conn, Stamp, _STAMP + "order by size desc limit 1")


async def first_stamp_over(conn: Conn, index: int) -> Stamp | None:
    """The oldest stamped checkpoint that this place of the log is under."""
    return await db.maybe_one(conn, Stamp, _STAMP + "where size > $1 order by size limit 1", index)


async def add_stamp(conn: Conn, size: int, token: bytes, at: datetime) -> None:
    await db.run(
        conn,
        "insert into log_stamps (size, token, at) values ($1, $2, $3) on conflict do nothing",
        size,
        token,
        at,
    )
