"""Every SQL statement about how long evidence stays."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from backend.auth.caller import Caller
from backend.core import db
from backend.core.db import Conn
from backend.holds.structs import NewHold
from backend.leads.retention.structs import (
    ChosenClass,
    Due,
    EvidenceHold,
    Holding,
    Standing,
    Total,
)

_STANDING = """
    select leads.id as lead_id, class as evidence_class, set_by_name as chosen_by_name, set_at as chosen_at, reason,
           case when state in ('rejected', 'closed') and objection is distinct from 'open' then (
               select max(received_at) from lead_steps
               where lead_id = leads.id and kind in ('rejected', 'closed', 'upheld')
           ) end as ended_at,
           exists (
               select from evidence_holds where lead_id = leads.id and released_at is null and until is null
           ) as held_for_good,
           (select max(until) from evidence_holds where lead_id = leads.id and released_at is null) as held_until
    from leads left join evidence_classes on evidence_classes.lead_id = leads.id
"""
_HOLD = """
    select id, lead_id, reason, until, placed_by, placed_by_name, placed_at, released_by_name, released_at,
           release_reason
    from evidence_holds
"""
_HOLDING = """
    select id, lead_id, sha256, size, captured_at, verified_at, object_key, object_version, vaulted, locked_until
    from media
"""


async def standing(conn: Conn, lead_id: UUID) -> Standing:
    return await db.one(conn, Standing, _STANDING + "where leads.id = $1", lead_id)


async def standings(conn: Conn, after: UUID, unlocked_by: datetime | None, limit: int) -> list[Standing]:
    """Of leads of which bytes are here, by id, those after this one. ``unlocked_by``: only those with an original that
    no lock holds then."""
    return await db.all(
        conn,
        Standing,
        _STANDING
        + """
        where leads.id > $1 and exists (
            select from media where media.lead_id = leads.id and object_key is not null
              and ($2::timestamptz is null or (vaulted and coalesce(locked_until < $2, true)))
        )
        order by leads.id limit $3
        """,
        after,
        unlocked_by,
        limit,
    )


async def choose(conn: Conn, lead_id: UUID, caller: Caller, chosen: ChosenClass) -> None:
    await db.run(
        conn,
        """
        insert into evidence_classes (lead_id, class, reason, set_by, set_by_name) values ($1, $2, $3, $4, $5)
        on conflict (lead_id) do update
        set class = $2, reason = $3, set_by = $4, set_by_name = $5, set_at = now()
        """,
        lead_id,
        chosen.evidence_class.value,
        chosen.reason,
        caller.id,
        caller.display_name,
    )


async def holds(conn: Conn, lead_id: UUID) -> list[EvidenceHold]:
    """The newest first; those that are over, too."""
    return await db.all(conn, EvidenceHold, _HOLD + "where lead_id = $1 order by placed_at desc, id", lead_id)


async def maybe_hold(conn: Conn, lead_id: UUID, hold_id: UUID) -> EvidenceHold | None:
    return await db.maybe_one(conn, EvidenceHold, _HOLD + "where lead_id = $1 and id = $2", lead_id, hold_id)


async def hold(conn: Conn, lead_id: UUID, hold_id: UUID) -> EvidenceHold:
    return await db.one(conn, EvidenceHold, _HOLD + "where lead_id = $1 and id = $2", lead_id, hold_id)


async def insert_hold(conn: Conn, lead_id: UUID, hold_id: UUID, caller: Caller, new: NewHold) -> int:
    """0 when the id is taken."""
    return await db.run(
        conn,
        """
        insert into evidence_holds (id, lead_id, reason, until, placed_by, placed_by_name)
        values ($1, $2, $3, $4, $5, $6) on conflict (id) do nothing
        """,
        hold_id,
        lead_id,
        new.reason,
        new.until,
        caller.id,
        caller.display_name,
    )


async def release_hold(conn: Conn, hold_id: UUID, caller: Caller, reason: str) -> int:
    """How many were released: one or none."""
    return await db.run(
        conn,
        """
        update evidence_holds
        set released_at = now(), released_by = $2, released_by_name = $3, release_reason = $4
        where id = $1 and released_at is null
        """,
        hold_id,
        caller.id,
        caller.display_name,
        reason,
    )


async def bytes_there(conn: Conn, lead_id: UUID) -> Total:
    """How many media of it have not been deleted."""
    return await db.one(
        conn, Total, "select count(*) as count from media where lead_id = $1 and state <> 'erased'", lead_id
    )


async def holdings(conn: Conn, lead_ids: Sequence[UUID]) -> list[Holding]:
    return await db.all(
        conn, Holding, _HOLDING + "where lead_id = any($1::uuid[]) and object_key is not null order by id", lead_ids
    )


async def locked(conn: Conn, medium_id: UUID, until: datetime) -> None:
    await db.run(conn, "update media set locked_until = $2 where id = $1", medium_id, until)


async def erase(conn: Conn, due: Due, reason: str, today: date) -> int:
    """Of the medium its hash, size and times stay, and why it went. 0 when somebody was faster."""
    rows = await db.run(
        conn,
        """
        update media set state = 'erased', object_key = null, object_version = null, locked_until = null,
                         phone_thumbnail = null, fix = null, filename = '', preview = 'none',
                         preview_reason = 'erased', due_at = null
        where id = $1 and object_key is not null
        """,
        due.medium.id,
    )
    if rows:
        await db.run(
            conn,
            """
            insert into media_tombstones (medium_id, sha256, size, captured_at, received_at, class, due_on, erased_on,
                                          reason)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            due.medium.id, due.medium.sha256, due.medium.size, due.medium.captured_at, due.medium.verified_at,
            due.evidence_class.value, due.due_on, today, reason,
        )  # fmt: skip
    return rows
