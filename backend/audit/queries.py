"""The append-only record of what people did."""

from datetime import datetime
from typing import Any
from uuid import UUID

from msgspec import Struct

from backend.core import db
from backend.core.db import Conn


class AuditEvent(Struct, frozen=True, kw_only=True):
    """One thing that was done. Holds ids, never personal data."""

    id: int
    at: datetime
    actor: UUID | None
    action: str
    subject: UUID
    detail: dict[str, Any]


async def record(conn: Conn, actor: UUID | None, action: str, subject: UUID, **detail: Any) -> None:
    """Write it down in the same transaction as the change itself."""
    await db.run(
        conn,
        "insert into audit_events (actor, action, subject, detail) values ($1, $2, $3, $4)",
        actor,
        action,
        subject,
        detail,
    )


async def newest(conn: Conn, subject: UUID | None, before: int | None, limit: int) -> list[AuditEvent]:
    return await db.all(
        conn,
        AuditEvent,
        """
        select id, at, actor, action, subject, detail from audit_events
        where ($1::uuid is null or subject = $1) and ($2::bigint is null or id < $2)
        order by id desc limit $3
        """,
        subject,
        before,
        limit,
    )
