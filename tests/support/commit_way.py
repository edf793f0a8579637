"""A way to the database that can be cut in the very moment of a commit."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from enum import StrEnum
from functools import partial

from tests.support.passing_on import PassingOn

_BLOCK = 64 << 10
_COMMIT = b"COMMIT;\x00"


class Cut(StrEnum):
    BEFORE = "before"
    """The database never hears of the commit."""
    DURING = "during"
    """It hears of it, and whoever asked is gone."""
    AFTER = "after"
    """It has committed, and nobody is told."""


class CommitWay:
    """Passes connections on to a port of this machine. ``spent`` is set when all that were to be cut have been."""

    def __init__(self, to: int) -> None:
        self._to = to
        self._passing_on = PassingOn()
        self._due: deque[Cut] = deque()
        self.spent = asyncio.Event()
        self.port = 0

    def cut(self, cuts: Iterable[Cut]) -> None:
        """What the next commits suffer, one each, whoever makes them."""
        self._due = deque(cuts)
        self.spent.clear()

    async def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        told = asyncio.Event()
        there, back = partial(self._there, told), partial(self._back, told)
        await self._passing_on.connect(self._to, reader, writer, there, back, torn=told.is_set)

    async def _there(self, told: asyncio.Event, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(_BLOCK):
                cut = self._due.popleft() if self._due and _COMMIT in data else None
                if cut:
                    told.set()
                    if not self._due:
                        self.spent.set()
                if cut is Cut.BEFORE:
                    return
                writer.write(data)
                await writer.drain()
                if cut is Cut.DURING:
                    return

    async def _back(self, told: asyncio.Event, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(_BLOCK):
                if told.is_set():
                    return
                writer.write(data)
                await writer.drain()

    def drop(self) -> None:
        self._passing_on.drop()


@asynccontextmanager
async def commit_way(to: int) -> AsyncIterator[CommitWay]:
    made = CommitWay(to)
    server = await asyncio.start_server(made.connected, "127.0.0.1", 0)
    made.port = server.sockets[0].getsockname()[1]
    try:
        yield made
    finally:
        server.close()
        made.drop()
