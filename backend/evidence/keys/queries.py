"""Every SQL statement about the keys that phones sign with."""

from uuid import UUID

from backend.core import db
from backend.core.db import Conn
from backend.evidence.keys.structs import CaptureKey, Counted, NewCaptureKey

_SELECT = """
    select capture_keys.id, person_id, holder.display_name as person_name, device_id, label, public_key,
           case when revoked_at is not null then 'revoked' when approved_at is not null then 'approved'
                else 'pending' end as state,
           enrolled_at, approved_at, approver.display_name as approved_by_name, revoked_at, revoked_reason
    from capture_keys join people holder on holder.id = person_id left join people approver on approver.id = approved_by
"""


async def insert(conn: Conn, person_id: UUID, new: NewCaptureKey, spki: bytes) -> int:
    """0 when the id is taken."""
    return await db.run(
        conn,
        """
        insert into capture_keys (id, person_id, device_id, label, public_key) values ($1, $2, $3, $4, $5)
        on conflict (id) do nothing
        """,
        new.id, person_id, new.device_id, new.label, spki,
    )  # fmt: skip


async def maybe(conn: Conn, key_id: UUID) -> CaptureKey | None:
    return await db.maybe_one(conn, CaptureKey, _SELECT + "where capture_keys.id = $1", key_id)


async def by_id(conn: Conn, key_id: UUID) -> CaptureKey:
    return await db.one(conn, CaptureKey, _SELECT + "where capture_keys.id = $1", key_id)


async def within_reach(conn: Conn, person_id: UUID | None) -> list[CaptureKey]:
    """Those that wait first, then those in use, the newest first."""
    return await db.all(
        conn,
        CaptureKey,
        _SELECT
        + """
        where ($1::uuid is null or person_id = $1)
        order by revoked_at is not null, approved_at is not null, enrolled_at desc, capture_keys.id limit 2000
        """,
        person_id,
    )


async def some(conn: Conn, key_ids: list[UUID]) -> list[CaptureKey]:
    return await db.all(
        conn, CaptureKey, _SELECT + "where capture_keys.id = any($1::uuid[]) order by capture_keys.id", key_ids
    )


async def pending(conn: Conn, person_id: UUID) -> Counted:
    return await db.one(
        conn,
        Counted,
        """
        select count(*) as n from capture_keys where person_id = $1 and approved_at is null and revoked_at is null
        """,
        person_id,
    )


async def approve(conn: Conn, key_id: UUID, by: UUID) -> int:
    """0 when somebody has approved it before."""
    return await db.run(
        conn,
        """
        update capture_keys set approved_at = now(), approved_by = $2
        where id = $1 and approved_at is null and revoked_at is null
        """,
        key_id,
        by,
    )


async def revoke(conn: Conn, key_id: UUID, reason: str) -> int:
    """0 when it was revoked before: the first reason stays."""
    return await db.run(
        conn,
        "update capture_keys set revoked_at = now(), revoked_reason = $2 where id = $1 and revoked_at is null",
        key_id,
        reason,
    )
