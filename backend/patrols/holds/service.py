"""Keeping a track beyond its time, and letting it go again."""

from uuid import UUID

from backend.audit import queries as audit
from backend.auth.caller import Caller
from backend.core import clock
from backend.core.db import Conn
from backend.core.errors import Conflict
from backend.patrols import queries as patrols
from backend.patrols.holds import queries, rules
from backend.patrols.holds.structs import Hold, NewHold


async def holds(conn: Conn, patrol_id: UUID) -> list[Hold]:
    await patrols.by_id(conn, patrol_id)
    return await queries.of_patrol(conn, patrol_id)


async def place(conn: Conn, caller: Caller, patrol_id: UUID, hold_id: UUID, new: NewHold) -> tuple[Hold, bool]:
    """Once, however often it is sent; the second value is whether it is new.

    Having looked for the raw track keeps whoever would drop its day waiting until this is committed, and then the hold
    is seen.
    """
    patrol = await patrols.by_id(conn, patrol_id)
    if (there := await queries.maybe(conn, hold_id)) is not None:
        return _same(there, patrol_id, new), False
    rules.check(new, patrol, (await queries.raw_points(conn, patrol_id)).n, clock.today())
    if not await queries.insert(conn, patrol_id, hold_id, caller, new):
        raise _taken()
    await audit.record(conn, caller.id, "patrol.hold_placed", patrol_id, hold_id=hold_id, until=new.until)
    return await queries.by_id(conn, patrol_id, hold_id), True


def _same(there: Hold, patrol_id: UUID, new: NewHold) -> Hold:
    if not rules.is_same(there, patrol_id, new):
        raise _taken()
    return there


def _taken() -> Conflict:
    return Conflict("此编号已被使用,内容不同。", "This id is taken by something else.")


async def release(conn: Conn, caller: Caller, patrol_id: UUID, hold_id: UUID, reason: str) -> Hold:
    """What was released stays released; the track goes when its time is over."""
    await queries.by_id(conn, patrol_id, hold_id)
    if await queries.release(conn, hold_id, caller, reason):
        await audit.record(conn, caller.id, "patrol.hold_released", patrol_id, hold_id=hold_id)
    return await queries.by_id(conn, patrol_id, hold_id)
