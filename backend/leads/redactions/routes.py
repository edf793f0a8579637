"""Painting over faces, plates and house numbers before evidence is shown to others."""

from uuid import UUID

from litestar import Response, Router, put
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from backend.auth.fence import needs
from backend.auth.permissions import Permission
from backend.core.db import Context
from backend.evidence.structs import Media
from backend.leads.redactions import service
from backend.leads.redactions.structs import NewRedaction


@put(
    "/{lead_id:uuid}/redactions/{medium_id:uuid}",
    opt=needs(Permission.EVIDENCE_EXPORT),
    summary="Paint over parts of a photo",
    status_code=201,
)
async def redact_medium(
    state: State,
    fence: NamedDependency[Context],
    lead_id: FromPath[UUID],
    medium_id: FromPath[UUID],
    data: JSONBody[NewRedaction],
) -> Response[Media]:
    """A new medium ``medium_id`` with the role ``redacted``, made of the original, without metadata. 201 the first
    time, 200 when the same is sent again."""
    medium, created = await service.redact(state.database, state.store, fence, lead_id, medium_id, data)
    return Response(medium, status_code=201 if created else 200)


router = Router("/leads", route_handlers=[redact_medium], tags=["leads"])
