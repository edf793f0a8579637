"""Watch the object store beside the requests: make the bucket, see what is enforced, notice when it is away."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from litestar import Litestar
from litestar.datastructures import State

from backend.core.beside import beside
from backend.core.errors import Problem
from backend.core.storage import Store

log = logging.getLogger("fengxun")
_LOOK_EVERY_S = 15
_TRY_AGAIN_AFTER_S = 2


@asynccontextmanager
async def watch(app: Litestar) -> AsyncIterator[None]:
    """The application starts without the store too; phones keep what they have until it is there."""
    try:
        async with beside(_watch(app.state, app.state.store)):
            yield
    finally:
        app.state.store.close()


async def _watch(state: State, store: Store) -> None:
    while True:
        state.objects = "ok" if await look(state, store) else "down"
        await asyncio.sleep(_LOOK_EVERY_S if state.objects == "ok" else _TRY_AGAIN_AFTER_S)


async def look(state: State, store: Store) -> bool:
    """Is the store there? The first time it is, also probe what it enforces."""
    try:
        await store.make_bucket()
        state.originals = (await store.vault.ready()).value
        if "worm" not in state:
            found = await store.probe()
            log.info("the object store enforces: %s", found)
            state.worm = "proven" if found.object_lock else "not available"
    except Exception as exc:  # whatever it is, the watch goes on
        log.warning("the object store is away: %s", exc, exc_info=not isinstance(exc, Problem))
        return False
    return True
