"""The live line through kills: two application processes behind nginx, clients that come back through it."""

import asyncio
import json
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from functools import partial
from uuid import UUID

import asyncpg
import httpx
import pytest
import redis.asyncio as redis
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from backend.auth.permissions import Role
from tests.support import workers
from tests.support.ground import Ground
from tests.support.live import AT_ONCE_S, PATIENCE_S, Names, Place, Stage, Watching, listening, places_of, stage
from tests.support.nginx import nginx
from tests.support.redis import Redis

DOWN = (OSError, ConnectionClosed, InvalidHandshake, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError)
CLIENTS = 6
BIG = "x" * 9_000
"""More than a NOTIFY could carry."""


@pytest.fixture(scope="module")
async def ground() -> AsyncIterator[Ground]:
    made = Ground(workers.own("soak"))
    await made.up()
    yield made
    made.down()


@pytest.fixture(scope="module")
async def messenger() -> AsyncIterator[Redis]:
    server = Redis(workers.own("soak") / "redis")
    yield server
    server.kill()


@pytest.fixture(scope="module")
async def redis_ground(messenger: Redis) -> AsyncIterator[Ground]:
    """The same with Redis to wake each other by."""
    made = Ground(workers.own("soak"), WAKE_URL=messenger.url)
    await made.up()
    yield made
    made.down()


@pytest.fixture
async def house(ground: Ground) -> AsyncIterator[Stage]:
    async with stage(ground.dsn) as made:
        yield made


class Client:
    """Comes back by its cursor, to any of the processes, until it is stopped."""

    def __init__(self, who: Watching, ports: list[int], seed: int) -> None:
        self.who, self.ports, self.dice = who, ports, random.Random(seed)
        self.cursor: str | None = None
        self.words: list[str] = []
        self.places: dict[UUID, Place] = {}
        self.lines = 0
        self.wrong: AssertionError | None = None

    async def run(self) -> None:
        while self.wrong is None:
            try:
                await self._listen(self.dice.choice(self.ports))
            except DOWN:
                await asyncio.sleep(0.1)
            except AssertionError as exc:
                self.wrong = exc

    def has_heard(self, how_many: int) -> bool:
        if self.wrong:
            raise self.wrong
        return len(self.words) >= how_many

    async def _listen(self, port: int) -> None:
        query = f"?cursor={self.cursor}" if self.cursor else ""
        address = f"ws://127.0.0.1:{port}/api/live{query}"
        names: Names = {}
        async with connect(address, additional_headers=self.who.cookie, open_timeout=3) as socket:
            self.lines += 1
            seq = 0
            async for frame in socket:
                seq += 1
                assert self._take(frame, names) == seq

    def _take(self, frame: str | bytes, names: Names) -> int:
        if isinstance(frame, bytes):
            told = places_of(frame, names)
            self.places |= told.places
            self.cursor = told.cursor
            return told.seq
        text = json.loads(frame)
        assert text["type"] != "reset", f"nothing is so old that it could not be resumed: {self.cursor}, {frame}"
        if text["type"] == "lead":
            self.words.append(text["lead"]["word"])
        self.cursor = text["cursor"]
        return int(text["seq"])


@asynccontextmanager
async def clients(house: Stage, ports: list[int]) -> AsyncIterator[list[Client]]:
    who = [await house.person(Role.COMMAND_ROOM) for _ in range(CLIENTS)]
    made = [Client(one, ports, n) for n, one in enumerate(who)]
    running = [asyncio.create_task(client.run()) for client in made]
    await until(lambda: all(client.cursor for client in made), PATIENCE_S)
    try:
        yield made
    finally:
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


async def until(so: Callable[[], bool], seconds: float) -> None:
    async with asyncio.timeout(seconds):
        while not so():  # noqa: ASYNC110 - one look at many clients
            await asyncio.sleep(0.05)


async def certainly(attempt: Callable[[], Awaitable[None]], done: Callable[[], Awaitable[bool]]) -> None:
    """Again until it is committed, and once only: a connection that breaks does not say whether it was."""
    async with asyncio.timeout(60):
        while True:
            try:
                if await done():
                    return
                await attempt()
            except DOWN:
                await asyncio.sleep(0.1)


async def told(house: Stage, word: str) -> None:
    async def committed() -> bool:
        return bool(await house.pool.fetchval("select true from live_events where body->>'word' = $1 limit 1", word))

    await certainly(lambda: house.tell(word), committed)


