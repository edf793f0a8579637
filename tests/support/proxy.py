"""A TCP proxy between phones and servers that cuts, swallows and delays, from a seed."""

import asyncio
import random
from collections import Counter
from contextlib import suppress

from msgspec import Struct


class Faults(Struct, frozen=True):
    """How often a connection suffers what. Shares of connections, 0..1."""

    cut_upload: float = 0.15
    """The connection dies after a random number of bytes on the way to the server."""
    lose_answer: float = 0.10
    """The server has answered, the answer never arrives."""
    delay: float = 0.10
    """Bytes wait up to half a second, so that later requests overtake."""


class FaultProxy:
    """Listens on a free port of loopback and passes connections on to the given ports, in turn."""

    def __init__(self, ports: list[int], faults: Faults, seed: int) -> None:
        self.ports = ports
        self.faults = faults
        self.rng = random.Random(seed)
        self.happened: Counter[str] = Counter()
        self.calm = False
        self.dead = False
        self._open: set[asyncio.StreamWriter] = set()
        self._turn = 0
        self._server: asyncio.Server | None = None
        self.port = 0

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        if self._server:
            self._server.close()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._server.wait_closed(), 2)

    def no_signal(self) -> None:
        """Drop every connection and accept none, as in a valley without a network."""
        self.dead = True
        for writer in self._open:
            writer.transport.abort()

    def signal(self) -> None:
        self.dead = False

    def _fault(self) -> str:
        if self.calm:
            return ""
        dice = self.rng.random()
        for name in ("cut_upload", "lose_answer", "delay"):
            dice -= getattr(self.faults, name)
            if dice < 0:
                return name
        return ""

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.dead:
            writer.transport.abort()
            return
        self._open.add(writer)
        fault = self._fault()
        self._turn += 1
        try:
            up_reader, up_writer = await asyncio.open_connection("127.0.0.1", self.ports[self._turn % len(self.ports)])
        except OSError:
            self.happened["server_away"] += 1
            writer.transport.abort()
            return
        limit = self.rng.randint(1, 200_000) if fault == "cut_upload" else None
        if fault:
            self.happened[fault] += 1
        up = asyncio.create_task(self._pump(reader, up_writer, limit, self.rng.random() / 2 if fault == "delay" else 0))
        down = asyncio.create_task(self._answer(up_reader, writer, fault == "lose_answer"))
        await asyncio.wait({up, down}, return_when=asyncio.FIRST_COMPLETED)
        for task in (up, down):
            task.cancel()
        await asyncio.gather(up, down, return_exceptions=True)
        self._open.discard(writer)
        for side in (writer, up_writer):
            side.transport.abort()

    async def _pump(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, limit: int | None, delay: float
    ) -> None:
        passed = 0
        with suppress(OSError):
            while data := await reader.read(16_384):
                if delay:
                    await asyncio.sleep(delay)
                if limit is not None and passed + len(data) > limit:
                    writer.write(data[: limit - passed])
                    await writer.drain()
                    return
                passed += len(data)
                writer.write(data)
                await writer.drain()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, lose: bool) -> None:
        with suppress(OSError):
            while data := await reader.read(65_536):
                if lose:
                    return
                writer.write(data)
                await writer.drain()
