"""Every SQL statement about joining batches."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from backend.core import db
from backend.core.db import Conn
from backend.patrols.tracks.structs import JoinedRow, KeptAt, KeptBatch, ToJoin


async def to_join(conn: Conn, ended_before: datetime) -> ToJoin | None:
    """A patrol that ended before then and whose batches are not all joined; held against late batches."""
    return await db.maybe_one(
        conn,
        ToJoin,
        """
        select id, point_count from patrols
        where state = 'ended' and unjoined and ended_at < $1
        order by ended_at limit 1
        for no key update skip locked
        """,
        ended_before,
    )


async def kept_batches(conn: Conn, patrol_id: UUID) -> list[KeptBatch]:
    return await db.all(
        conn,
        KeptBatch,
        """
        select first_seq, point_count, t0, sent_at, received_at, laid, pieces, zone_runs
        from track_batches where day = (select track_day from patrols where id = $1) and patrol_id = $1
        order by first_seq
        """,
        patrol_id,
    )


async def kept_at(conn: Conn, patrol_ids: list[UUID], first_seqs: list[int]) -> list[KeptAt]:
    """The rows of these keys."""
    return await db.all(
        conn,
        KeptAt,
        """
        select kept.patrol_id, kept.first_seq, kept.point_count, t0, sent_at, kept.received_at, laid, pieces, zone_runs
        from unnest($1::uuid[], $2::int[]) as wanted(patrol_id, first_seq)
        join patrols on patrols.id = wanted.patrol_id
        cross join lateral (
            select * from track_batches
            where track_batches.day = patrols.track_day and track_batches.patrol_id = wanted.patrol_id
              and track_batches.first_seq = wanted.first_seq
            offset 0
        ) as kept
        """,
        patrol_ids,
        first_seqs,
    )


async def replace_batches(conn: Conn, patrol_id: UUID, rows: Sequence[JoinedRow]) -> None:
    """Put joined rows in place of those whose numbers they cover."""
    for row in rows:
        await db.run(
            conn,
            """
            delete from track_batches
            where day = (select track_day from patrols where id = $1)
              and patrol_id = $1 and first_seq >= $2 and first_seq < $3
            """,
            patrol_id,
            row.first_seq,
            row.first_seq + row.point_count,
        )
        await db.run(
            conn,
            """
            insert into track_batches (day, patrol_id, first_seq, point_count, t0, from_at, to_at, sent_at, received_at,
                                       laid, pieces, bbox, zone_runs)
            values ((select track_day from patrols where id = $1), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
                    st_makeenvelope($11::int / 1e7, $12::int / 1e7, $13::int / 1e7, $14::int / 1e7, 4490), $15::int[])
            """,
            patrol_id, row.first_seq, row.point_count, row.t0, row.from_at, row.to_at, row.sent_at, row.received_at,
            row.laid, row.pieces, row.west, row.south, row.east, row.north, row.zone_runs,
        )  # fmt: skip


async def save_joined(conn: Conn, patrol_id: UUID, point_count: int) -> None:
    await db.run(conn, "update patrols set joined_points = $2 where id = $1", patrol_id, point_count)
