"""Giving evidence out: only what we made is shown, and the original only as a file."""

import hashlib
from collections.abc import AsyncIterator
from uuid import UUID

from msgspec import Struct

from backend.core.db import Conn, Context, Database
from backend.core.errors import NotFound, Problem
from backend.core.storage import Store
from backend.evidence import previews, queries, rules
from backend.evidence.custody import rules as purposes
from backend.evidence.custody import service as custody
from backend.evidence.custody.structs import EvidencePurpose
from backend.evidence.structs import Media, MediumState, PreviewState


class Unsatisfiable(Problem):
    status = 416
    code = "range_not_satisfiable"


class Picture(Struct, frozen=True, kw_only=True):
    """A JPEG. ``final``: it may be kept, for there will never be another one, and looking at it again is no event."""

    jpeg: bytes
    tag: str
    final: bool


class Original(Struct, frozen=True, kw_only=True):
    """Bytes ``start`` to ``end`` (both included) of the ``size`` bytes that were sent."""

    blocks: AsyncIterator[bytes]
    content_type: str
    filename: str
    sha256: str
    size: int
    start: int
    end: int
    partial: bool


async def state(conn: Conn, medium_id: UUID) -> Media:
    return await queries.by_id(conn, medium_id)


async def thumbnail(database: Database, store: Store, fence: Context, medium_id: UUID) -> Picture:
    async with database.transaction(fence) as conn:
        found = await queries.thumb(conn, medium_id)
    if found.preview == PreviewState.READY:
        jpeg = await store.read(previews.thumbnail_key(medium_id))
        return Picture(jpeg=jpeg, tag=f"thumbnail-{found.sha256}", final=True)
    if found.phone_thumbnail is None:
        raise NotFound("还没有缩略图。", "There is no thumbnail.")
    tag = f"phone-{hashlib.sha256(found.phone_thumbnail).hexdigest()}"
    return Picture(jpeg=found.phone_thumbnail, tag=tag, final=False)


async def preview(
    database: Database, store: Store, fence: Context, medium_id: UUID, asked: EvidencePurpose | None
) -> Picture:
    """What a medium shows, large. That somebody looked is written down.

    Raises:
        NotFound: there is none.
        PurposeRequired, Forbidden: see ``custody.rules``.
    """
    purpose = purposes.demand(asked)
    async with database.transaction(fence) as conn:
        found = await queries.thumb(conn, medium_id)
    if found.preview != PreviewState.READY:
        raise NotFound("没有预览。", "There is no preview.")
    purposes.check(purpose, fence.person, found.captured_by)
    await custody.note(database, fence, custody.VIEWED, medium_id, purpose)
    jpeg = await store.read(previews.preview_key(medium_id))
    return Picture(jpeg=jpeg, tag=f"preview-{found.sha256}", final=False)


async def original(
    database: Database, store: Store, fence: Context, medium_id: UUID, asked: str | None, why: EvidencePurpose | None
) -> Original:
    """Open the original, or the range of it that is ``asked`` for. That somebody opened it is written down.

    Raises:
        NotFound: not here yet.
        Unsatisfiable: the range lies outside.
        PurposeRequired, Forbidden: see ``custody.rules``.
    """
    purpose = purposes.demand(why)
    async with database.transaction(fence) as conn:
        medium = await queries.by_id(conn, medium_id)
        if medium.state != MediumState.RECEIVED:
            raise NotFound("原件尚未收到。", "The original has not been received yet.")
        start, end, partial = _range(asked, medium.size)
        (stored,) = await queries.stored(conn, [medium_id])
    purposes.check(purpose, fence.person, medium.captured_by)
    await custody.note(database, fence, custody.OPENED, medium_id, purpose)
    return Original(
        blocks=await store.vault.open(stored.kept, start, end - start + 1),
        content_type=rules.served_as(medium.detected_mime),
        filename=medium.filename,
        sha256=medium.sha256,
        size=medium.size,
        start=start,
        end=end,
        partial=partial,
    )


def _range(asked: str | None, size: int) -> tuple[int, int, bool]:
    try:
        found = rules.byte_range(asked, size)
    except ValueError:
        problem = Unsatisfiable("请求的范围超出文件。", "The range lies outside the file.")
        problem.headers = {"content-range": f"bytes */{size}"}
        raise problem from None
    return (*found, True) if found else (0, size - 1, False)
