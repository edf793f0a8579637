"""Every SQL statement about batches of fixes and live positions."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from backend.core import db
from backend.core.db import Conn
from backend.patrols.tracks.structs import (
    BatchRow,
    Carrier,
    Position,
    Progress,
    Range,
    Touching,
    ZoneName,
)
from backend.patrols.tracks.wire import SentBatch
from geo import pack
from geo.fixes import COMPANION_SEQ


async def lock_carriers(conn: Conn, patrol_ids: list[UUID]) -> list[Carrier]:
    """Hold these patrols against other batches and events, in one order, so that two groups cannot block each other."""
    return await db.all(
        conn,
        Carrier,
        """
        select id, person_id, town_code, state, started_at, acked_through, track_day
        from patrols where id = any($1::uuid[]) order by id for no key update
        """,
        patrol_ids,
    )


NOWHERE = date(1, 1, 1)
"""The day of a patrol that is not there."""


async def touching(conn: Conn, batches: Sequence[SentBatch], days: Mapping[UUID, date]) -> list[Touching]:
    """Stored batches that share numbers with these. No batch is longer than 1,000, which bounds the search.

    Each is looked up by the key (``offset 0`` holds the planner to that): nearly none is there, but the planner, who
    cannot know, would rather read the whole day for every group. What bounds the key is reckoned here: behind the fence
    a sum in SQL is no bound for the index (it might leak what it is given), and all of a patrol would be read.

    ``days``: under which day the batches of each patrol lie. The bounds say the same once more, for the planner to
    leave all other days out.
    """
    lie = [days.get(b.patrol_id, NOWHERE) for b in batches]
    return await db.all(
        conn,
        Touching,
        """
        select stored.patrol_id, sent.first_seq as sent_seq, sent.end_seq as sent_end, stored.first_seq,
               stored.first_seq + stored.point_count as end_seq,
               stored.t0, case when stored.first_seq = sent.first_seq and pieces is null then stored.laid end as laid,
               stored.pieces is not null as joined
        from unnest($1::uuid[], $2::int[], $3::int[], $4::date[], $5::int[])
             as sent(patrol_id, first_seq, end_seq, day, beyond)
        cross join lateral (
            select * from track_batches
            where track_batches.day = sent.day and track_batches.day between $6 and $7
              and track_batches.patrol_id = sent.patrol_id
              and track_batches.first_seq > sent.beyond and track_batches.first_seq < sent.end_seq
              and track_batches.first_seq + track_batches.point_count > sent.first_seq
            offset 0
        ) as stored
        """,
        [b.patrol_id for b in batches],
        [b.first_seq for b in batches],
        [b.end_seq for b in batches],
        lie,
        [b.first_seq - pack.MAX_POINTS for b in batches],
        min(lie),
        max(lie),
    )


async def beyond(conn: Conn, carriers: Sequence[Carrier]) -> list[Range]:
    """What of the phone's own is stored past the last number that has everything below it."""
    return await db.all(
        conn,
        Range,
        """
        select stored.patrol_id, first_seq, first_seq + point_count as end_seq
        from unnest($1::uuid[], $2::int[], $4::date[]) as carrier(id, acked, day)
        cross join lateral (
            select * from track_batches
            where track_batches.day = carrier.day and track_batches.day between $5 and $6
              and track_batches.patrol_id = carrier.id and first_seq > acked and first_seq < $3
            offset 0
        ) as stored
        """,
        [c.id for c in carriers],
        [c.acked_through for c in carriers],
        COMPANION_SEQ,
        [c.track_day for c in carriers],
        min(c.track_day for c in carriers),
        max(c.track_day for c in carriers),
    )


