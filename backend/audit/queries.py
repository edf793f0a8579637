"""The append-only record of what people did."""

from datetime import datetime
from typing import Any
from uuid import UUID

from msgspec import Struct

from backend.audit.structs import AuditFilter, AuditOrder, AuditRow, AuditTopic, Known
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


_ACTIONS = {
    AuditTopic.LOOKED: r"(_read|exported|packaged)$|^medium\.(viewed|opened)$",
    AuditTopic.LEADS: r"^leads?\.",
    AuditTopic.PATROLS: r"^(patrols?|tracks)\.",
    AuditTopic.ALARMS: r"^(alarms?|alarm_rule)\.",
    AuditTopic.PEOPLE: r"^(person|people|password|session|devices?|key|capture_key|companion)\.",
    AuditTopic.AREAS: r"^(areas|imports|zone)\.",
    AuditTopic.FILES: r"^(evidence|medium|upload|capture)\.",
}
"""The actions of each topic; one that looks at leads is of both."""

_LINE = """
    select audit_events.id::text as id, at, actor, who.display_name as actor_name, action, subject,
      whom.display_name as subject_name, detail
    from audit_events left join people who on who.id = actor left join people whom on whom.id = subject
    where ($1::uuid is null or subject = $1) and ($2::uuid is null or actor = $2)
      and (coalesce($3::text, $7::text) is null
           or action ilike $3 or who.display_name ilike $3 or whom.display_name ilike $3
           or subject::text like $7 or actor::text like $7)
      and ($4::timestamptz is null or at >= $4) and ($5::timestamptz is null or at < $5)
      and ($6::text is null or action ~ $6)
"""


async def lines(conn: Conn, wanted: AuditFilter, order: AuditOrder, after: int | None, limit: int) -> list[AuditRow]:
    """In the order they were written, or backwards; ``after`` is the number of the last one before."""
    await db.plan_anew(conn)
    actions = _ACTIONS[wanted.topic] if wanted.topic else None
    if order is AuditOrder.AT_FALLING:
        return await db.all(
            conn,
            AuditRow,
            _LINE + " and ($8::bigint is null or audit_events.id < $8) order by audit_events.id desc limit $9",
            wanted.subject, wanted.actor, wanted.pattern, wanted.begin, wanted.end, actions, wanted.number,
            after, limit,
        )  # fmt: skip
    return await db.all(
        conn,
        AuditRow,
        _LINE + " and ($8::bigint is null or audit_events.id > $8) order by audit_events.id limit $9",
        wanted.subject, wanted.actor, wanted.pattern, wanted.begin, wanted.end, actions, wanted.number, after, limit,
    )  # fmt: skip


async def known(conn: Conn, ids: list[UUID], kinds: list[str], codes: list[str]) -> list[Known]:
    """What these people and areas are called today, as far as the caller may read them; areas also by kind and code."""
    return await db.all(
        conn,
        Known,
        """
        select null::text as kind, id::text as key, display_name as name from people where id = any($1::uuid[])
        union all
        select null, id::text, name from areas where id = any($1::uuid[])
        union all
        select asked.kind, asked.code, area.name
        from unnest($2::text[], $3::text[]) as asked (kind, code)
        cross join lateral (
            select name from areas where areas.kind = asked.kind and areas.code = asked.code
            order by valid_from desc limit 1
        ) as area
        """,
        ids,
        kinds,
        codes,
    )
