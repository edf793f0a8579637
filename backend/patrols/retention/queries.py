"""Every SQL statement that makes, counts and drops days of raw tracks. Run as who owns the tables."""

from datetime import date, datetime
from uuid import UUID

from backend.core import db
from backend.core.db import Conn
from backend.patrols.retention.structs import Counted, Day, Did, OfDay


async def take_turn(conn: Conn) -> Did:
    """One process at a time, until the transaction ends; never wait for long, for others would wait behind us."""
    return await db.one(
        conn,
        Did,
        """
        select pg_try_advisory_xact_lock(hashtext('days of raw tracks'))
               and set_config('lock_timeout', '2s', true) is not null as did
        """,
    )


async def days(conn: Conn) -> list[Day]:
    """Those that have a partition, the oldest first."""
    return await db.all(
        conn,
        Day,
        """
        select to_date(right(relname, 8), 'YYYYMMDD') as day
        from pg_inherits join pg_class on pg_class.oid = inhrelid
        where inhparent = 'track_batches'::regclass and relname ~ '_[0-9]{8}$'
        order by relname
        """,
    )


async def stray_days(conn: Conn, first: date) -> list[Day]:
    """Days from then on of which something came before they had a partition."""
    return await db.all(conn, Day, "select distinct day from track_batches_rest where day >= $1 order by day", first)


async def make_day(conn: Conn, day: date) -> Did:
    return await db.one(conn, Did, "select make_track_day($1) as did", day)


async def lock_day(conn: Conn, day: date) -> None:
    """From here to the end of the transaction nobody reads or writes raw tracks."""
    await db.run(conn, "select lock_track_day($1)", day)


async def kept_beyond(conn: Conn, day: date, today: date, late_after: datetime, track_days: int) -> list[OfDay]:
    """Patrols of a day whose raw track is not to go with it: held ones, and those of which something came
    when their day was over already, ``track_days`` after it, and later than ``late_after``."""
    return await db.all(
        conn,
        OfDay,
        """
        select id, track_day as day from patrols
        where track_day = $1 and point_count > 0
          and (coalesce(last_batch_at, '-infinity')
                   > greatest($3::timestamptz, (track_day + $4::int + 1)::timestamp at time zone 'Asia/Shanghai')
               or exists (
                   select from track_holds
                   where patrol_id = patrols.id and released_at is null and (until is null or until >= $2)))
        """,
        day,
        today,
        late_after,
        track_days,
    )


async def counted(conn: Conn, day: date) -> Counted:
    return await db.one(
        conn,
        Counted,
        """
        select count(*)::int as patrols, coalesce(sum(point_count), 0)::bigint as points
        from patrols where track_day = $1 and point_count > 0
        """,
        day,
    )


async def drop_day(conn: Conn, day: date, kept: list[UUID]) -> None:
    await db.run(conn, "select drop_track_day($1, $2::uuid[])", day, kept)


async def over(conn: Conn, before: date, today: date, late_after: datetime, track_days: int) -> list[OfDay]:
    """Patrols that were kept beyond their day, and need not be any more."""
    return await db.all(
        conn,
        OfDay,
        """
        select id, track_day as day from patrols
        where id in (select patrol_id from track_batches_rest where day < $1)
          and coalesce(last_batch_at, '-infinity')
              <= greatest($3::timestamptz, (track_day + $4::int + 1)::timestamp at time zone 'Asia/Shanghai')
          and not exists (
              select from track_holds
              where patrol_id = patrols.id and released_at is null and (until is null or until >= $2))
        order by id limit 1000
        for no key update skip locked
        """,
        before,
        today,
        late_after,
        track_days,
    )


async def drop_track(conn: Conn, patrol: OfDay) -> int:
    """Of one patrol that was kept beyond its day; how many rows."""
    await db.run(conn, "delete from patrol_paths_rest where day = $1 and patrol_id = $2", patrol.day, patrol.id)
    return await db.run(conn, "delete from track_batches_rest where day = $1 and patrol_id = $2", patrol.day, patrol.id)


async def not_summed_up(conn: Conn, day: date) -> list[OfDay]:
    return await db.all(
        conn,
        OfDay,
        """
        select id, track_day as day from patrols
        where track_day = $1 and point_count > 0 and not exists (
            select from patrol_sums where patrol_id = id and patrol_sums.point_count = patrols.point_count)
        """,
        day,
    )
