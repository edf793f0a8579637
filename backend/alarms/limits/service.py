"""Setting when alarms are due. Every change is in the audit log with what was there before."""

from uuid import UUID

from msgspec.structs import asdict

from backend.alarms.limits import queries, rules
from backend.alarms.limits.structs import AlarmRule, NewAlarmRule
from backend.audit import queries as audit
from backend.auth.caller import Caller
from backend.core.db import Conn
from backend.core.errors import Conflict, invalid


async def save(conn: Conn, caller: Caller, rule_id: UUID, rule: NewAlarmRule) -> AlarmRule:
    """The rule is as was sent afterwards, whether it was there before or not.

    Raises:
        Invalid: see ``rules.check``; the town is none of the caller's, or has no such zone.
        Conflict: the id is another town's.
    """
    rules.check(rule)
    if rule.town_code not in caller.town_codes:
        raise invalid("town_code", "不是您所属的镇街。", "None of your towns.")
    if rule.zone_code is not None and await queries.zone(conn, rule.town_code, rule.zone_code) is None:
        raise invalid("zone_code", "本镇街没有这个责任区。", "The town has no such duty zone.")
    before = await queries.maybe(conn, rule_id)
    if before is not None:
        await queries.save(conn, rule_id, rule, caller.id)
    elif not await queries.insert(conn, rule_id, rule, caller.id):
        raise Conflict("此编号已被使用。", "This id is taken.")
    await audit.record(
        conn, caller.id, "alarm_rule.saved", rule_id, town=rule.town_code, zone=rule.zone_code,
        before=_limits(before), after=_limits(rule),
    )  # fmt: skip
    return await queries.by_id(conn, rule_id)


async def delete(conn: Conn, caller: Caller, rule_id: UUID) -> None:
    """Raises: NotFound: no such rule within reach."""
    before = await queries.by_id(conn, rule_id)
    await queries.delete(conn, rule_id)
    await audit.record(
        conn, caller.id, "alarm_rule.deleted", rule_id, town=before.town_code, zone=before.zone_code,
        before=_limits(before),
    )  # fmt: skip


def _limits(rule: NewAlarmRule | AlarmRule | None) -> dict[str, int] | None:
    if rule is None:
        return None
    kept = (*rules.NAMES, "from_min", "to_min")
    return {name: value for name, value in asdict(rule).items() if name in kept and value is not None}
