"""A way to the object store that refuses, is too busy, stalls or breaks off, as it is told."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from enum import StrEnum
from functools import partial

from tests.support.passing_on import PassingOn

_BLOCK = 256 << 10
_BUSY = b"HTTP/1.1 503 Slow Down\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class Rough(StrEnum):
    REFUSED = "refused"
    """Nobody listens."""
    BUSY = "503"
    STALLED = "stalled"
    """Not a byte moves, either way; afterwards all goes on."""
    TRUNCATED = "truncated"
    """Answers break off somewhere."""


class StoreWay:
    """Passes connections on to a port of this machine; ``port`` is its own, for as long as it stands."""

    def __init__(self, to: int) -> None:
        self._to = to
        self._rough: Rough | None = None
        self._flows = asyncio.Event()
        self._flows.set()
        self._passing_on = PassingOn()
        self._dice = random.Random(1)
        self.port = 0

    async def listen(self) -> None:
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def rough(self, how: Rough, seconds: float) -> None:
        """For so long; what is under way feels it too."""
        self._rough = how
        if how is Rough.STALLED:
            self._flows.clear()
        else:
            self._passing_on.drop()
        if how is Rough.REFUSED:
            self._server.close()
        await asyncio.sleep(seconds)
        self._rough = None
        self._flows.set()
        if how is Rough.REFUSED:
            await self.listen()
        elif how is Rough.TRUNCATED:
            self._passing_on.drop()

    def close(self) -> None:
        self._server.close()
        self._passing_on.drop()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._rough is Rough.BUSY:
            await self._too_busy(reader, writer)
            return
        left = self._dice.randint(50, 400_000) if self._rough is Rough.TRUNCATED else None
        await self._passing_on.connect(self._to, reader, writer, partial(self._pump, None), partial(self._pump, left))

    async def _pump(self, left: int | None, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """``left``: bytes after which it breaks off."""
        with suppress(OSError):
            while data := await reader.read(_BLOCK):
                await self._flows.wait()
                writer.write(data if left is None else data[:left])
                await writer.drain()
                if left is not None:
                    left -= len(data)
                    if left <= 0:
                        return

    async def _too_busy(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            await reader.readuntil(b"\r\n\r\n")
            writer.write(_BUSY)
            await writer.drain()
        writer.close()


@asynccontextmanager
async def store_way(to: int) -> AsyncIterator[StoreWay]:
    made = StoreWay(to)
    await made.listen()
    try:
        yield made
    finally:
        made.close()
