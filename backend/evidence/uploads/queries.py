"""Every SQL statement about the bytes of media that have arrived so far."""

from datetime import timedelta
from uuid import UUID

from backend.core import db
from backend.core.db import Conn
from backend.evidence.structs import Chunk, Upload


async def upload_of(conn: Conn, medium_id: UUID, captured_by: UUID) -> Upload:
    """An upload is continued by the person who captured the medium, on whichever device."""
    return await db.one(
        conn,
        Upload,
        "select id, state, size, received_bytes, due_at from media where id = $1 and captured_by = $2",
        medium_id,
        captured_by,
    )


async def begin_upload(conn: Conn, medium_id: UUID, life: timedelta) -> int:
    """Ready for the first byte: of a medium never sent, or sent with the wrong bytes. Touches no other."""
    return await db.run(
        conn,
        """
        update media set state = 'uploading', received_bytes = 0, attempts = 0, due_at = now() + $2::interval,
                         object_key = null, object_version = null, vaulted = false, stored_sha256 = null,
                         stored_sm3 = null, detected_mime = null
        where id = $1 and state in ('declared', 'mismatch')
        """,
        medium_id,
        life,
    )


async def grow_upload(conn: Conn, medium_id: UUID, start: int, end: int, life: timedelta) -> int:
    """Bytes ``start`` to ``end`` are stored. 0 when somebody else's bytes came first. The last byte starts checking."""
    return await db.run(
        conn,
        """
        update media set received_bytes = $3,
                         state = case when $3 = size then 'verifying' else 'uploading' end,
                         due_at = case when $3 = size then now() else now() + $4::interval end
        where id = $1 and received_bytes = $2 and state = 'uploading'
        """,
        medium_id,
        start,
        end,
        life,
    )


async def insert_chunk(conn: Conn, medium_id: UUID, chunk: Chunk) -> None:
    await db.run(
        conn,
        "insert into media_chunks (medium_id, start, size, object_key) values ($1, $2, $3, $4)",
        medium_id,
        chunk.start,
        chunk.size,
        chunk.object_key,
    )


async def chunks(conn: Conn, medium_id: UUID) -> list[Chunk]:
    return await db.all(
        conn, Chunk, "select start, size, object_key from media_chunks where medium_id = $1 order by start", medium_id
    )


async def forget_chunks(conn: Conn, medium_id: UUID) -> None:
    await db.run(conn, "delete from media_chunks where medium_id = $1", medium_id)


async def forget_upload(conn: Conn, medium_id: UUID, received_bytes: int) -> int:
    """Back to declared: given up by the phone, or expired. 0 when more bytes have come meanwhile."""
    return await db.run(
        conn,
        """
        update media set state = 'declared', received_bytes = 0, due_at = null
        where id = $1 and received_bytes = $2 and state = 'uploading'
        """,
        medium_id,
        received_bytes,
    )
