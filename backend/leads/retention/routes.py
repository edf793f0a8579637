"""How long a lead's evidence is kept: its class, and holds beyond its time."""

from uuid import UUID

from litestar import Response, Router, get, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from backend.auth.caller import Caller
from backend.auth.fence import needs
from backend.auth.permissions import Permission
from backend.core.db import Conn
from backend.holds.structs import NewHold, Release
from backend.leads.retention import service
from backend.leads.retention.structs import ChosenClass, EvidenceHold, Retention

_HERE = "/{lead_id:uuid}/retention"


@get(_HERE, opt=needs(Permission.EVIDENCE_HOLD), summary="How long a lead's evidence is kept")
async def read_retention(conn: NamedDependency[Conn], lead_id: FromPath[UUID]) -> Retention:
    return await service.retention(conn, lead_id)


@put(_HERE, opt=needs(Permission.EVIDENCE_HOLD), summary="Say of what class a lead's evidence is")
async def choose_class(
    conn: NamedDependency[Conn], caller: NamedDependency[Caller], lead_id: FromPath[UUID], data: JSONBody[ChosenClass]
) -> Retention:
    return await service.choose(conn, caller, lead_id, data)


@put(f"{_HERE}/holds/{{hold_id:uuid}}", opt=needs(Permission.EVIDENCE_HOLD), summary="Keep evidence beyond its time")
async def hold_evidence(
    conn: NamedDependency[Conn],
    caller: NamedDependency[Caller],
    lead_id: FromPath[UUID],
    hold_id: FromPath[UUID],
    data: JSONBody[NewHold],
) -> Response[EvidenceHold]:
    """201 the first time, 200 when the same is sent again, 409 when nothing is left to be held."""
    hold, created = await service.place(conn, caller, lead_id, hold_id, data)
    return Response(hold, status_code=201 if created else 200)


@put(f"{_HERE}/holds/{{hold_id:uuid}}/release", opt=needs(Permission.EVIDENCE_HOLD), summary="Release evidence")
async def release_evidence(
    conn: NamedDependency[Conn],
    caller: NamedDependency[Caller],
    lead_id: FromPath[UUID],
    hold_id: FromPath[UUID],
    data: JSONBody[Release],
) -> EvidenceHold:
    return await service.release(conn, caller, lead_id, hold_id, data.reason)


router = Router(
    "/leads", route_handlers=[read_retention, choose_class, hold_evidence, release_evidence], tags=["leads"]
)