async def heard(clients: list[Client], words: list[str]) -> None:
    with suppress(TimeoutError):
        await until(lambda: all(client.has_heard(len(words)) for client in clients), 60)
    for client in clients:
        assert [word[:20] for word in client.words] == [word[:20] for word in words], client.cursor


@pytest.fixture
def door(ground: Ground) -> Iterator[int]:
    """A real nginx in front of both processes."""
    with nginx(workers.own("soak") / "nginx", ground.ports) as port:
        yield port


@pytest.mark.parametrize("blow", ["app", "database"])
async def test_behind_a_proxy_every_client_ends_complete_and_in_order_after(
    blow: str, ground: Ground, house: Stage, door: int
) -> None:
    hurt = {"app": partial(ground.kill_app, 0), "database": ground.kill_database}[blow]
    lines = await complete_and_in_order([door], house, blow, hurt)
    # While the database is away, lines stay open and wait with the hub.
    assert blow == "database" or lines > CLIENTS, "nobody lost a line"


async def test_behind_a_proxy_every_client_ends_complete_and_in_order_after_redis_and_the_database_were_killed(
    redis_ground: Ground, messenger: Redis
) -> None:
    async def both() -> None:
        messenger.kill()
        await redis_ground.kill_database()
        await asyncio.sleep(0.5)
        messenger.start()

    behind = nginx(workers.own("soak") / "nginx", redis_ground.ports)
    async with stage(redis_ground.dsn, wake_url=messenger.url) as house:
        with behind as door:
            await complete_and_in_order([door], house, "both", both)
        await woken(messenger, redis_ground)


async def woken(messenger: Redis, ground: Ground) -> None:
    """All listen to Redis again, and were told by it that something happened: it forgot all else when it was killed."""
    async with redis.Redis.from_url(messenger.url) as client, asyncio.timeout(PATIENCE_S):
        listening_to, told = 0, 0
        while listening_to < len(ground.ports) or not told:
            listening_to = dict(await client.pubsub_numsub("fengxun_live")).get(b"fengxun_live", 0)
            told = (await client.info("commandstats")).get("cmdstat_publish", {}).get("calls", 0)
            await asyncio.sleep(0.1)


async def complete_and_in_order(ports: list[int], house: Stage, blow: str, hurt: Callable[[], Awaitable[None]]) -> int:
    """How many lines the clients had."""
    walker = await house.on_duty()
    words = [f"{blow} {n}" for n in range(30)]
    words[10] = f"{blow} {BIG}"
    async with clients(house, ports) as listeners:
        for n, word in enumerate(words):
            if n == 5:
                hit = asyncio.ensure_future(hurt())
            await told(house, word)
        await hit
        await told(house, f"{blow} after")
        last = (120.3, 29.7)
        with suppress(*DOWN):
            await house.walk(walker, *last)
        await heard(listeners, [*words, f"{blow} after"])
        await until(lambda: all(c.places.get(walker.id, (0,))[1:3] == last for c in listeners), PATIENCE_S)
        return sum(client.lines for client in listeners)


async def test_what_one_process_is_told_cuts_the_line_at_the_other_at_once(ground: Ground, house: Stage) -> None:
    here, there = ground.ports
    for _ in range(3):
        watcher = await house.person(Role.COMMAND_ROOM)
        async with listening(there, watcher) as ear:
            async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{here}", headers=watcher.cookie) as client:
                assert (await client.delete("/api/session")).status_code == 204
            with pytest.raises(ConnectionClosed) as closed:
                await ear.frame(within=AT_ONCE_S)
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 4401


async def test_a_role_taken_away_at_one_process_cuts_the_line_at_the_other_at_once(
    ground: Ground, house: Stage
) -> None:
    here, there = ground.ports
    admin, watcher = await house.person(Role.SECURITY_ADMIN, towns=()), await house.person(Role.COMMAND_ROOM)
    async with listening(there, watcher) as ear:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{here}", headers=admin.cookie) as client:
            answer = await client.put(f"/api/people/{watcher.id}/roles", json={"roles": ["grid_worker"]})
            assert answer.status_code in (200, 204), answer.text
        with pytest.raises(ConnectionClosed) as closed:
            await ear.frame(within=AT_ONCE_S)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4403
