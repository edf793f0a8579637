"""Draw the photos, and send them the way phones do: declared, uploaded, read back and hashed before they count."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from concurrent.futures import ThreadPoolExecutor

from backend.core.db import SYSTEM, Context, Database
from backend.core.storage import Store
from backend.demo.loading import queries
from backend.demo.loading.queries import Unsent
from backend.demo.loading.reporting import filename
from backend.demo.pictures import photo
from backend.demo.pictures.photo import Files, Picture
from backend.demo.stories import Story
from backend.evidence.uploads import service as uploads
from backend.evidence.worker import Worker
from backend.leads import service as leads

_AT_ONCE = 4


async def draw(wanted: Mapping[str, Picture]) -> dict[str, Files]:
    """Photos by their file names. Pillow leaves the interpreter, so two threads are twice as fast."""
    with ThreadPoolExecutor(2) as threads:
        drawing = [asyncio.get_running_loop().run_in_executor(threads, photo.take, p) for p in wanted.values()]
        return dict(zip(wanted, await asyncio.gather(*drawing), strict=True))


def pictures(stories: list[Story]) -> dict[str, Picture]:
    return {
        filename(number, n): picture for number, story in enumerate(stories) for n, picture in enumerate(story.pictures)
    }


async def send(database: Database, store: Store, media: list[Unsent], photos: Mapping[str, Files]) -> None:
    """Upload these media and see each verified; ``photos`` by file name.

    Raises:
        Unavailable: the object store is away; run it again.
    """
    slots = asyncio.Semaphore(_AT_ONCE)

    async def upload(medium: Unsent) -> None:
        async with slots:
            await upload_one(database, store, medium, photos[medium.filename].jpeg)

    await asyncio.gather(*(upload(medium) for medium in media))
    worker = Worker(database, store, leads.announce)
    await asyncio.gather(*(_verify(database, worker) for _ in range(2)))


async def upload_one(database: Database, store: Store, medium: Unsent, jpeg: bytes) -> None:
    """Send one photo as its reporter. Verifying it is the worker's business."""
    fence = Context(medium.captured_by, (), "own")
    async with database.transaction(fence) as conn:
        begun = await uploads.create(conn, medium.captured_by, medium.id, len(jpeg))

    async def rest() -> AsyncIterator[bytes]:
        yield jpeg[begun.received_bytes :]

    left = len(jpeg) - begun.received_bytes
    await uploads.receive(database, store, fence, medium.id, begun.received_bytes, None, rest(), left)


async def _verify(database: Database, worker: Worker) -> None:
    """Do what is due until every photo is verified. Their previews come later and may wait for the server."""
    while await _unverified(database) and await worker.step():
        pass


async def _unverified(database: Database) -> int:
    async with database.transaction(SYSTEM) as conn:
        return (await queries.unverified(conn)).photos
