"""Calling for help, seeing it, closing it."""

from typing import Annotated
from uuid import UUID

from litestar import Response, Router, get, put
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from backend.alarms import queries, service
from backend.alarms.structs import Alarm, Cancellation, NewAlarm, NewAlarmStep
from backend.auth.caller import Caller
from backend.auth.fence import needs
from backend.auth.permissions import Permission
from backend.core.db import Conn
from backend.zones import assigning


@put("/{alarm_id:uuid}", opt=needs(Permission.ALARM_RAISE), summary="Call for help", status_code=201)
async def raise_alarm(
    conn: NamedDependency[Conn],
    state: State,
    caller: NamedDependency[Caller],
    alarm_id: FromPath[UUID],
    data: JSONBody[NewAlarm],
) -> Response[Alarm]:
    """201 the first time, 200 when the same is sent again, 409 when the id holds something else."""
    alarm, is_new = await service.raise_alarm(conn, assigning.of(state), caller, alarm_id, data)
    return Response(alarm, status_code=201 if is_new else 200)


@put("/{alarm_id:uuid}/cancellation", opt=needs(Permission.ALARM_RAISE), summary="Call an own alarm off")
async def cancel_alarm(
    conn: NamedDependency[Conn], caller: NamedDependency[Caller], alarm_id: FromPath[UUID], data: JSONBody[Cancellation]
) -> Alarm:
    """Done once; an alarm that was closed meanwhile stays closed."""
    return await service.cancel(conn, caller, alarm_id, data)


@put("/{alarm_id:uuid}/steps/{step_id:uuid}", opt=needs(Permission.ALARM_HANDLE), summary="See or close an alarm")
async def move_alarm(
    conn: NamedDependency[Conn],
    caller: NamedDependency[Caller],
    alarm_id: FromPath[UUID],
    step_id: FromPath[UUID],
    data: JSONBody[NewAlarmStep],
) -> Alarm:
    """Done once, however often it is sent under the same step id."""
    return await service.move(conn, caller, alarm_id, step_id, data)


@get("/", opt=needs(Permission.ALARM_READ), summary="Alarms, newest first")
async def list_alarms(
    conn: NamedDependency[Conn],
    caller: NamedDependency[Caller],
    mine: FromQuery[bool] = False,
    only_open: Annotated[bool, QueryParameter(name="open")] = False,
    limit: Annotated[int, QueryParameter(ge=1, le=200)] = 50,
) -> list[Alarm]:
    return await queries.matching(conn, caller.id if mine else None, only_open, limit)


@get("/{alarm_id:uuid}", opt=needs(Permission.ALARM_READ), summary="One alarm with its steps")
async def read_alarm(conn: NamedDependency[Conn], alarm_id: FromPath[UUID]) -> Alarm:
    return await queries.by_id(conn, alarm_id)


router = Router(
    "/alarms", route_handlers=[raise_alarm, cancel_alarm, move_alarm, list_alarms, read_alarm], tags=["alarms"]
)
