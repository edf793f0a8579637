"""A lead's evidence to take along."""

from typing import Annotated
from uuid import UUID

from litestar import Router, get
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter
from litestar.response import Stream

from backend.auth.fence import needs
from backend.auth.permissions import Permission
from backend.core import files
from backend.core.db import Context
from backend.leads.packages import service

Purpose = Annotated[
    str, QueryParameter(min_length=2, max_length=200, pattern=r"^[^\x00-\x1f]*$", description="what it is needed for")
]


@get(
    "/{lead_id:uuid}/package",
    opt=needs(Permission.EVIDENCE_EXPORT),
    summary="The lead's evidence with its proofs, as a ZIP",
    media_type="application/zip",
)
async def read_package(
    state: State, fence: NamedDependency[Context], lead_id: FromPath[UUID], purpose: Purpose
) -> Stream:
    """Originals, what was done to them, and the proofs of both, for ``backend.evidence.verifier`` to check.

    Without a purpose it is refused; with one it stands in the record.
    """
    made = await service.package(state.database, state.store, fence, lead_id, purpose)
    name = f"evidence-{lead_id}.zip"
    headers = {"content-disposition": f'attachment; filename="{name}"', "content-length": str(made.size)}
    return Stream(files.chunks(made.file), media_type="application/zip", headers=headers)


router = Router("/leads", route_handlers=[read_package], tags=["leads"])
