"""Every SQL statement about sessions, devices and sign-in."""

from datetime import datetime
from uuid import UUID

from backend.auth.caller import Caller, Recognised
from backend.auth.structs import Attempts, Credentials, Device, Enrolment, RevokedKey, Session, Shut, Town
from backend.core import db
from backend.core.db import Conn


async def callers(conn: Conn, hashes: list[bytes]) -> list[Recognised]:
    """The people behind these tokens, save those signed out, timed out, disabled or on a revoked device."""
    return await db.all(
        conn,
        Recognised,
        """
        select people.id, name, display_name, roles, town_codes, squad,
               sessions.id as session_id, sessions.device_id, sessions.seen_at, must_change_password, token_sha256
        from sessions
        join people on people.id = sessions.person_id
        left join devices on devices.person_id = people.id and devices.id = sessions.device_id
        where token_sha256 = any($1::bytea[]) and sessions.revoked_at is null and not people.disabled
          and now() < idle_until and now() < ends_at and devices.revoked_at is null
        """,
        hashes,
    )


async def caller_of_session(conn: Conn, session_id: UUID) -> Caller | None:
    """The same, for a connection that is already open."""
    return await db.maybe_one(
        conn,
        Caller,
        """
        select people.id, name, display_name, roles, town_codes, squad,
               sessions.id as session_id, sessions.device_id, sessions.seen_at, must_change_password
        from sessions
        join people on people.id = sessions.person_id
        left join devices on devices.person_id = people.id and devices.id = sessions.device_id
        where sessions.id = $1 and sessions.revoked_at is null and not people.disabled
          and now() < ends_at and devices.revoked_at is null
        """,
        session_id,
    )


async def shut_out(conn: Conn, token_sha256: bytes) -> bool:
    """Whether a token is of no use because its device was revoked."""
    found = await db.maybe_one(
        conn,
        Shut,
        """
        select devices.revoked_at from sessions
        join devices on devices.person_id = sessions.person_id and devices.id = sessions.device_id
        where token_sha256 = $1 and devices.revoked_at is not null
        """,
        token_sha256,
    )
    return found is not None


async def credentials(conn: Conn, name: str) -> Credentials | None:
    return await db.maybe_one(conn, Credentials, "select id, password_hash, disabled from people where name = $1", name)


async def save_password(conn: Conn, person_id: UUID, password_hash: str, *, temporary: bool) -> None:
    """``temporary``: somebody else knows it, so that it must be changed at the next sign-in."""
    await db.run(
        conn,
        "update people set password_hash = $2, must_change_password = $3 where id = $1",
        person_id,
        password_hash,
        temporary,
    )


async def attempts(conn: Conn, name: str, device: str) -> Attempts | None:
    return await db.maybe_one(
        conn,
        Attempts,
        "select failures, last_failure_at from sign_in_attempts where name = $1 and device = $2",
        name,
        device,
    )


async def count_failure(conn: Conn, name: str, device: str) -> None:
    await db.run(
        conn,
        """
        insert into sign_in_attempts (name, device, failures, last_failure_at) values ($1, $2, 1, now())
        on conflict (name, device) do update
        set failures = sign_in_attempts.failures + 1, last_failure_at = now()
        """,
        name,
        device,
    )


async def forget_failures(conn: Conn, name: str, device: str) -> None:
    await db.run(conn, "delete from sign_in_attempts where name = $1 and device = $2", name, device)


async def start_session(
    conn: Conn,
    session_id: UUID,
    token_sha256: bytes,
    person_id: UUID,
    device_id: UUID | None,
    idle_until: datetime,
    ends_at: datetime,
) -> None:
    await db.run(
        conn,
        """
        insert into sessions (id, token_sha256, person_id, device_id, idle_until, ends_at)
        values ($1, $2, $3, $4, $5, $6)
        """,
        session_id, token_sha256, person_id, device_id, idle_until, ends_at,
    )  # fmt: skip


async def touch_sessions(conn: Conn, session_ids: list[UUID], idle_until: list[datetime]) -> None:
    """Used just now, and their devices too. What somebody is changing is left to them: no request waits for that."""
    await db.run(
        conn,
        """
        with heard as (
            select devices.person_id, devices.id
            from devices join sessions on sessions.person_id = devices.person_id and sessions.device_id = devices.id
            where sessions.id = any($1::uuid[]) for no key update of devices skip locked
        ), noted as (
            update devices set seen_at = now() from heard
            where devices.person_id = heard.person_id and devices.id = heard.id
        )
        update sessions set seen_at = now(), idle_until = used.until
        from unnest($1::uuid[], $2::timestamptz[]) as used(id, until)
        where sessions.id = used.id
          and sessions.id in (select id from sessions where id = any($1::uuid[]) for no key update skip locked)
        """,
        session_ids,
        idle_until,
    )


