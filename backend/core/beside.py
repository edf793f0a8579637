"""Work beside the requests, for as long as something else lasts."""

import asyncio
import logging
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any

log = logging.getLogger("fengxun")
_AGAIN_S = 0.2


@asynccontextmanager
async def beside(*works: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Run these while the block runs. However it ends, they are cancelled and waited for: nothing of theirs is under
    way when what they work with is closed.

    One that takes being cancelled for an error of its work, and goes on, is cancelled again.
    """
    tasks = [asyncio.create_task(work) for work in works]
    try:
        yield
    finally:
        for task in tasks:
            if task.done() and not task.cancelled() and (error := task.exception()):
                log.error("work beside the requests had ended by itself", exc_info=error)
        while going := [task for task in tasks if not task.done()]:
            for task in going:
                task.cancel()
            await asyncio.wait(going, timeout=_AGAIN_S)
