"""Every SQL statement about alarms and what happened to them."""

from datetime import datetime
from uuid import UUID

from backend.alarms.structs import Alarm, AlarmState, AlarmStep, LastPlace, Sent, Where, Whose
from backend.core import db
from backend.core.db import Conn

SELECT = """
    select alarms.id, kind, state, person_id, person_name, squad, patrol_id, town_code, town_name, duty_zone_id,
           duty_zone_name, st_asgeojson(place, 9, 0)::json as place, accuracy_m, fix_at, battery, at, received_at,
           note, revision,
           (select coalesce(json_agg(json_build_object(
                       'id', s.id, 'kind', s.kind, 'at', s.at, 'received_at', s.received_at, 'actor_id', s.actor_id,
                       'actor_name', s.actor_name, 'outcome', s.outcome, 'reason', s.reason) order by s."order"), '[]')
            from alarm_steps s where s.alarm_id = alarms.id) as steps
    from alarms
"""


async def by_id(conn: Conn, alarm_id: UUID) -> Alarm:
    return await db.one(conn, Alarm, SELECT + "where alarms.id = $1", alarm_id)


async def lock(conn: Conn, alarm_id: UUID) -> Sent:
    """Hold an alarm until the transaction ends, so that what is read and told of it afterwards is in order."""
    return await db.one(
        conn,
        Sent,
        "select sent_sha256, person_id as sender from alarms where id = $1 for no key update",
        alarm_id,
    )


async def matching(conn: Conn, person_id: UUID | None, only_open: bool, limit: int) -> list[Alarm]:
    """Newest first, by when they were received."""
    return await db.all(
        conn,
        Alarm,
        SELECT
        + """
        where ($1::uuid is null or person_id = $1) and (not $2::bool or state <> 'closed')
        order by received_at desc, alarms.id desc
        limit $3
        """,
        person_id,
        only_open,
        limit,
    )


async def last_place(conn: Conn, person_id: UUID) -> LastPlace | None:
    return await db.maybe_one(
        conn, LastPlace, "select lon, lat, accuracy_m, at, battery from live_positions where person_id = $1", person_id
    )


async def insert(
    conn: Conn, alarm_id: UUID, kind: str, whose: Whose, where: Where, at: datetime, note: str, sha256: str
) -> int:
    """Store an alarm as raised. 0 when the id is taken; whoever comes second waits for the first."""
    return await db.run(
        conn,
        """
        insert into alarms (id, kind, state, person_id, person_name, squad, device_id, patrol_id, town_code, town_name,
                            duty_zone_id, duty_zone_name, place, accuracy_m, fix_at, battery, at, note, sent_sha256)
        values ($1, $2, 'raised', $3, $4, $5, $6, $7, $8, $9, $10, $11, st_setsrid(st_makepoint($12, $13), 4490),
                $14, $15, $16, $17, $18, $19)
        on conflict (id) do nothing
        """,
        alarm_id, kind, whose.person_id, whose.person_name, whose.squad, whose.device_id, whose.patrol_id,
        where.town_code, where.town_name, where.duty_zone_id, where.duty_zone_name, where.lon, where.lat,
        where.accuracy_m, where.fix_at, where.battery, at, note, sha256,
    )  # fmt: skip


async def sent_step(conn: Conn, alarm_id: UUID, step_id: UUID) -> Sent | None:
    return await db.maybe_one(
        conn,
        Sent,
        "select sent_sha256, actor_id as sender from alarm_steps where alarm_id = $1 and id = $2",
        alarm_id,
        step_id,
    )


async def cancellation(conn: Conn, alarm_id: UUID) -> Sent | None:
    return await db.maybe_one(
        conn,
        Sent,
        "select sent_sha256, actor_id as sender from alarm_steps where alarm_id = $1 and kind = 'cancelled'",
        alarm_id,
    )


async def insert_step(conn: Conn, alarm_id: UUID, step: AlarmStep, sha256: str | None) -> int:
    """Add what happened last. The alarm must be held. 0 when the id is taken."""
    return await db.run(
        conn,
        """
        insert into alarm_steps (id, alarm_id, "order", kind, at, actor_id, actor_name, outcome, reason, sent_sha256)
        select $1, $2, (select coalesce(max("order"), 0) + 1 from alarm_steps where alarm_id = $2), $3, $4, $5, $6,
               $7, $8, $9
        on conflict (id) do nothing
        """,
        step.id, alarm_id, step.kind.value, step.at, step.actor_id, step.actor_name,
        step.outcome.value if step.outcome else None, step.reason, sha256,
    )  # fmt: skip


async def save(conn: Conn, alarm_id: UUID, state: AlarmState) -> None:
    await db.run(conn, "update alarms set state = $2, revision = revision + 1 where id = $1", alarm_id, state.value)
