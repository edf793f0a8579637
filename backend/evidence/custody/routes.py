"""The story of a medium, for whoever reviews it."""

from uuid import UUID

from litestar import Router, get
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath

from backend.auth.fence import needs
from backend.auth.permissions import Permission
from backend.core.db import Context
from backend.evidence.custody import service
from backend.evidence.custody.structs import Custody


@get("/{medium_id:uuid}/custody", opt=needs(Permission.EVIDENCE_EXPORT), summary="Who handled a medium, when, what for")
async def read_custody(state: State, fence: NamedDependency[Context], medium_id: FromPath[UUID]) -> Custody:
    """For who may take the evidence along: what it says of others' looks is not for those who are looked at."""
    return await service.of_medium(state.database, fence, medium_id)


router = Router("/media", route_handlers=[read_custody], tags=["media"])
