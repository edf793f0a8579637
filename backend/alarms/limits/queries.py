"""Every SQL statement about when alarms are due."""

from uuid import UUID

from backend.alarms.limits.structs import AlarmRule, NewAlarmRule, ZoneRef
from backend.core import db
from backend.core.db import Conn

_SELECT = """
    select alarm_rules.id, alarm_rules.town_code, zone_code, areas.name as zone_name, alarm_rules.name, from_min,
           to_min, no_fix_min, left_zone_min, unvisited_h, low_battery, accuracy_m, updated_at,
           people.display_name as updated_by_name
    from alarm_rules join people on people.id = updated_by
    left join lateral (select areas.name from areas where kind = 'duty_zone' and code = zone_code
                       order by valid_from desc limit 1) areas on true
"""


async def every(conn: Conn) -> list[AlarmRule]:
    """Within the caller's reach; the town's before those of its zones."""
    return await db.all(
        conn,
        AlarmRule,
        _SELECT + "order by alarm_rules.town_code, zone_code nulls first, from_min, alarm_rules.id",
    )


async def by_id(conn: Conn, rule_id: UUID) -> AlarmRule:
    return await db.one(conn, AlarmRule, _SELECT + "where alarm_rules.id = $1", rule_id)


async def maybe(conn: Conn, rule_id: UUID) -> AlarmRule | None:
    return await db.maybe_one(conn, AlarmRule, _SELECT + "where alarm_rules.id = $1 for update of alarm_rules", rule_id)


async def zone(conn: Conn, town_code: str, zone_code: str) -> ZoneRef | None:
    return await db.maybe_one(
        conn,
        ZoneRef,
        "select code from areas where kind = 'duty_zone' and town_code = $1 and code = $2 limit 1",
        town_code,
        zone_code,
    )


async def insert(conn: Conn, rule_id: UUID, rule: NewAlarmRule, by: UUID) -> int:
    """0 when the id is taken."""
    return await db.run(
        conn,
        """
        insert into alarm_rules (id, town_code, zone_code, name, from_min, to_min, no_fix_min, left_zone_min,
                                 unvisited_h, low_battery, accuracy_m, updated_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        on conflict (id) do nothing
        """,
        rule_id, rule.town_code, rule.zone_code, rule.name, rule.from_min, rule.to_min, rule.no_fix_min,
        rule.left_zone_min, rule.unvisited_h, rule.low_battery, rule.accuracy_m, by,
    )  # fmt: skip


async def save(conn: Conn, rule_id: UUID, rule: NewAlarmRule, by: UUID) -> None:
    await db.run(
        conn,
        """
        update alarm_rules
        set town_code = $2, zone_code = $3, name = $4, from_min = $5, to_min = $6, no_fix_min = $7, left_zone_min = $8,
            unvisited_h = $9, low_battery = $10, accuracy_m = $11, updated_by = $12, updated_at = now()
        where id = $1
        """,
        rule_id, rule.town_code, rule.zone_code, rule.name, rule.from_min, rule.to_min, rule.no_fix_min,
        rule.left_zone_min, rule.unvisited_h, rule.low_battery, rule.accuracy_m, by,
    )  # fmt: skip


async def delete(conn: Conn, rule_id: UUID) -> None:
    await db.run(conn, "delete from alarm_rules where id = $1", rule_id)
