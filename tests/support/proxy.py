"""A way to the server that cuts, swallows and delays, each connection by its fate."""

import asyncio
import random
import re
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager, suppress
from functools import partial

from msgspec import Struct

from tests.support.passing_on import PassingOn

_BLOCK = 16_384
_SILENCE_S = 0.05


class Fate(Struct, frozen=True, kw_only=True):
    """What becomes of a connection."""

    through: int | None = None
    """Bytes towards the server after which it dies."""
    loses_answer: bool = False
    """The server has answered, the answer never arrives."""
    delay: float = 0
    """Seconds that each block waits, so that later requests overtake."""
    cut_before: bool = False
    """The request never leaves."""
    cut_after: bool = False
    """It dies as soon as the server has the whole request."""

    @property
    def name(self) -> str:
        if self.through is not None:
            return "cut_upload"
        if self.cut_before or self.cut_after:
            return "cut_before" if self.cut_before else "cut_after"
        return "lose_answer" if self.loses_answer else "delay" if self.delay else ""


class Faults(Struct, frozen=True):
    """How often a connection suffers what. Shares of connections, 0..1."""

    cut_upload: float = 0.15
    lose_answer: float = 0.10
    delay: float = 0.10
    cut_before: float = 0
    cut_after: float = 0

    def fates(self, seed: int) -> Iterator[Fate]:
        """For ever."""
        rng = random.Random(seed)
        fates = (
            lambda: Fate(through=rng.randint(1, 200_000)),
            lambda: Fate(loses_answer=True),
            lambda: Fate(delay=rng.random() / 2),
            lambda: Fate(cut_before=True),
            lambda: Fate(cut_after=True),
            Fate,
        )
        shares = (self.cut_upload, self.lose_answer, self.delay, self.cut_before, self.cut_after)
        while True:
            (suffered,) = rng.choices(fates, (*shares, 1 - sum(shares)))
            yield suffered()


def cuts(*through: int) -> Iterator[Fate]:
    """Each next connection lets so many bytes through."""
    return (Fate(through=each) for each in through)


def drops(seed: int, mean: int) -> Iterator[Fate]:
    """A line that drops every ``mean`` bytes or so, for ever."""
    dice = random.Random(seed)
    while True:
        yield Fate(through=int(mean * (0.5 + dice.random())))


class Proxy:
    """Passes connections on to the given ports, in turn. When there are no more fates, nothing happens to them.

    ``in_the_air``: bytes at most that were still on their way when a connection died: sent, and never arrived.
    ``step_of`` names a request by how it begins; what befell which is counted in ``steps``.
    """

    def __init__(
        self,
        ports: Sequence[int],
        fates: Iterable[Fate] = (),
        in_the_air: int = 0,
        step_of: Callable[[bytes], str] | None = None,
    ) -> None:
        self._ports, self._fates, self._in_the_air = ports, iter(fates), in_the_air
        self._dice = random.Random(1)
        self._passing_on = PassingOn()
        self._turn = 0
        self._dead = False
        self.port = 0
        self.happened: Counter[str] = Counter()
        self.steps: Counter[tuple[str, str]] = Counter()
        """Of fates and steps."""
        self._step_of = step_of
        self.cuts = 0
        self.sent = 0
        """Bytes that clients have put on the line."""

    def calm(self) -> None:
        """Nothing happens to connections that come from now on."""
        self._fates = iter(())

    def begin(self, fates: Iterable[Fate]) -> None:
        """From now on by these, whatever is open too: it is dropped. What was sent is counted anew."""
        self._fates, self.sent, self.cuts = iter(fates), 0, 0
        self._passing_on.drop()

    def no_signal(self) -> None:
        """Drop every connection and accept none, as in a valley without a network."""
        self._dead = True
        self._passing_on.drop()

    def signal(self) -> None:
        self._dead = False

    async def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._dead:
            writer.transport.abort()
            return
        fate = next(self._fates, None) or Fate()
        self._turn += 1
        port = self._ports[self._turn % len(self._ports)]
        there, back = partial(self._there, fate), partial(self._back, fate)
        if not await self._passing_on.connect(port, reader, writer, there, back, torn=lambda: self._dead):
            self.happened["server_away"] += 1
        elif fate.name:
            self.happened[fate.name] += 1

    async def _there(self, fate: Fate, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        left, missing = fate.through, None
        with suppress(OSError):
            while data := await reader.read(_BLOCK if left is None else min(left, _BLOCK)):
                self.sent += len(data)
                if missing is None:
                    missing = self._begun(data, fate)
                missing -= len(data)
                if fate.cut_before:
                    return
                if fate.delay:
                    await asyncio.sleep(fate.delay)
                writer.write(data)
                await writer.drain()
                if fate.cut_after and missing <= 0:
                    return
                if left is not None:
                    left -= len(data)
                    if left <= 0:
                        await self._lose(reader)
                        self.cuts += 1
                        return

    def _begun(self, data: bytes, fate: Fate) -> int:
        """How many bytes the request has that begins so."""
        if self._step_of and fate.name:
            self.steps[fate.name, self._step_of(data)] += 1
        head = data.split(b"\r\n\r\n", 1)[0]
        length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
        return len(head) + 4 + (int(length[1]) if length else 0)

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

    async def _back(self, fate: Fate, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(4 * _BLOCK):
                if fate.loses_answer:
                    return
                writer.write(data)
                await writer.drain()


@asynccontextmanager
async def proxy(
    ports: Sequence[int],
    fates: Iterable[Fate] = (),
    in_the_air: int = 0,
    host: str = "127.0.0.1",
    step_of: Callable[[bytes], str] | None = None,
) -> AsyncIterator[Proxy]:
    """On a free port of ``host``."""
    made = Proxy(ports, fates, in_the_air, step_of)
    server = await asyncio.start_server(made.connected, host, 0)
    made.port = server.sockets[0].getsockname()[1]
    try:
        yield made
    finally:
        server.close()
        made.no_signal()
        with suppress(TimeoutError):
            await asyncio.wait_for(server.wait_closed(), 2)
