"""Every SQL statement about holds."""

from uuid import UUID

from msgspec import Struct

from backend.auth.caller import Caller
from backend.core import db
from backend.core.db import Conn
from backend.holds.structs import NewHold
from backend.patrols.holds.structs import TrackHold

_SELECT = """
    select id, patrol_id, reason, until, placed_by, placed_by_name, placed_at, released_by_name, released_at,
           release_reason
    from track_holds
"""


class RawPoints(Struct, frozen=True, kw_only=True):
    n: int


async def holds(conn: Conn, patrol_id: UUID) -> list[TrackHold]:
    """The newest first; those that are over, too."""
    return await db.all(conn, TrackHold, _SELECT + "where patrol_id = $1 order by placed_at desc, id", patrol_id)


async def maybe_hold(conn: Conn, patrol_id: UUID, hold_id: UUID) -> TrackHold | None:
    return await db.maybe_one(conn, TrackHold, _SELECT + "where patrol_id = $1 and id = $2", patrol_id, hold_id)


async def hold(conn: Conn, patrol_id: UUID, hold_id: UUID) -> TrackHold:
    return await db.one(conn, TrackHold, _SELECT + "where patrol_id = $1 and id = $2", patrol_id, hold_id)


async def insert_hold(conn: Conn, patrol_id: UUID, hold_id: UUID, caller: Caller, new: NewHold) -> int:
    """0 when the id is taken."""
    return await db.run(
        conn,
        """
        insert into track_holds (id, patrol_id, reason, until, placed_by, placed_by_name)
        values ($1, $2, $3, $4, $5, $6) on conflict (id) do nothing
        """,
        hold_id, patrol_id, new.reason, new.until, caller.id, caller.display_name,
    )  # fmt: skip


async def release_hold(conn: Conn, hold_id: UUID, caller: Caller, reason: str) -> int:
    """How many were released: one or none."""
    return await db.run(
        conn,
        """
        update track_holds
        set released_at = now(), released_by = $2, released_by_name = $3, release_reason = $4
        where id = $1 and released_at is null
        """,
        hold_id, caller.id, caller.display_name, reason,
    )  # fmt: skip


async def raw_points(conn: Conn, patrol_id: UUID) -> RawPoints:
    return await db.one(
        conn,
        RawPoints,
        """
        select coalesce(sum(point_count), 0)::int as n from track_batches
        where day = (select track_day from patrols where id = $1) and patrol_id = $1
        """,
        patrol_id,
    )
