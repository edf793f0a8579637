"""What a demonstration does beside the requests. A production start imports nothing of it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from litestar import Litestar


@asynccontextmanager
async def demonstration(app: Litestar) -> AsyncIterator[None]:
    if not app.state.settings.demo:
        yield
        return
    from backend.demo.loading.walking import keep_walking

    async with keep_walking(app):
        yield
