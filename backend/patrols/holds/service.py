"""Keeping a track beyond its time, and letting it go again."""

from uuid import UUID

from backend.auth.caller import Caller
from backend.core.db import Conn
from backend.holds import service as shared
from backend.holds.structs import NewHold
from backend.patrols import queries as patrols
from backend.patrols.holds import queries, rules
from backend.patrols.holds.structs import TrackHold

_TOPIC = "patrol"


async def holds(conn: Conn, patrol_id: UUID) -> list[TrackHold]:
    await patrols.by_id(conn, patrol_id)
    return await queries.holds(conn, patrol_id)


async def place(conn: Conn, caller: Caller, patrol_id: UUID, hold_id: UUID, new: NewHold) -> tuple[TrackHold, bool]:
    """Once, however often it is sent; the second value is whether it is new.

    Having looked for the raw track keeps whoever would drop its day waiting until this is committed, and then the hold
    is seen.
    """
    patrol = await patrols.by_id(conn, patrol_id)
    if there := await shared.placed_before(conn, queries, patrol_id, hold_id, new):
        return there, False
    rules.check(patrol, (await queries.raw_points(conn, patrol_id)).n)
    return await shared.place(conn, caller, queries, _TOPIC, patrol_id, hold_id, new), True


async def release(conn: Conn, caller: Caller, patrol_id: UUID, hold_id: UUID, reason: str) -> TrackHold:
    return await shared.release(conn, caller, queries, _TOPIC, patrol_id, hold_id, reason)
