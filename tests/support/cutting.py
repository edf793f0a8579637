"""A way to the server that is cut: each connection lets through so many bytes, then it is gone."""

import asyncio
import random
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager, suppress

_BLOCK = 16_384
_SILENCE_S = 0.05


def drops(seed: int, mean: int) -> Iterator[int]:
    """A line that drops every ``mean`` bytes or so, for ever."""
    dice = random.Random(seed)
    while True:
        yield int(mean * (0.5 + dice.random()))


class Cutting:
    """``plan``: bytes towards the server that each next connection lets through; afterwards nothing is cut.

    ``in_the_air``: bytes at most that were still on their way when a connection died: sent, and never arrived.
    """

    def __init__(self, target: int, plan: Iterable[int] = (), in_the_air: int = 0, seed: int = 1) -> None:
        self._target = target
        self._plan = iter(plan)
        self._in_the_air = in_the_air
        self._dice = random.Random(seed)
        self.port = 0
        self.cuts = 0
        self.sent = 0
        """Bytes that clients have put on the line."""
        self._open: set[asyncio.Task[None]] = set()

    def begin(self, plan: Iterable[int]) -> None:
        """From now on by this plan, whatever is open too: it is dropped. What was sent is counted anew."""
        self._plan, self.sent, self.cuts = iter(plan), 0, 0
        for task in self._open:
            task.cancel()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        allowed = next(self._plan, None)
        up_reader, up_writer = await asyncio.open_connection("127.0.0.1", self._target)
        there = asyncio.create_task(self._there(reader, up_writer, allowed))
        back = asyncio.create_task(self._back(up_reader, writer))
        self._open |= {there, back}
        await asyncio.wait({there, back}, return_when=asyncio.FIRST_COMPLETED)
        for task, end in ((there, up_writer), (back, writer)):
            task.cancel()
            end.close()
        await asyncio.gather(there, back, return_exceptions=True)
        self._open -= {there, back}

    async def _there(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, allowed: int | None) -> None:
        with suppress(ConnectionError):
            while data := await reader.read(_BLOCK if allowed is None else min(allowed, _BLOCK)):
                self.sent += len(data)
                writer.write(data)
                await writer.drain()
                if allowed is not None:
                    allowed -= len(data)
                    if allowed <= 0:
                        await self._lose(reader)
                        self.cuts += 1
                        return

    async def _lose(self, reader: asyncio.StreamReader) -> None:
        left = self._dice.randint(0, self._in_the_air)
        with suppress(TimeoutError):
            while left > 0:
                async with asyncio.timeout(_SILENCE_S):
                    data = await reader.read(min(left, _BLOCK))
                if not data:
                    return
                self.sent += len(data)
                left -= len(data)

    async def _back(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while data := await reader.read(_BLOCK):
                writer.write(data)
                await writer.drain()


@asynccontextmanager
async def cutting(
    target: int, plan: Iterable[int] = (), in_the_air: int = 0, host: str = "127.0.0.1"
) -> AsyncIterator[Cutting]:
    proxy = Cutting(target, plan, in_the_air)
    server = await asyncio.start_server(proxy._connected, host, 0)
    proxy.port = server.sockets[0].getsockname()[1]
    async with server:
        yield proxy
        proxy.begin(())
