"""Every SQL statement about access keys."""

from datetime import datetime
from uuid import UUID

from backend.auth.caller import Recognised
from backend.auth.keys.structs import AccessKey
from backend.core import db
from backend.core.db import Conn


async def callers(conn: Conn, hashes: list[bytes]) -> list[Recognised]:
    """The people behind these keys, save those revoked, ended or of somebody disabled. A key stands for a session."""
    return await db.all(
        conn,
        Recognised,
        """
        select people.id, name, display_name, roles, town_codes, squad,
               access_keys.id as session_id, null::uuid as device_id,
               coalesce(used_at, access_keys.created_at - interval '1 day') as seen_at, must_change_password,
               key_sha256 as token_sha256
        from access_keys join people on people.id = person_id
        where key_sha256 = any($1::bytea[]) and revoked_at is null and not people.disabled and now() < ends_at
        """,
        hashes,
    )


async def touch(conn: Conn, key_ids: list[UUID]) -> None:
    """Used just now. One that somebody is changing is left to them: nobody's request waits for that."""
    await db.run(
        conn,
        """
        update access_keys set used_at = now()
        where id in (select id from access_keys where id = any($1::uuid[]) for no key update skip locked)
        """,
        key_ids,
    )


async def insert(
    conn: Conn, key_id: UUID, person_id: UUID, key_sha256: bytes, label: str, ends_at: datetime
) -> AccessKey:
    return await db.one(
        conn,
        AccessKey,
        """
        insert into access_keys (id, person_id, key_sha256, label, ends_at) values ($1, $2, $3, $4, $5)
        returning id, label, created_at, ends_at, used_at
        """,
        key_id, person_id, key_sha256, label, ends_at,
    )  # fmt: skip


async def of_person(conn: Conn, person_id: UUID) -> list[AccessKey]:
    """Those that still open something, the newest first."""
    return await db.all(
        conn,
        AccessKey,
        """
        select id, label, created_at, ends_at, used_at from access_keys
        where person_id = $1 and revoked_at is null and now() < ends_at
        order by created_at desc, id
        """,
        person_id,
    )


async def revoke(conn: Conn, person_id: UUID, key_id: UUID) -> int:
    """How many opened something: one or none."""
    return await db.run(
        conn,
        """
        update access_keys set revoked_at = now()
        where person_id = $1 and id = $2 and revoked_at is null and now() < ends_at
        """,
        person_id,
        key_id,
    )


async def revoke_all(conn: Conn, person_id: UUID) -> int:
    return await db.run(
        conn, "update access_keys set revoked_at = now() where person_id = $1 and revoked_at is null", person_id
    )
