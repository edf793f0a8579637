"""A way to the server that is cut: each connection lets through so many bytes, then it is gone."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress


class Cutting:
    """``plan``: bytes towards the server that each next connection lets through; afterwards nothing is cut."""

    def __init__(self, target: int, plan: list[int]) -> None:
        self._target = target
        self.plan = plan
        self.port = 0
        self.cuts = 0
        self._open: set[asyncio.Task[None]] = set()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        allowed = self.plan.pop(0) if self.plan else None
        up_reader, up_writer = await asyncio.open_connection("127.0.0.1", self._target)
        there = asyncio.create_task(self._pass(reader, up_writer, allowed))
        back = asyncio.create_task(self._pass(up_reader, writer, None))
        self._open |= {there, back}
        await asyncio.wait({there, back}, return_when=asyncio.FIRST_COMPLETED)
        for task, end in ((there, up_writer), (back, writer)):
            task.cancel()
            end.close()
        await asyncio.gather(there, back, return_exceptions=True)
        self._open -= {there, back}

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, allowed: int | None) -> None:
        with suppress(ConnectionError):
            while data := await reader.read(16_384 if allowed is None else min(allowed, 16_384)):
                writer.write(data)
                await writer.drain()
                if allowed is not None:
                    allowed -= len(data)
                    if allowed <= 0:
                        self.cuts += 1
                        return


@asynccontextmanager
async def cutting(target: int, plan: list[int]) -> AsyncIterator[Cutting]:
    proxy = Cutting(target, plan)
    server = await asyncio.start_server(proxy._connected, "127.0.0.1", 0)
    proxy.port = server.sockets[0].getsockname()[1]
    async with server:
        yield proxy
