"""A slow line to the server: so many bits a second together, so long a way; for every request, a worker's too."""

import asyncio
import time
from contextlib import suppress

CHUNK = 1400


class Line:
    """A port of its own that leads to the server's. Free of any limit until ``slow`` is said."""

    def __init__(self, to: int) -> None:
        self.to = to
        self.bits_s: float | None = None
        self.way_s = 0.0
        self._free_at = 0.0
        self._tasks: set[asyncio.Task[None]] = set()

    def slow(self, bits_s: float, way_ms: float) -> None:
        """From now on. ``way_ms``: there and back."""
        self.bits_s, self.way_s, self._free_at = bits_s, way_ms / 2000, 0.0

    def free(self) -> None:
        self.bits_s, self.way_s = None, 0.0

    async def start(self) -> int:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    async def stop(self) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # A connection costs one way there and back before the first byte of a request is on it.
        await asyncio.sleep(2 * self.way_s)
        up_reader, up_writer = await asyncio.open_connection("127.0.0.1", self.to)
        for source, sink, limited in ((reader, up_writer, False), (up_reader, writer, True)):
            task = asyncio.create_task(self._carry(source, sink, limited))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _carry(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, limited: bool) -> None:
        """What is under way arrives in order, each piece a way later than it was sent."""
        under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(64)
        deliver = asyncio.create_task(_deliver(under_way, sink))
        with suppress(ConnectionError):
            while data := await source.read(CHUNK):
                if limited and self.bits_s:
                    await self._turn(len(data))
                await under_way.put((time.monotonic() + self.way_s, data))
        await under_way.put((0, b""))
        await deliver

    async def _turn(self, size: int) -> None:
        """Wait until the line, which all connections share, has carried this."""
        begin = max(self._free_at, time.monotonic())
        self._free_at = begin + size * 8 / (self.bits_s or 1)
        await asyncio.sleep(self._free_at - time.monotonic())


async def _deliver(under_way: "asyncio.Queue[tuple[float, bytes]]", sink: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while True:
            at, data = await under_way.get()
            if not data:
                break
            await asyncio.sleep(max(0.0, at - time.monotonic()))
            sink.write(data)
            await sink.drain()
    sink.close()