async def revoke_session(conn: Conn, session_id: UUID) -> int:
    return await db.run(conn, "update sessions set revoked_at = now() where id = $1 and revoked_at is null", session_id)


async def limit_session(conn: Conn, session_id: UUID, idle_until: datetime, ends_at: datetime) -> None:
    await db.run(
        conn, "update sessions set idle_until = $2, ends_at = $3 where id = $1", session_id, idle_until, ends_at
    )


async def revoke_other_sessions(conn: Conn, person_id: UUID, keep: UUID | None) -> None:
    """Sign a person out everywhere, save in the session ``keep``."""
    await db.run(
        conn,
        """
        update sessions set revoked_at = now()
        where person_id = $1 and revoked_at is null and id is distinct from $2
        """,
        person_id,
        keep,
    )


async def sessions(conn: Conn, person_id: UUID, current: UUID) -> list[Session]:
    return await db.all(
        conn,
        Session,
        """
        select sessions.id, sessions.device_id, label as device_label, created_at, sessions.seen_at,
               sessions.id = $2 as current
        from sessions left join devices on devices.person_id = sessions.person_id and devices.id = device_id
        where sessions.person_id = $1 and sessions.revoked_at is null and now() < idle_until and now() < ends_at
        order by sessions.seen_at desc
        """,
        person_id,
        current,
    )


async def enrol_device(conn: Conn, person_id: UUID, device_id: UUID, label: str, new_key: bytes) -> bytes:
    """Remember the device; its key, which stays the first one. One that was revoked stays revoked, and one that was
    named keeps its name."""
    enrolled = await db.one(
        conn,
        Enrolment,
        """
        insert into devices (person_id, id, label, device_key) values ($1, $2, $3, $4)
        on conflict (person_id, id) do update
        set seen_at = now(), label = case when devices.named then devices.label else excluded.label end,
            device_key = coalesce(devices.device_key, excluded.device_key)
        returning device_key
        """,
        person_id,
        device_id,
        label,
        new_key,
    )
    return enrolled.device_key


_DEVICE = """
    select devices.id, person_id, display_name as person_name, label, enrolled_at, seen_at, revoked_at, revoked_reason
    from devices join people on people.id = person_id
"""


async def device(conn: Conn, person_id: UUID, device_id: UUID) -> Device:
    return await db.one(conn, Device, _DEVICE + "where person_id = $1 and devices.id = $2", person_id, device_id)


async def devices(conn: Conn) -> list[Device]:
    """Within the caller's reach; those in use first."""
    return await db.all(conn, Device, _DEVICE + "order by revoked_at is not null, devices.seen_at desc limit 1000")


async def revoke_device(conn: Conn, person_id: UUID, device_id: UUID, reason: str) -> int:
    """How many were revoked: one, or none if it was before."""
    return await db.run(
        conn,
        """
        update devices set revoked_at = now(), revoked_reason = $3
        where person_id = $1 and id = $2 and revoked_at is null
        """,
        person_id,
        device_id,
        reason,
    )


async def revoke_keys_on(conn: Conn, person_id: UUID, device_id: UUID, reason: str) -> list[RevokedKey]:
    """The keys that captures were signed with there."""
    return await db.all(
        conn,
        RevokedKey,
        """
        update capture_keys set revoked_at = now(), revoked_reason = $3
        where person_id = $1 and device_id = $2 and revoked_at is null
        returning id, public_key
        """,
        person_id,
        device_id,
        reason,
    )


async def revoke_sessions_on(conn: Conn, person_id: UUID, device_id: UUID) -> None:
    await db.run(
        conn,
        "update sessions set revoked_at = now() where person_id = $1 and device_id = $2 and revoked_at is null",
        person_id,
        device_id,
    )


async def name_device(conn: Conn, person_id: UUID, device_id: UUID, name: str) -> int:
    """How many got another name: one or none."""
    return await db.run(
        conn,
        """
        update devices set label = $3, named = true
        where person_id = $1 and id = $2 and (label <> $3 or not named)
        """,
        person_id,
        device_id,
        name,
    )


async def restore_device(conn: Conn, person_id: UUID, device_id: UUID) -> int:
    """How many were revoked: one or none."""
    return await db.run(
        conn,
        """
        update devices set revoked_at = null, revoked_reason = null
        where person_id = $1 and id = $2 and revoked_at is not null
        """,
        person_id,
        device_id,
    )


async def towns(conn: Conn, codes: list[str]) -> list[Town]:
    """Names of towns by code; a town without a shape yet keeps its code as its name."""
    return await db.all(
        conn,
        Town,
        """
        select code, coalesce(
            (select name from areas where kind = 'town' and areas.code = asked.code order by valid_from desc limit 1),
            code) as name
        from unnest($1::text[]) as asked (code)
        """,
        codes,
    )
