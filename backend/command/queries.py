"""Every SQL statement about the outbox ``live_events``."""

from backend.command.cursors import Cursor, Leg
from backend.command.structs import Head, LiveEvent, TownPlaces
from backend.core import db
from backend.core.db import Conn

PAGE = 1_000


async def head(conn: Conn) -> Cursor:
    """Where the outbox stands: what the transaction's present snapshot shows."""
    found = await db.one(
        conn,
        Head,
        """
        select (extract(epoch from clock_timestamp()) * 1000)::bigint as taken_ms,
               pg_current_snapshot()::text as seen
        """,
    )
    return Cursor(found.taken_ms, found.seen)


async def events(conn: Conn, leg: Leg, past: int) -> list[LiveEvent]:
    """The next page of a leg, by id. Ids follow the order of work on one row, since whoever comes second waits."""
    return await db.all(
        conn,
        LiveEvent,
        """
        select id, kind, subject, owner, town_code, body::text as body
        from live_events
        where xid >= pg_snapshot_xmin($1::text::pg_snapshot) and xid < pg_snapshot_xmax($2::text::pg_snapshot)
          and not pg_visible_in_snapshot(xid, $1::text::pg_snapshot)
          and pg_visible_in_snapshot(xid, $2::text::pg_snapshot)
          and id > $3
        order by id limit $4
        """,
        leg.before.seen,
        leg.after.seen,
        past,
        PAGE,
    )


async def places(conn: Conn, since: str | None) -> list[TownPlaces]:
    """Whose position has been written since the snapshot ``since``, with None everybody's.

    However often somebody has moved in between, this is once. Packed here, so that ten thousand of them cost the
    event loop nothing: see ``places.ROW``.
    """
    return await db.all(
        conn,
        TownPlaces,
        """
        select town_code, string_agg(
            uuid_send(person_id) || uuid_send(patrol_id) || float8send(lon) || float8send(lat) || timestamptz_send(at)
            || float8send(coalesce(accuracy_m, 'nan')) || float8send(coalesce(speed_ms, 'nan'))
            || float8send(coalesce(heading_deg, 'nan')) || int2send(coalesce(battery, 255::int2)), ''::bytea) as packed
        from live_positions
        where $1::text is null
           or (xid >= pg_snapshot_xmin((select $1::text::pg_snapshot))
               and not pg_visible_in_snapshot(xid, (select $1::text::pg_snapshot)))
        group by town_code
        """,
        since,
    )


async def sweep(conn: Conn) -> int:
    """Forget events that no cursor reaches any more: ten minutes beyond ``cursors.KEPT_MS``, for slow transactions."""
    return await db.run(conn, "delete from live_events where at < now() - interval '70 minutes'")
