"""Everything known about a medium's bytes: what was declared, what was found, and what the file says of itself."""

from uuid import UUID

import msgspec

from backend.core.db import SYSTEM, Context, Database
from backend.core.sandbox import Stopped, run_limited
from backend.core.storage import Store
from backend.evidence import queries, rules
from backend.evidence.structs import ExifState, Media, MediaFacts, MediumState, StatedFacts, Stored


async def facts(database: Database, store: Store, fence: Context, medium_id: UUID) -> MediaFacts:
    """Raises: NotFound: no such medium within reach."""
    async with database.transaction(fence) as conn:
        medium = await queries.by_id(conn, medium_id)
        (stored,) = await queries.stored(conn, [medium_id])
    # How it was signed hangs on the whole chain, which may lead over media that are not within reach.
    async with database.transaction(SYSTEM) as conn:
        signed = await queries.signed(conn, medium_id)
    received = medium.state == MediumState.RECEIVED
    stated = await _stated(store, medium, stored)
    return MediaFacts(
        **{name: getattr(medium, name) for name in Media.__struct_fields__},
        stored_sha256=stored.stored_sha256,
        stored_sm3=stored.stored_sm3,
        object_version=stored.object_version,
        locked_until=stored.locked_until,
        above=await store.vault.above(stored.kept) if received else None,
        chain=signed.chain,
        chain_number=signed.number,
        exif_state=stated.state,
        exif=stated.exif,
    )


async def _stated(store: Store, medium: Media, stored: Stored) -> StatedFacts:
    if medium.state != MediumState.RECEIVED:
        return StatedFacts(state=ExifState.NOT_HERE)
    if medium.detected_mime not in rules.IMAGES:
        return StatedFacts(state=ExifState.NOT_A_PICTURE)
    if medium.size > rules.MAX_RENDERED:
        return StatedFacts(state=ExifState.UNREADABLE)
    data = await store.vault.read(stored.kept)
    try:
        answer = await run_limited("backend.evidence.exif:stated", data, max_output=1 << 16)
        return msgspec.msgpack.decode(answer, type=StatedFacts)
    except (Stopped, msgspec.DecodeError):
        return StatedFacts(state=ExifState.UNREADABLE)
