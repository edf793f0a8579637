"""All that is known of a lead's evidence in one file that anybody can check without us."""

import asyncio
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, NamedTuple
from uuid import UUID

import msgspec

from backend.audit import queries as audit
from backend.core import clock
from backend.core.china import SHANGHAI
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
_RECEIVED = "medium.received"
_SUFFIX = {"image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp", "image/heic": ".heic",
           "video/mp4": ".mp4", "video/webm": ".webm", "audio/webm": ".weba", "audio/mp4": ".m4a"}  # fmt: skip


class _Known(NamedTuple):
    lead: LeadDetail
    media: list[Media]
    events: list[Sealed]
    proofs: list[str | None]


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
    index = _index(known, purpose, clock.now())
    folder = TemporaryDirectory(prefix="package-")
    try:
        originals = [(item, Path(folder.name) / str(item.id)) for item in index.items if item.file]
        for item, path in originals:
            await store.download(f"original/{item.id}/{item.sha256}", path)
        path = Path(folder.name) / "package.zip"
        await asyncio.to_thread(_write, path, known, index, originals)
        return Package(path.open("rb"), path.stat().st_size)
    finally:
        await asyncio.to_thread(folder.cleanup)


async def _known(database: Database, fence: Context, lead_id: UUID, purpose: str) -> _Known:
    async with database.transaction(fence) as conn:
        lead = await leads.detail(conn, lead_id)
        media = await evidence.of_lead(conn, lead_id)
    if sum(m.size for m in media if m.state == MediumState.RECEIVED) > MAX_BYTES:
        raise TooLarge("材料超过 4 GB，请分别下载。", "More than 4 GiB of media. Download them one by one.")
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


def _write(path: Path, known: _Known, index: Index, originals: Sequence[tuple[Item, Path]]) -> None:
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
