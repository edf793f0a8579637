"""Every SQL statement about media."""

from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from backend.core import db
from backend.core.db import Conn
from backend.core.vault import Kept
from backend.evidence.structs import Job, Made, Media, NewMedia, Signed, Stored, Surroundings, Thumb
from backend.tlog.structs import Event

_SELECT = """
    select id, lead_id, captured_by, state, sha256, size, received_bytes, mime, detected_mime, filename, source, role,
           derived_from, captured_at, fix, preview, preview_reason, width, height, verified_at
    from media
"""


async def insert(conn: Conn, lead_id: UUID, captured_by: UUID, medium: NewMedia, filename: str) -> int:
    """Declare a medium. 0 when the id is taken."""
    return await db.run(
        conn,
        """
        insert into media (id, lead_id, captured_by, state, sha256, size, mime, filename, source, captured_at, fix,
                           phone_thumbnail, role, derived_from)
        values ($1, $2, $3, 'declared', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        on conflict (id) do nothing
        """,
        medium.id, lead_id, captured_by, medium.sha256, medium.size, medium.mime, filename, medium.source.value,
        medium.captured_at, msgspec.to_builtins(medium.fix), medium.thumbnail, medium.role.value,
        medium.derived_from,
    )  # fmt: skip


async def insert_made(
    conn: Conn, made: Made, made_by: UUID | None, kept: Kept, locked_until: datetime | None, sm3: str
) -> int:
    """A picture that was made here and is stored already; its preview is due. 0 when the id is taken."""
    return await db.run(
        conn,
        """
        insert into media (id, lead_id, captured_by, state, sha256, stored_sha256, size, received_bytes, mime,
                           detected_mime, filename, source, role, derived_from, captured_at, verified_at, due_at,
                           object_key, object_version, vaulted, locked_until, stored_sm3)
        values ($1, $2, $3, 'received', $4, $4, $5, $5, $6, $6, $7, 'file', 'redacted', $8, $9, now(), now(),
                $10, $11, $12, $13, $14)
        on conflict (id) do nothing
        """,
        made.id, made.lead_id, made_by, made.sha256, made.size, made.mime, made.filename, made.derived_from, made.at,
        kept.key, kept.version, kept.vaulted, locked_until, sm3,
    )  # fmt: skip


async def maybe(conn: Conn, medium_id: UUID) -> Media | None:
    return await db.maybe_one(conn, Media, _SELECT + "where id = $1", medium_id)


async def by_id(conn: Conn, medium_id: UUID) -> Media:
    return await db.one(conn, Media, _SELECT + "where id = $1", medium_id)


async def of_lead(conn: Conn, lead_id: UUID) -> list[Media]:
    return await db.all(conn, Media, _SELECT + "where lead_id = $1 order by captured_at, id", lead_id)


async def thumb(conn: Conn, medium_id: UUID) -> Thumb:
    return await db.one(
        conn, Thumb, "select sha256, captured_by, preview, phone_thumbnail from media where id = $1", medium_id
    )


async def stored(conn: Conn, medium_ids: list[UUID]) -> list[Stored]:
    return await db.all(
        conn,
        Stored,
        """
        select id, sha256, stored_sha256, stored_sm3, object_key, object_version, vaulted, locked_until
        from media where id = any($1::uuid[]) order by id
        """,
        medium_ids,
    )


async def signed(conn: Conn, medium_id: UUID) -> Signed:
    """How the medium's capture was signed, whoever of its officer's entries came first."""
    return await db.one(
        conn,
        Signed,
        """
        select case when entry.sha256 is null then 'unsigned'
                    when (media_sha256, media_size, media_mime, media_role)
                         is distinct from (media.sha256, media.size, media.mime, media.role) then 'mismatch'
                    when entry.state <> 'whole' then entry.state
                    when capture_keys.approved_at is null then 'key_not_approved'
                    else 'signed' end as chain,
               entry.sha256 as manifest, entry.n as number
        from media
        left join lateral (
            select * from chain_entries
            where subject = media.id and kind = 'capture' and chain_entries.person_id = captured_by
            order by received_at, key_id, n limit 1
        ) as entry on true
        left join capture_keys on capture_keys.id = entry.key_id
        where media.id = $1
        """,
        medium_id,
    )


