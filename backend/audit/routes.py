"""Reading the audit log."""

from typing import Annotated
from uuid import UUID

from litestar import Router, get
from litestar.di import NamedDependency
from litestar.params import FromQuery, QueryParameter

from backend.audit import queries
from backend.audit.queries import AuditEvent
from backend.auth.fence import needs
from backend.auth.permissions import Permission
from backend.core.db import Conn


@get("/", opt=needs(Permission.AUDIT_READ), summary="Newest audit events")
async def list_events(
    conn: NamedDependency[Conn],
    subject: FromQuery[UUID | None] = None,
    before: Annotated[int | None, QueryParameter(ge=0, le=2**62)] = None,
    limit: Annotated[int, QueryParameter(ge=1, le=500)] = 100,
) -> list[AuditEvent]:
    return await queries.newest(conn, subject, before, limit)


router = Router("/audit", route_handlers=[list_events], tags=["audit"])
