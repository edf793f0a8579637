"""Every SQL statement about who handled a medium. The record is nobody's own: run as the system."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from backend.core import db
from backend.core.db import Conn
from backend.evidence.custody.structs import Held, Noted, Recorded

_MOST = 5_000


async def noted_lately(
    conn: Conn, actor: UUID | None, action: str, subject: UUID, purpose: str, within: timedelta
) -> Noted:
    return await db.one(
        conn,
        Noted,
        """
        select exists (
            select from audit_events
            where subject = $3 and actor = $1 and action = $2 and detail ->> 'purpose' = $4
              and at > now() - $5::interval) as lately
        """,
        actor,
        action,
        subject,
        purpose,
        within,
    )


async def held(conn: Conn, medium_ids: Sequence[UUID]) -> list[Held]:
    return await db.all(
        conn,
        Held,
        """
        select media.id, lead_id, role = 'redacted' as made_here, source, captured_at, declared_at, captured_by,
               display_name as captured_by_name
        from media join people on people.id = captured_by
        where media.id = any($1::uuid[]) order by captured_at, media.id
        """,
        medium_ids,
    )


async def recorded(
    conn: Conn, medium_ids: Sequence[UUID], lead_ids: Sequence[UUID], of_lead: Sequence[str]
) -> list[Recorded]:
    """Events about these media, and those of these kinds about their leads; the oldest first."""
    return await db.all(
        conn,
        Recorded,
        """
        select audit_events.id, at, actor, display_name as actor_name, action, subject, detail,
               coalesce(index < (select max(size) from log_checkpoints), false) as sealed
        from audit_events
        left join log_leaves on log_leaves.event = audit_events.id
        left join people on people.id = actor
        where subject = any($1::uuid[]) or (subject = any($2::uuid[]) and action = any($3::text[]))
        order by audit_events.id limit $4
        """,
        medium_ids,
        lead_ids,
        of_lead,
        _MOST,
    )
