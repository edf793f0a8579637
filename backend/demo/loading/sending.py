"""Draw the photos, and send them the way phones do: declared, uploaded, read back and hashed before they count."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from concurrent.futures import ThreadPoolExecutor

from backend.auth.caller import Caller
from backend.auth.permissions import Permission
from backend.core.db import SYSTEM, Database
from backend.core.storage import Store
from backend.demo.loading import queries
from backend.demo.loading.queries import Unsent
from backend.demo.loading.reporting import filename
from backend.demo.pictures import photo
from backend.demo.pictures.photo import Files, Picture
from backend.demo.stories import Story
from backend.evidence import uploads
from backend.evidence.worker import Worker
from backend.leads import service as leads

_AT_ONCE = 4


async def draw(stories: list[Story]) -> dict[str, Files]:
    """Every photo of every story by its file name. Pillow leaves the interpreter, so two threads are twice as fast."""
    wanted = pictures(stories)
    with ThreadPoolExecutor(2) as threads:
        drawing = [asyncio.get_running_loop().run_in_executor(threads, photo.take, p) for p in wanted.values()]
        return dict(zip(wanted, await asyncio.gather(*drawing), strict=True))


def pictures(stories: list[Story]) -> dict[str, Picture]:
    return {
        filename(number, n): picture for number, story in enumerate(stories) for n, picture in enumerate(story.pictures)
    }


async def send(database: Database, store: Store, photos: Mapping[str, Files], callers: Mapping[str, Caller]) -> int:
    """Upload and verify whatever has not been sent yet; the answer is how many. Needs every photo that is missing.

    Raises:
        Unavailable: the object store is away; run it again.
    """
    async with database.transaction(SYSTEM) as conn:
        missing = await queries.unsent(conn, [caller.id for caller in callers.values()])
    by_id = {caller.id: caller for caller in callers.values()}
    slots = asyncio.Semaphore(_AT_ONCE)

    async def upload(medium: Unsent) -> None:
        async with slots:
            await _upload(database, store, medium, by_id[medium.captured_by], photos[medium.filename].jpeg)

    await asyncio.gather(*(upload(medium) for medium in missing if medium.filename in photos))
    worker = Worker(database, store, leads.announce)
    await asyncio.gather(*(_verify(worker, len(missing) // 2 + 1) for _ in range(2)))
    return len(missing)


async def _upload(database: Database, store: Store, medium: Unsent, caller: Caller, jpeg: bytes) -> None:
    fence = caller.context(Permission.MEDIA_UPLOAD)
    async with database.transaction(fence) as conn:
        begun = await uploads.create(conn, caller.id, medium.id, len(jpeg))

    async def rest() -> AsyncIterator[bytes]:
        yield jpeg[begun.received_bytes :]

    left = len(jpeg) - begun.received_bytes
    await uploads.receive(database, store, fence, medium.id, begun.received_bytes, None, rest(), left)


async def _verify(worker: Worker, times: int) -> None:
    """Media that are due longest come first, and those are the ones to verify; previews may wait for the server."""
    for _ in range(times):
        if not await worker.step():
            return
