"""Keeping something beyond its time, and letting it go again. The statements are those of the room whose it is."""

from typing import Protocol, TypeVar
from uuid import UUID

from backend.audit import queries as audit
from backend.auth.caller import Caller
from backend.core import clock
from backend.core.db import Conn
from backend.core.errors import Conflict
from backend.holds import rules
from backend.holds.structs import Hold, NewHold

H = TypeVar("H", bound=Hold)
H_co = TypeVar("H_co", bound=Hold, covariant=True)


class Statements(Protocol[H_co]):
    """A room's ``queries.py``. ``on``: the id of what is held."""

    async def maybe_hold(self, conn: Conn, on: UUID, hold_id: UUID, /) -> H_co | None: ...

    async def hold(self, conn: Conn, on: UUID, hold_id: UUID, /) -> H_co:
        """Raises: NotFound."""

    async def insert_hold(self, conn: Conn, on: UUID, hold_id: UUID, caller: Caller, new: NewHold, /) -> int:
        """0 when the id is taken."""

    async def release_hold(self, conn: Conn, hold_id: UUID, caller: Caller, reason: str, /) -> int:
        """How many were released: one or none."""


async def placed_before(conn: Conn, room: Statements[H], on: UUID, hold_id: UUID, new: NewHold) -> H | None:
    """The hold, when the same was sent before.

    Raises:
        Conflict: the id is taken by something else.
    """
    there = await room.maybe_hold(conn, on, hold_id)
    if there is not None and not rules.is_same(there, new):
        raise _taken()
    return there


async def place(
    conn: Conn, caller: Caller, room: Statements[H], topic: str, on: UUID, hold_id: UUID, new: NewHold
) -> H:
    """A new one, or the one that the same, sent at once, has just made. ``topic``: the first word of what the record
    calls it.

    Raises:
        Invalid: over before it begins.
        Conflict: the id is taken by something else.
    """
    rules.check(new, clock.today())
    if not await room.insert_hold(conn, on, hold_id, caller, new):
        if there := await placed_before(conn, room, on, hold_id, new):
            return there
        raise _taken()
    await audit.record(conn, caller.id, f"{topic}.hold_placed", on, hold_id=hold_id, until=new.until)
    return await room.hold(conn, on, hold_id)


async def release(
    conn: Conn, caller: Caller, room: Statements[H], topic: str, on: UUID, hold_id: UUID, reason: str
) -> H:
    """What was released stays released; what was held goes when its time is over.

    Raises:
        NotFound: no such hold on it.
    """
    await room.hold(conn, on, hold_id)
    if await room.release_hold(conn, hold_id, caller, reason):
        await audit.record(conn, caller.id, f"{topic}.hold_released", on, hold_id=hold_id)
    return await room.hold(conn, on, hold_id)


def _taken() -> Conflict:
    return Conflict("此编号已被使用,内容不同。", "This id is taken by something else.")
