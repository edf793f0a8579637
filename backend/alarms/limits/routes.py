"""When alarms are due: read and set by the command room."""

from uuid import UUID

from litestar import Router, delete, get, put
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from backend.alarms.limits import queries, rules, service
from backend.alarms.limits.structs import AlarmRule, AlarmRules, NewAlarmRule
from backend.auth.caller import Caller
from backend.auth.fence import needs
from backend.auth.permissions import Permission
from backend.core.db import Conn

_CONFIGURE = needs(Permission.ALARM_CONFIGURE)


@get("/", opt=_CONFIGURE, summary="When alarms are due")
async def list_rules(conn: NamedDependency[Conn], state: State) -> AlarmRules:
    defaults = rules.defaults(state.settings.no_fix_minutes)
    return AlarmRules(defaults=defaults, rules=await queries.every(conn))


@put("/{rule_id:uuid}", opt=_CONFIGURE, summary="Set when alarms are due for a town or a zone")
async def save_rule(
    conn: NamedDependency[Conn], caller: NamedDependency[Caller], rule_id: FromPath[UUID], data: JSONBody[NewAlarmRule]
) -> AlarmRule:
    """Holds within a second or two."""
    return await service.save(conn, caller, rule_id, data)


@delete("/{rule_id:uuid}", opt=_CONFIGURE, summary="Take a rule away")
async def delete_rule(conn: NamedDependency[Conn], caller: NamedDependency[Caller], rule_id: FromPath[UUID]) -> None:
    await service.delete(conn, caller, rule_id)


router = Router("/alarm-rules", route_handlers=[list_rules, save_rule, delete_rule], tags=["alarms"])
