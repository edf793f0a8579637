"""Taking bytes: every byte that arrived counts, and any process can take the next ones.

Bytes are put into the object store as they come, then written down in the database where they begin and end.
The row's ``received_bytes`` is the only truth about how far an upload is: of two requests that bring the same bytes,
the one that moves it first wins, and the other one's objects are deleted.
"""

import asyncio
import hashlib
import logging
import secrets
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from uuid import UUID

from litestar.exceptions import InternalServerException

from backend.audit import queries as audit
from backend.core.db import Conn, Context, Database
from backend.core.errors import Conflict, NotFound, TooLarge, Unavailable, invalid
from backend.core.storage import Store
from backend.evidence import service
from backend.evidence.rules import UPLOAD_LIFE
from backend.evidence.structs import MAX_SIZE, Chunk, MediumState, Upload
from backend.evidence.uploads import queries
from backend.evidence.uploads.tus import Checksum, ChecksumMismatch

log = logging.getLogger("fengxun")

CHUNK = 4 << 20
"""Bytes gathered before they are stored, and so the most that a killed process can lose of a request."""
_SMALL = 256 << 10
_STORE_EVERY_S = 5.0
_QUIET_S = 2.0
"""What came is stored when nothing more has come for so long: a phone that has lost its network never says so."""
_SILENCE_S = 60.0
"""A connection that says nothing for so long is taken as dropped."""


def folder(medium_id: UUID) -> str:
    """Where the bytes of an unfinished upload lie in the store."""
    return f"incoming/{medium_id}/"


async def create(conn: Conn, actor: UUID, medium_id: UUID, length: int) -> Upload:
    """Make ready for the first byte. Asking again changes nothing, unless the bytes that came were wrong."""
    upload = await queries.upload_of(conn, medium_id, actor)
    if length > MAX_SIZE:
        raise TooLarge("文件太大。", f"A medium has at most {MAX_SIZE} bytes.")
    if length != upload.size:
        raise invalid("upload-length", "长度与申报不符。", f"The lead declares {upload.size} bytes.")
    if await queries.begin_upload(conn, medium_id, UPLOAD_LIFE):
        await service.announce(conn, medium_id)
    return await queries.upload_of(conn, medium_id, actor)


async def find(conn: Conn, actor: UUID, medium_id: UUID) -> Upload:
    """Raises: NotFound: never created, given up, expired, or to be sent again; the phone creates it anew."""
    upload = await queries.upload_of(conn, medium_id, actor)
    if upload.state in {MediumState.DECLARED, MediumState.MISMATCH}:
        raise NotFound("没有这个上传。", "No such upload.")
    return upload


async def terminate(database: Database, store: Store, fence: Context, medium_id: UUID) -> None:
    """Forget an unfinished upload. What is complete is evidence and stays."""
    assert fence.person
    async with database.transaction(fence) as conn:
        upload = await find(conn, fence.person, medium_id)
        chunks = await queries.chunks(conn, medium_id)
        if not await queries.forget_upload(conn, medium_id, upload.received_bytes):
            raise Conflict("上传已完成,不能撤销。", "A complete upload stays.")
        await queries.forget_chunks(conn, medium_id)
        await audit.record(conn, fence.person, "upload.terminated", medium_id)
        await service.announce(conn, medium_id)
    await discard(store, chunks)


async def discard(store: Store, chunks: list[Chunk]) -> None:
    """Delete stored chunks. A store that is away keeps them until the medium has been received."""
    with suppress(Unavailable):
        await store.delete(chunk.object_key for chunk in chunks)