async def surroundings(conn: Conn, medium_id: UUID) -> Surroundings:
    return await db.one(
        conn,
        Surroundings,
        """
        select lead_id, town_code, reported_by as owner from media join leads on leads.id = lead_id where media.id = $1
        """,
        medium_id,
    )


# The worker


async def take_due(conn: Conn, lease: timedelta) -> Job | None:
    """What has waited longest, for this worker alone while the lease lasts, longer for larger ones.

    Pictures come last: phones wait to be told that their bytes are safe, and have sent a thumbnail along.
    """
    return await db.maybe_one(
        conn,
        Job,
        """
        update media set due_at = now() + $1::interval + make_interval(secs => size / 2e6), attempts = attempts + 1
        where id = (
            select id from media where due_at <= now()
            order by state = 'received', due_at limit 1 for update skip locked
        )
        returning id, state, sha256, size, received_bytes, object_key, object_version, vaulted, detected_mime, attempts
        """,
        lease,
    )


async def put_off(conn: Conn, medium_id: UUID, attempts: int, wait: timedelta) -> None:
    await db.run(
        conn,
        "update media set due_at = now() + $3::interval where id = $1 and attempts = $2",
        medium_id,
        attempts,
        wait,
    )


async def accept(conn: Conn, job: Job, kept: Kept, locked_until: datetime | None, detected_mime: str, sm3: str) -> int:
    """The stored object has the declared hash. A preview is due next."""
    return await db.run(
        conn,
        """
        update media set state = 'received', verified_at = now(), object_key = $3, object_version = $4, vaulted = $5,
                         locked_until = $6, stored_sha256 = sha256, detected_mime = $7, stored_sm3 = $8, attempts = 0,
                         due_at = now()
        where id = $1 and attempts = $2 and state = 'verifying'
        """,
        job.id,
        job.attempts,
        kept.key,
        kept.version,
        kept.vaulted,
        locked_until,
        detected_mime,
        sm3,
    )


async def reject(conn: Conn, job: Job, object_key: str | None, stored_sha256: str) -> int:
    """Other bytes than declared have arrived; they are kept aside under ``object_key``."""
    return await db.run(
        conn,
        """
        update media set state = 'mismatch', object_key = $3, stored_sha256 = $4, due_at = null
        where id = $1 and attempts = $2 and state = 'verifying'
        """,
        job.id,
        job.attempts,
        object_key,
        stored_sha256,
    )


async def preview_ready(conn: Conn, job: Job, width: int, height: int) -> int:
    return await db.run(
        conn,
        """
        update media set preview = 'ready', preview_reason = null, width = $3, height = $4, due_at = null
        where id = $1 and attempts = $2 and state = 'received'
        """,
        job.id,
        job.attempts,
        width,
        height,
    )


async def preview_none(conn: Conn, job: Job, reason: str) -> int:
    return await db.run(
        conn,
        """
        update media set preview = 'none', preview_reason = $3, due_at = null
        where id = $1 and attempts = $2 and state = 'received'
        """,
        job.id,
        job.attempts,
        reason,
    )


async def received(conn: Conn, after: int) -> list[Event]:
    """What the record says of the media that came and have to be there, oldest first, from behind ``after`` on."""
    return await db.all(
        conn,
        Event,
        """
        select id, at, actor, action, subject, detail from audit_events
        where action = 'medium.received' and id > $1
          and not exists (
              select from audit_events as later
              where later.subject = audit_events.subject and later.action = 'medium.erased')
        order by id limit 500
        """,
        after,
    )
