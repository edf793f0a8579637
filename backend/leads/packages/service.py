"""All that is known of a lead's evidence in one file that anybody can check without us."""

import asyncio
import zipfile
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from uuid import UUID

import msgspec

from backend.audit import queries as audit
from backend.core import clock
from backend.core.clock import SHANGHAI
from backend.core.db import SYSTEM, Context, Database
from backend.core.errors import TooLarge
from backend.core.storage import Store
from backend.evidence import queries as evidence
from backend.evidence.structs import Media, MediumState
from backend.leads import service as leads
from backend.leads.packages.structs import Index, Item
from backend.leads.packages.words import README
from backend.leads.structs import LeadDetail
from backend.tlog import entries
from backend.tlog import queries as tlog
from backend.tlog import service as log
from backend.tlog.structs import Sealed

MAX_BYTES = 4 << 30
_BLOCK = 256 << 10
_RECEIVED = "medium.received"
_SUFFIX = {"image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp", "image/heic": ".heic",
           "video/mp4": ".mp4", "video/webm": ".webm", "audio/webm": ".weba", "audio/mp4": ".m4a"}  # fmt: skip


class _Known(NamedTuple):
    lead: LeadDetail
    media: list[Media]
    events: list[Sealed]
    proofs: list[str | None]


async def package(database: Database, store: Store, fence: Context, lead_id: UUID, purpose: str, folder: Path) -> Path:
    """Written into ``folder``; that it was made, by whom and what for, stands in the record.

    Raises:
        NotFound: no such lead within reach.
        TooLarge: more than 4 GiB of media.
    """
    known = await _known(database, fence, lead_id, purpose)
    if sum(m.size for m in known.media if m.state == MediumState.RECEIVED) > MAX_BYTES:
        raise TooLarge("材料超过 4 GB，请分别下载。", "More than 4 GiB of media. Download them one by one.")
    index = _index(known, purpose, clock.now())
    originals = [(item, folder / str(item.id)) for item in index.items if item.file]
    for item, path in originals:
        await store.download(f"original/{item.id}/{item.sha256}", path)
    return await asyncio.to_thread(_write, folder / "package.zip", known, index, originals)


async def _known(database: Database, fence: Context, lead_id: UUID, purpose: str) -> _Known:
    async with database.transaction(fence) as conn:
        lead = await leads.detail(conn, lead_id)
        media = await evidence.of_lead(conn, lead_id)
    # What was done is nobody's own: whoever may see the lead may see its record, and that alone.
    async with database.transaction(SYSTEM, still=True) as conn:
        events = await tlog.about(conn, [lead_id, *(m.id for m in media)])
        known = _Known(lead, media, events, await log.proofs(conn, events))
    async with database.transaction(fence) as conn:
        await audit.record(conn, fence.person, "lead.packaged", lead_id, purpose=purpose, media=len(media))
    return known


def _index(known: _Known, purpose: str, now: datetime) -> Index:
    taken = {event.subject: event for event in known.events if event.action == _RECEIVED}
    return Index(
        v=1,
        subject=known.lead.id,
        made_at=now,
        purpose=purpose,
        items=[_item(medium, taken.get(medium.id)) for medium in known.media],
        events=[event.id for event in known.events],
    )


def _item(medium: Media, taken: Sealed | None) -> Item:
    received = medium.state == MediumState.RECEIVED
    mime = medium.detected_mime or medium.mime
    return Item(
        id=medium.id,
        file=f"originals/{medium.id}{_SUFFIX.get(mime, '.bin')}" if received else None,
        sha256=medium.sha256,
        size=medium.size,
        mime=mime,
        role=medium.role,
        source=medium.source,
        derived_from=medium.derived_from,
        captured_at=medium.captured_at,
        event=taken.id if taken else None,
    )


def _write(path: Path, known: _Known, index: Index, originals: Sequence[tuple[Item, Path]]) -> Path:
    made_at = f"{index.made_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"
    readme = README.format(subject=index.subject, made_at=made_at, purpose=index.purpose)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as file:
        file.writestr("README.txt", readme)
        file.writestr("index.json", msgspec.json.format(msgspec.json.encode(index), indent=1))
        file.writestr("lead.json", msgspec.json.format(msgspec.json.encode(known.lead), indent=1))
        for event, proof in zip(known.events, known.proofs, strict=True):
            file.writestr(f"events/{event.id}.json", entries.body(event))
            if proof:
                file.writestr(f"events/{event.id}.tlog-proof", proof)
        for item, original in originals:
            file.write(original, item.file)
            original.unlink()
    return path


async def blocks(folder: TemporaryDirectory[str], path: Path) -> AsyncIterator[bytes]:
    """The file in pieces; the folder is gone when the last was taken, or nobody takes any more."""
    try:
        with path.open("rb") as file:
            while block := await asyncio.to_thread(file.read, _BLOCK):
                yield block
    finally:
        await asyncio.to_thread(folder.cleanup)