class Intake:
    """One request that brings bytes, from ``offset`` on."""

    def __init__(
        self, database: Database, store: Store, fence: Context, upload: Upload, checksum: Checksum | None
    ) -> None:
        self._database = database
        self._store = store
        self._fence = fence
        self._upload = upload
        self._checksum = checksum
        self._digest = checksum.start() if checksum else hashlib.sha256()
        self._buffer = bytearray()
        self._unproven: list[Chunk] = []
        self._stored_at = time.monotonic()
        self.offset = upload.received_bytes

    async def take(self, body: AsyncIterator[bytes]) -> None:
        """Store what comes until the body, or the connection, ends.

        Raises:
            TooLarge: more bytes than declared.
            Conflict: another request brought these bytes first.
            ChecksumMismatch: nothing of this request has been kept.
            Unavailable: the store is away; what was stored before stays.
        """
        complete = await self._gather(body)
        if self._checksum is None:
            await self._store_buffer()
        elif complete and self._digest.digest() == self._checksum.digest:
            await self._store_buffer()
            await self._write_down(self._unproven)
        else:
            await discard(self._store, self._unproven)
            raise ChecksumMismatch("校验和不符。", "The bytes do not match Upload-Checksum.")

    async def _gather(self, body: AsyncIterator[bytes]) -> bool:
        try:
            while True:
                block = await self._next(body)
                if block is None:
                    return True
                await self._add(block)
        except (InternalServerException, ConnectionError, TimeoutError) as exc:
            log.info("an upload was cut off: %s", exc)
            return False

    async def _next(self, body: AsyncIterator[bytes]) -> bytes | None:
        """The next block; None at the end. Whoever falls silent may be gone: what came is stored then."""
        coming = asyncio.ensure_future(anext(body, None))
        try:
            await asyncio.wait({coming}, timeout=_QUIET_S)
            if not coming.done() and self._checksum is None:
                await self._store_buffer()
            async with asyncio.timeout(_SILENCE_S):
                return await coming
        finally:
            coming.cancel()

    async def _add(self, block: bytes) -> None:
        if self.offset + len(self._buffer) + len(block) > self._upload.size:
            await discard(self._store, self._unproven)
            raise TooLarge("字节数超过申报。", "More bytes than declared.")
        self._buffer += block
        if self._checksum:
            self._digest.update(block)
        waited = time.monotonic() - self._stored_at > _STORE_EVERY_S
        if len(self._buffer) >= (_SMALL if waited else CHUNK):
            await self._store_buffer()

    async def _store_buffer(self) -> None:
        data, self._buffer = bytes(self._buffer), bytearray()
        self._stored_at = time.monotonic()
        if not data:
            return
        key = f"{folder(self._upload.id)}{self.offset:015d}-{secrets.token_hex(8)}"
        chunk = Chunk(start=self.offset, size=len(data), object_key=key)
        await self._store.put(key, data)
        self.offset += len(data)
        self._unproven.append(chunk)
        if self._checksum is None:
            await self._write_down([chunk])

    async def _write_down(self, chunks: list[Chunk]) -> None:
        if not chunks:
            return
        start, end = chunks[0].start, chunks[-1].start + chunks[-1].size
        try:
            async with self._database.transaction(self._fence) as conn:
                if not await queries.grow_upload(conn, self._upload.id, start, end, UPLOAD_LIFE):
                    raise Conflict("另一个请求已上传这些字节。", "Another request brought these bytes first.")
                for chunk in chunks:
                    await queries.insert_chunk(conn, self._upload.id, chunk)
                if end == self._upload.size:
                    await service.announce(conn, self._upload.id)
        except Conflict:
            await discard(self._store, chunks)
            raise


async def receive(
    database: Database,
    store: Store,
    fence: Context,
    medium_id: UUID,
    offset: int,
    checksum: Checksum | None,
    body: AsyncIterator[bytes],
    announced: int,
) -> Upload:
    """Take the bytes of one PATCH, ``announced`` of them if the client knew. No transaction is open meanwhile."""
    assert fence.person
    async with database.transaction(fence) as conn:
        upload = await find(conn, fence.person, medium_id)
    if offset != upload.received_bytes:
        raise Conflict("续传位置不符。", f"The next byte is {upload.received_bytes}.")
    if offset + announced > upload.size:
        raise TooLarge("字节数超过申报。", "More bytes than declared.")
    await Intake(database, store, fence, upload, checksum).take(body)
    async with database.transaction(fence) as conn:
        return await queries.upload_of(conn, medium_id, fence.person)
