"""Reporting leads, reading them, moving them on."""

from typing import Annotated
from uuid import UUID

from litestar import Response, Router, get, put
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter

from backend.auth.caller import Caller
from backend.auth.fence import needs
from backend.auth.permissions import Permission
from backend.core.db import Conn
from backend.leads import queries, service
from backend.leads.structs import Lead, LeadDetail, NewLead, NewReceipt, NewStep
from backend.zones import assigning

_MAX_BODY = 6 << 20
"""Bytes of a lead: sixty thumbnails of 60 KB in base64, and words."""


@put(
    "/{lead_id:uuid}",
    opt=needs(Permission.LEAD_REPORT),
    request_max_body_size=_MAX_BODY,
    summary="Report a lead",
    status_code=201,
)
async def report_lead(
    conn: NamedDependency[Conn],
    state: State,
    caller: NamedDependency[Caller],
    lead_id: FromPath[UUID],
    data: JSONBody[NewLead],
) -> Response[LeadDetail]:
    """201 the first time, 200 when the same is sent again, 409 when the id holds something else."""
    lead, is_new = await service.report(conn, assigning.of(state), caller, lead_id, data)
    return Response(lead, status_code=201 if is_new else 200)


@put("/{lead_id:uuid}/steps/{step_id:uuid}", opt=needs(Permission.LEAD_HANDLE), summary="What the command room decides")
async def move_lead(
    conn: NamedDependency[Conn],
    caller: NamedDependency[Caller],
    lead_id: FromPath[UUID],
    step_id: FromPath[UUID],
    data: JSONBody[NewStep],
) -> LeadDetail:
    """Done once, however often it is sent under the same step id."""
    return await service.move(conn, caller, lead_id, step_id, data)


@put(
    "/{lead_id:uuid}/receipt",
    opt=needs(Permission.LEAD_READ),
    summary="It is on the phone of whom it was given to, or has been looked at",
    status_code=204,
)
async def tell_receipt(
    conn: NamedDependency[Conn], caller: NamedDependency[Caller], lead_id: FromPath[UUID], data: JSONBody[NewReceipt]
) -> None:
    """Noted once, of whom it concerns; from everybody else it changes nothing."""
    await service.receive(conn, caller, lead_id, data.kind)


@get("/nearby", opt=needs(Permission.LEAD_READ), summary="Leads around a place, nearest first")
async def list_nearby(
    conn: NamedDependency[Conn],
    lon: Annotated[float, QueryParameter(ge=-180, le=180)],
    lat: Annotated[float, QueryParameter(ge=-90, le=90)],
    within_m: Annotated[float, QueryParameter(gt=0, le=5000)] = 200,
) -> list[Lead]:
    """So that the same thing is not reported twice."""
    return await queries.nearby(conn, lon, lat, within_m)


@get("/{lead_id:uuid}", opt=needs(Permission.LEAD_READ), summary="One lead with its steps and media")
async def read_lead(conn: NamedDependency[Conn], lead_id: FromPath[UUID]) -> LeadDetail:
    return await service.detail(conn, lead_id)


router = Router("/leads", route_handlers=[report_lead, move_lead, tell_receipt, list_nearby, read_lead], tags=["leads"])
