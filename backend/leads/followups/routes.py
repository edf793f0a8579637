"""What the assignee, the reporter and their colleagues tell of a lead. The ids are chosen by the phone."""

from uuid import UUID

from litestar import Router, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from backend.auth.caller import Caller
from backend.auth.fence import needs
from backend.auth.permissions import Permission
from backend.core.db import Conn
from backend.leads.followups import service
from backend.leads.followups.structs import NewAddition, NewObjection, NewWork
from backend.leads.structs import LeadDetail

_MAX_BODY = 3 << 20
"""Bytes: twenty thumbnails of 60 KB in base64, and words."""


@put(
    "/{lead_id:uuid}/work/{step_id:uuid}",
    opt=needs(Permission.LEAD_WORK),
    request_max_body_size=_MAX_BODY,
    summary="The assignee has set out, or has handled it",
)
async def tell_work(
    conn: NamedDependency[Conn],
    caller: NamedDependency[Caller],
    lead_id: FromPath[UUID],
    step_id: FromPath[UUID],
    data: JSONBody[NewWork],
) -> LeadDetail:
    """Done once, however often it is sent. 403 for everybody the lead was not given to."""
    return await service.work(conn, caller, lead_id, step_id, data)


@put(
    "/{lead_id:uuid}/additions/{step_id:uuid}",
    opt=needs(Permission.LEAD_ADD),
    request_max_body_size=_MAX_BODY,
    summary="Add words and media to a lead",
)
async def add_to_lead(
    conn: NamedDependency[Conn],
    caller: NamedDependency[Caller],
    lead_id: FromPath[UUID],
    step_id: FromPath[UUID],
    data: JSONBody[NewAddition],
) -> LeadDetail:
    """Added once, however often it is sent. 409 once the lead has ended."""
    return await service.add(conn, caller, lead_id, step_id, data)


@put(
    "/{lead_id:uuid}/objections/{step_id:uuid}",
    opt=needs(Permission.LEAD_REPORT),
    summary="Object to how a lead ended",
)
async def object_to_result(
    conn: NamedDependency[Conn],
    caller: NamedDependency[Caller],
    lead_id: FromPath[UUID],
    step_id: FromPath[UUID],
    data: JSONBody[NewObjection],
) -> LeadDetail:
    """The reporter, once a lead; the command room has to answer."""
    return await service.object_to(conn, caller, lead_id, step_id, data)


router = Router("/leads", route_handlers=[tell_work, add_to_lead, object_to_result], tags=["leads"])
