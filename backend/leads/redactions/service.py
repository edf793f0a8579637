"""Painting over what others are not to see: a medium of its own, which points to its original and never replaces it."""

import hashlib
from typing import NamedTuple
from uuid import UUID

import msgspec

from backend.audit import queries as audit
from backend.core import clock
from backend.core.db import Conn, Context, Database
from backend.core.errors import Conflict, NotFound, Unavailable, invalid
from backend.core.ids import demand_uuid7
from backend.core.sandbox import Stopped, run_limited
from backend.core.storage import Store
from backend.core.vault import Kept
from backend.evidence import queries as evidence
from backend.evidence import rehashing, rules
from backend.evidence import service as media
from backend.evidence.custody import rules as purposes
from backend.evidence.redact import Box, Order, Redacted
from backend.evidence.structs import Made, Media, MediumRole, MediumState
from backend.leads import service as leads
from backend.leads.redactions.structs import NewRedaction

_MIME = "image/jpeg"


class _Original(NamedTuple):
    medium: Media
    kept: Kept


async def redact(
    database: Database, store: Store, fence: Context, lead_id: UUID, medium_id: UUID, new: NewRedaction
) -> tuple[Media, bool]:
    """Once, however often it is asked for; the second value is whether it is new.

    Raises:
        NotFound: no such original in this lead, within reach, whose bytes are here.
        Invalid: it is no original, or no picture that can be read.
        Conflict: the id is taken by something else.
    """
    demand_uuid7("medium_id", medium_id)
    original = await _original(database, fence, lead_id, new)
    jpeg = await _painted(await store.vault.read(original.kept), new)
    made = Made(
        id=medium_id,
        lead_id=lead_id,
        derived_from=new.of,
        sha256=hashlib.sha256(jpeg).hexdigest(),
        size=len(jpeg),
        mime=_MIME,
        filename=f"{original.medium.filename.rpartition('.')[0] or 'photo'}-redacted.jpg",
        at=clock.now(),
    )
    async with database.transaction(fence) as conn:
        if (there := await _as_made_before(conn, made)) is not None:
            return there, False
    kept = await store.vault.put(rehashing.original(medium_id, made.sha256), jpeg, _MIME)
    stored = await store.vault.fingerprint(kept)
    if stored.sha256 != made.sha256:
        raise Unavailable("存储内容不一致。", "The store gave back other bytes than it was given.")
    locked_until = await store.vault.lock(kept, clock.now() + rules.FIRST_LOCK)
    async with database.transaction(fence) as conn:
        if not await evidence.insert_made(conn, made, fence.person, kept, locked_until, stored.sm3):
            if (there := await _as_made_before(conn, made)) is not None:  # the same, sent twice at once
                return there, False
            raise _taken()
        what = {"medium": medium_id, "role": MediumRole.REDACTED.value, "purpose": new.purpose.value}
        await audit.record(conn, fence.person, "medium.derived", new.of, boxes=len(new.boxes), **what)
        taken = {"sha256": made.sha256, "sm3": stored.sm3, "size": made.size, "version": kept.version}
        await audit.record(conn, fence.person, "medium.received", medium_id, derived_from=new.of, **taken)
        await leads.announce(conn, lead_id)
        return await media.announce(conn, medium_id), True


async def _original(database: Database, fence: Context, lead_id: UUID, new: NewRedaction) -> _Original:
    async with database.transaction(fence) as conn:
        medium = await evidence.by_id(conn, new.of)
        (stored,) = await evidence.stored(conn, [new.of])
    if medium.lead_id != lead_id or medium.state is not MediumState.RECEIVED:
        raise NotFound("没有这件材料，或原件尚未收到。", "No such medium in this lead, or it is not here yet.")
    if medium.role is not MediumRole.ORIGINAL:
        raise invalid("of", "只能遮挡原件。", "Only an original can be painted over.")
    if medium.detected_mime not in rules.IMAGES or medium.size > rules.MAX_RENDERED:
        raise invalid("of", "这不是可以遮挡的照片。", "Not a picture that can be painted over.")
    purposes.check(new.purpose, fence.person, medium.captured_by)
    return _Original(medium, stored.kept)


async def _painted(picture: bytes, new: NewRedaction) -> bytes:
    order = Order([Box(box.x, box.y, box.width, box.height) for box in new.boxes], picture)
    try:
        answer = await run_limited("backend.evidence.redact:boxes", msgspec.msgpack.encode(order), max_output=32 << 20)
        made = msgspec.msgpack.decode(answer, type=Redacted)
    except (Stopped, msgspec.DecodeError):
        made = Redacted(reason="decoder_failed")
    if made.reason:
        raise invalid("of", "这张照片无法解码。", f"The picture cannot be read ({made.reason}).")
    return made.jpeg


async def _as_made_before(conn: Conn, made: Made) -> Media | None:
    """The same picture under the same id: rendering it again gives the same bytes."""
    there = await evidence.maybe(conn, made.id)
    if there is not None and (there.derived_from, there.sha256) != (made.derived_from, made.sha256):
        raise _taken()
    return there


def _taken() -> Conflict:
    return Conflict("此编号已用于其他内容。", "This id was used for something else.")
