"""All that is known of a lead's evidence in one file that anybody can check without us."""

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, NamedTuple
from uuid import UUID

from backend.audit import queries as audit
from backend.core import clock
from backend.core.db import SYSTEM, Conn, Context, Database
from backend.core.errors import TooLarge
from backend.core.storage import Store
from backend.core.vault import Kept
from backend.evidence import queries as evidence
from backend.evidence.chain import packaging
from backend.evidence.chain.packaging import Taken
from backend.evidence.custody import service as custody
from backend.evidence.custody.structs import Custody
from backend.evidence.keys import queries as capture_keys
from backend.evidence.receipts import queries as receipts
from backend.evidence.structs import MediumState
from backend.leads import service as leads
from backend.leads.lists.sheet import number
from backend.leads.packages import aids, words
from backend.leads.packages.writing import Known, index_of, uncovered, write
from backend.tlog import service as log
from backend.tlog.structs import Sealed

MAX_BYTES = 4 << 30
MAX_EVENTS = 9_000
"""Two files each: beside the media and chains as many as the verifier opens (``layout.MAX_ENTRIES``)."""
_SIGNED = ("capture.signed", "capture.deleted", "capture.confirmed")


class Package(NamedTuple):
    """Open, and on no disk any more once it is closed. ``number``: the lead's, as it is read out."""

    file: BinaryIO
    size: int
    number: str


async def package(
    database: Database, store: Store, fence: Context, lead_id: UUID, purpose: str, redacted: bool, address: str
) -> Package:
    """That it was made, by whom and what for, stands in the record.

    ``redacted``: of what has a redacted copy, that alone. ``address``: of this installation, for who checks it.

    Raises:
        NotFound: no such lead within reach.
        TooLarge: more than 4 GiB of media, or than 9,000 events.
    """
    known, kept, withheld = await _known(database, fence, lead_id, purpose, redacted)
    index = index_of(known, purpose, clock.now(), withheld)
    folder = TemporaryDirectory(prefix="package-")
    try:
        originals = [(item, Path(folder.name) / str(item.id)) for item in index.items if item.file]
        for item, path in originals:
            await store.vault.download(kept[item.id], path)
        path = Path(folder.name) / "package.zip"
        readme = words.readme(index, address, aids.by_hand())
        await asyncio.to_thread(write, path, known, index, originals, readme)
        return Package(path.open("rb"), path.stat().st_size, number(known.lead))
    finally:
        await asyncio.to_thread(folder.cleanup)


async def told(conn: Conn, own: set[UUID], chain: Taken) -> list[Sealed]:
    """What was done to the lead and its media, to the keys, and that the numbers around have been signed.

    Raises:
        TooLarge: more than a package holds.
    """
    keys = {str(place.key_id) for place in chain.places}
    places = {(str(place.key_id), place.n) for place in chain.places}
    found = await log.about(conn, [*own, *map(UUID, keys)])
    found += await log.about(conn, list({place.subject for place in chain.places} - own), _SIGNED)

    def belongs(event: Sealed) -> bool:
        if event.action in _SIGNED:
            return (event.detail.get("key"), event.detail.get("n")) in places
        return event.subject in own or (str(event.subject) in keys and event.action.startswith("capture_key."))

    belonging = {event.id: event for event in found if belongs(event)}
    if len(belonging) > MAX_EVENTS:
        raise TooLarge("操作记录太多，无法打包。", f"More than {MAX_EVENTS} entries of the record.")
    return [event for _, event in sorted(belonging.items())]


async def _stories(conn: Conn, media: list[UUID], numbers: set[int]) -> list[Custody]:
    """Of each medium, as far as the package holds the entries it rests on."""
    told = await custody.custody(conn, media)
    return [
        Custody(medium_id=own, entries=[each for each in told[own] if each.event is None or each.event in numbers])
        for own in media
    ]


async def _known(
    database: Database, fence: Context, lead_id: UUID, purpose: str, redacted: bool
) -> tuple[Known, dict[UUID, Kept], set[UUID]]:
    """All that is told, where the bytes of each medium lie, and whose are left out."""
    async with database.transaction(fence) as conn:
        lead = await leads.detail(conn, lead_id)
        media = await evidence.of_lead(conn, lead_id)
        kept = {one.id: one.kept for one in await evidence.stored(conn, [m.id for m in media])}
    withheld = uncovered(media) if redacted else set()
    if sum(m.size for m in media if m.state == MediumState.RECEIVED) > MAX_BYTES:
        raise TooLarge("材料超过 4 GB，请分别下载。", "More than 4 GiB of media. Download them one by one.")
    # What was done is nobody's own: whoever may see the lead may see its record, and that alone.
    async with database.transaction(SYSTEM, still=True) as conn:
        chain = await packaging.taken(conn, lead_id)
        own = {lead_id, *(medium.id for medium in media)}
        events = await told(conn, own, chain)
        keys = await capture_keys.some(conn, sorted({entry.key_id for entry in chain.entries}))
        proofs, given = await log.proofs(conn, events), await receipts.of_lead(conn, lead_id)
        stamp = await log.stamped(conn, events)
        stories = await _stories(conn, [medium.id for medium in media], {event.id for event in events})
        known = Known(lead, media, events, proofs, stamp, chain, keys, given, stories)
    async with database.transaction(fence) as conn:
        await audit.record(
            conn, fence.person, "lead.packaged", lead_id, purpose=purpose, media=len(media), withheld=len(withheld)
        )
    return known, kept, withheld
