"""Whether every part is there is asked often, and disturbs nothing."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from litestar.datastructures import State

from backend.core.db import Conn, Context
from backend.system.routes import database_answers
from tests.conftest import OneConnection


class Slow:
    """A database that lets nobody in until it is told to."""

    def __init__(self, real: OneConnection) -> None:
        self.real, self.open = real, asyncio.Event()
        self.asked = self.broken_off = 0

    @asynccontextmanager
    async def transaction(self, context: Context, *, still: bool = False) -> AsyncIterator[Conn]:
        self.asked += 1
        try:
            await self.open.wait()
        except asyncio.CancelledError:
            self.broken_off += 1
            raise
        async with self.real.transaction(context, still=still) as conn:
            yield conn


async def test_a_database_that_is_slow_is_told_of_in_time_and_asked_once_without_being_broken_off(
    conn: Conn,
) -> None:
    slow = Slow(OneConnection(conn))
    state = State({"database": slow})
    assert await asyncio.gather(*(database_answers(state, 0.01) for _ in range(5))) == [False] * 5
    assert not await database_answers(state, 0.01)
    assert (slow.asked, slow.broken_off) == (1, 0)
    slow.open.set()
    assert await database_answers(state)
    assert slow.asked == 1, "who comes while it is still asked gets that answer"
    assert await database_answers(state)
    assert slow.asked == 2