async def insert_batches(
    conn: Conn, batches: Sequence[SentBatch], zone_runs: Sequence[Sequence[int]], days: Mapping[UUID, date]
) -> None:
    """One row per batch, the records' bytes laid by place, under the day of its patrol."""
    extents = [b.extent for b in batches]
    await db.run(
        conn,
        """
        insert into track_batches (day, patrol_id, first_seq, point_count, t0, from_at, to_at, sent_at, received_at,
                                   laid, bbox, zone_runs)
        select day, patrol_id, first_seq, point_count, to_timestamp(t0 / 1e3::float8),
               to_timestamp(from_at / 1e3::float8), to_timestamp(to_at / 1e3::float8),
               to_timestamp(sent_at / 1e3::float8), received_at, laid,
               st_makeenvelope(west / 1e7, south / 1e7, east / 1e7, north / 1e7, 4490), zone_runs::int[]
        from unnest($1::uuid[], $2::int[], $3::int[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[],
                    $8::timestamptz[], $9::bytea[], $10::int[], $11::int[], $12::int[], $13::int[], $14::text[],
                    $15::date[])
             as sent(patrol_id, first_seq, point_count, t0, from_at, to_at, sent_at, received_at, laid,
                     west, south, east, north, zone_runs, day)
        order by patrol_id, first_seq
        """,
        [b.patrol_id for b in batches],
        [b.first_seq for b in batches],
        [b.count for b in batches],
        [b.header.t0_ms for b in batches],
        [e.from_ms for e in extents],
        [e.to_ms for e in extents],
        [b.header.sent_at_ms for b in batches],
        [b.received_at for b in batches],
        [pack.lay(b.records) for b in batches],
        [e.west for e in extents],
        [e.south for e in extents],
        [e.east for e in extents],
        [e.north for e in extents],
        ["{" + ",".join(map(str, runs)) + "}" for runs in zone_runs],
        [days[b.patrol_id] for b in batches],
    )


async def save_progress(conn: Conn, progress: Sequence[Progress]) -> None:
    await db.run(
        conn,
        """
        update patrols
        set point_count = point_count + added, acked_through = now_acked,
            last_fix_at = greatest(last_fix_at, newest), last_batch_at = now()
        from unnest($1::uuid[], $2::int[], $3::int[], $4::timestamptz[]) as moved(id, added, now_acked, newest)
        where patrols.id = moved.id
        """,
        [p.patrol_id for p in progress],
        [p.added for p in progress],
        [p.acked_through for p in progress],
        [p.last_fix_at for p in progress],
    )


async def save_positions(conn: Conn, positions: Sequence[Position]) -> None:
    """Keep the newest position of each person, and by which transaction it came: the live line reads no more."""
    await db.run(
        conn,
        """
        insert into live_positions (person_id, patrol_id, town_code, lon, lat, at, accuracy_m, speed_ms, heading_deg,
                                    battery)
        select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::float8[], $5::float8[], $6::timestamptz[],
                             $7::float8[], $8::float8[], $9::float8[], $10::smallint[]) as here(person_id)
        order by person_id
        on conflict (person_id) do update
        set patrol_id = excluded.patrol_id, town_code = excluded.town_code, lon = excluded.lon, lat = excluded.lat,
            at = excluded.at, accuracy_m = excluded.accuracy_m, speed_ms = excluded.speed_ms,
            heading_deg = excluded.heading_deg, battery = excluded.battery, xid = pg_current_xact_id()
        where live_positions.at < excluded.at
        """,
        [p.person_id for p in positions],
        [p.patrol_id for p in positions],
        [p.town_code for p in positions],
        [p.lon for p in positions],
        [p.lat for p in positions],
        [p.at for p in positions],
        [p.accuracy_m for p in positions],
        [p.speed_ms for p in positions],
        [p.heading_deg for p in positions],
        [p.battery for p in positions],
    )


async def batches(conn: Conn, patrol_id: UUID) -> list[BatchRow]:
    return await db.all(
        conn,
        BatchRow,
        """
        select first_seq, t0, laid, zone_runs from track_batches
        where day = (select track_day from patrols where id = $1) and patrol_id = $1 order by first_seq
        """,
        patrol_id,
    )


async def zone_names(conn: Conn, numbers: list[int]) -> list[ZoneName]:
    return await db.all(conn, ZoneName, "select number, id, name from areas where number = any($1::int[])", numbers)
