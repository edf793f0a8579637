"""How the processes wake each other when an event was committed.

The outbox is the truth (``core/live.py``); a wake-up says no more than "look". It may be late, doubled or lost: the hub
looks by itself once a second. PostgreSQL's NOTIFY needs nothing beside the database. Redis or Valkey, for houses that
have it, spares the database the queue that commits with NOTIFY stand in.
"""

import asyncio
from collections.abc import Callable
from typing import Protocol

import asyncpg
import redis.asyncio as redis

from backend.core.live import CHANNEL

SPARED = {"app.wake": "elsewhere"}
"""The setting of a connection whose events are not to be announced by NOTIFY."""
_TIMEOUT_S = 5.0
_SILENCE_S = 10.0


class Wake(Protocol):
    """One per process."""

    def tell(self) -> None:
        """An event was committed here. Never waits, never fails."""

    async def carry(self) -> None:
        """Take to the other processes what is to be told; raises when the way is cut."""

    async def listen(self, heard: Callable[[], None]) -> None:
        """Call ``heard`` at the start and at each wake-up, until the way is cut."""


class NotifyWake:
    """PostgreSQL tells of a commit by itself: the statement that writes the event holds the NOTIFY."""

    def __init__(self, database_url: str) -> None:
        self._url = database_url

    def tell(self) -> None:
        pass

    async def carry(self) -> None:
        await asyncio.Event().wait()

    async def listen(self, heard: Callable[[], None]) -> None:
        conn = await asyncpg.connect(self._url, timeout=_TIMEOUT_S)
        ended = asyncio.Event()
        conn.add_termination_listener(lambda _: ended.set())
        try:
            await conn.add_listener(CHANNEL, lambda *_: heard())
            heard()
            await ended.wait()
        finally:
            conn.terminate()


class RedisWake:
    """Redis or Valkey, publish and subscribe. Many commits of a moment become one message."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._due = asyncio.Event()

    def tell(self) -> None:
        self._due.set()

    async def carry(self) -> None:
        await self._due.wait()
        self._due.clear()
        try:
            async with self._client() as client:
                while True:
                    await client.publish(CHANNEL, b"")
                    await self._due.wait()
                    self._due.clear()
        except BaseException:
            self._due.set()  # whatever it was, it is told when the way is back
            raise

    async def listen(self, heard: Callable[[], None]) -> None:
        async with self._client() as client, client.pubsub() as line:
            await line.subscribe(CHANNEL)
            heard()
            while True:
                if await line.get_message(timeout=_SILENCE_S) is not None:
                    heard()
                else:
                    await line.ping()

    def _client(self) -> redis.Redis:
        return redis.Redis.from_url(self._url, socket_connect_timeout=_TIMEOUT_S, socket_timeout=_TIMEOUT_S)


DOWN = (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError, redis.RedisError)
"""What it looks like when whoever carries wake-ups, or the database, is away for a while."""


def of(wake_url: str, database_url: str) -> Wake:
    return RedisWake(wake_url) if wake_url else NotifyWake(database_url)
