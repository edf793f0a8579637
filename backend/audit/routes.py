"""Reading the audit log."""

from datetime import date
from typing import Annotated
from uuid import UUID

from litestar import Response, Router, get
from litestar.di import NamedDependency, Provide
from litestar.params import FromQuery, QueryParameter

from backend.audit import queries, service
from backend.audit.queries import AuditEvent
from backend.audit.structs import AuditFilter, AuditOrder, AuditPage
from backend.auth.caller import Caller
from backend.auth.fence import needs
from backend.auth.permissions import Permission
from backend.core import exports, pages
from backend.core.db import Conn
from backend.core.exports import FileKind, Language
from backend.core.parameters import Cursor, ShortText
from backend.core.text import like


@get("/", opt=needs(Permission.AUDIT_READ), summary="Newest audit events")
async def list_events(
    conn: NamedDependency[Conn],
    subject: FromQuery[UUID | None] = None,
    before: Annotated[int | None, QueryParameter(ge=0, le=2**62)] = None,
    limit: Annotated[int, QueryParameter(ge=1, le=500)] = 100,
) -> list[AuditEvent]:
    return await queries.newest(conn, subject, before, limit)


async def provide_filter(
    subject: FromQuery[UUID | None] = None,
    actor: FromQuery[UUID | None] = None,
    from_day: FromQuery[date | None] = None,
    to_day: FromQuery[date | None] = None,
    q: ShortText = None,
) -> AuditFilter:
    begin, end = pages.between(from_day, to_day)
    return AuditFilter(subject=subject, actor=actor, pattern=like(q), begin=begin, end=end)


@get(
    "/page",
    opt=needs(Permission.AUDIT_READ),
    summary="The audit log a page at a time",
    dependencies={"wanted": Provide(provide_filter)},
)
async def page_events(
    conn: NamedDependency[Conn],
    wanted: NamedDependency[AuditFilter],
    sort: FromQuery[AuditOrder] = AuditOrder.AT_FALLING,
    after: Cursor = None,
    limit: Annotated[int, QueryParameter(ge=1, le=200)] = 50,
) -> AuditPage:
    """Newest first unless asked otherwise; ``after`` is the ``next`` of the page before, under the same order."""
    return await service.page(conn, wanted, sort, after, limit)


@get(
    "/export",
    opt=needs(Permission.AUDIT_READ),
    summary="The audit log as a file",
    dependencies={"wanted": Provide(provide_filter)},
    responses=exports.RESPONSES,
)
async def export_events(
    conn: NamedDependency[Conn],
    caller: NamedDependency[Caller],
    wanted: NamedDependency[AuditFilter],
    sort: FromQuery[AuditOrder] = AuditOrder.AT_FALLING,
    kind: Annotated[FileKind, QueryParameter(name="format")] = FileKind.XLSX,
    lang: FromQuery[Language] = "zh",
) -> Response[bytes]:
    """The same as the list, whole, for a spreadsheet; 413 for more than 50,000 rows. Stands in the log itself."""
    return exports.answer(await service.export(conn, caller.id, wanted, sort, kind, lang))


router = Router("/audit", route_handlers=[list_events, page_events, export_events], tags=["audit"])
