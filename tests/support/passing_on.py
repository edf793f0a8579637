"""A connection passed on to a port of this machine: what the ways to server, database and store have in common."""

import asyncio
from collections.abc import Awaitable, Callable

Pump = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
"""Carries what comes from the one to the other, until there is no more."""


class PassingOn:
    """All connections of one way."""

    def __init__(self) -> None:
        self._open: set[asyncio.Task[None]] = set()

    def drop(self) -> None:
        """Every connection that is open."""
        for task in self._open:
            task.cancel()

    async def connect(
        self,
        port: int,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        there: Pump,
        back: Pump,
        torn: Callable[[], bool] = lambda: False,
    ) -> bool:
        """Until either direction is over. ``torn``: asked in the end whether both sides see it break off, not close.
        False: nobody listens there."""
        try:
            up_reader, up_writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            writer.transport.abort()
            return False
        both = {asyncio.ensure_future(there(reader, up_writer)), asyncio.ensure_future(back(up_reader, writer))}
        self._open |= both
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        for task in both:
            task.cancel()
        await asyncio.gather(*both, return_exceptions=True)
        self._open -= both
        for side in (writer, up_writer):
            side.transport.abort() if torn() else side.close()
        return True
