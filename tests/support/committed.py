"""For stories that need real commits: a database copied from the migrated one, gone afterwards."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from httpx import AsyncClient

from tests.support import databases
from tests.support.live import Stage, stage

T = TypeVar("T")


@asynccontextmanager
async def committed(admin_dsn: str, database_url: str) -> AsyncIterator[Stage]:
    async with databases.copied(admin_dsn, database_url) as url, stage(url) as made:
        yield made


async def until(ask: Callable[[], Awaitable[T]], fits: Callable[[T], bool], seconds: float = 60) -> T:
    """Ask again until the answer fits."""
    async with asyncio.timeout(seconds):
        while True:
            found = await ask()
            if fits(found):
                return found
            await asyncio.sleep(0.05)


async def until_received(client: AsyncClient, medium: str) -> dict[str, Any]:
    async def ask() -> dict[str, Any]:
        state: dict[str, Any] = (await client.get(f"/api/media/{medium}/state")).json()
        return state

    return await until(ask, lambda found: found["state"] == "received")
