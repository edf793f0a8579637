"""All that is known of a lead's evidence in one file that anybody can check without us."""

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, NamedTuple
from uuid import UUID

from backend.audit import queries as audit
from backend.core import clock
from backend.core.db import SYSTEM, Context, Database
from backend.core.errors import TooLarge
from backend.core.storage import Store
from backend.evidence import queries as evidence
from backend.evidence import rehashing
from backend.evidence.structs import MediumState
from backend.leads import service as leads
from backend.leads.packages.writing import Known, index_of, write
from backend.tlog import queries as tlog
from backend.tlog import service as log

MAX_BYTES = 4 << 30


class Package(NamedTuple):
    """Open, and on no disk any more once it is closed."""

    file: BinaryIO
    size: int


async def package(database: Database, store: Store, fence: Context, lead_id: UUID, purpose: str) -> Package:
    """That it was made, by whom and what for, stands in the record.

    Raises:
        NotFound: no such lead within reach.
        TooLarge: more than 4 GiB of media.
    """
    known = await _known(database, fence, lead_id, purpose)
    index = index_of(known, purpose, clock.now())
    folder = TemporaryDirectory(prefix="package-")
    try:
        originals = [(item, Path(folder.name) / str(item.id)) for item in index.items if item.file]
        for item, path in originals:
            await store.download(rehashing.original(item.id, item.sha256), path)
        path = Path(folder.name) / "package.zip"
        await asyncio.to_thread(write, path, known, index, originals)
        return Package(path.open("rb"), path.stat().st_size)
    finally:
        await asyncio.to_thread(folder.cleanup)


async def _known(database: Database, fence: Context, lead_id: UUID, purpose: str) -> Known:
    async with database.transaction(fence) as conn:
        lead = await leads.detail(conn, lead_id)
        media = await evidence.of_lead(conn, lead_id)
    if sum(m.size for m in media if m.state == MediumState.RECEIVED) > MAX_BYTES:
        raise TooLarge("材料超过 4 GB，请分别下载。", "More than 4 GiB of media. Download them one by one.")
    # What was done is nobody's own: whoever may see the lead may see its record, and that alone.
    async with database.transaction(SYSTEM, still=True) as conn:
        events = await tlog.about(conn, [lead_id, *(m.id for m in media)])
        known = Known(lead, media, events, await log.proofs(conn, events), await log.stamped(conn, events))
    async with database.transaction(fence) as conn:
        await audit.record(conn, fence.person, "lead.packaged", lead_id, purpose=purpose, media=len(media))
    return known
