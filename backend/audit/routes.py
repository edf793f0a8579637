"""Reading the audit log."""

from datetime import date
from typing import Annotated
from uuid import UUID

from litestar import Router, get
from litestar.di import NamedDependency
from litestar.params import FromQuery, QueryParameter

from backend.audit import queries, rules, service
from backend.audit.queries import AuditEvent
from backend.audit.sheet import SHEET
from backend.audit.structs import AuditFilter, AuditOrder, AuditPage, AuditTopic
from backend.auth.fence import needs
from backend.auth.permissions import Permission
from backend.core import pages
from backend.core.db import Conn
from backend.core.lists import Listing
from backend.core.parameters import ShortText
from backend.core.text import like
from backend.lists.routes import listed


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
    topic: FromQuery[AuditTopic | None] = None,
    from_day: FromQuery[date | None] = None,
    to_day: FromQuery[date | None] = None,
    q: ShortText = None,
) -> AuditFilter:
    begin, end = pages.between(from_day, to_day)
    words, number = rules.sought(q)
    return AuditFilter(
        subject=subject, actor=actor, topic=topic, pattern=like(words), number=number, begin=begin, end=end
    )


LISTING = Listing(
    name="audit",
    orders=AuditOrder,
    usual=AuditOrder.AT_FALLING,
    page=AuditPage,
    rows=service.lines,
    key_of=lambda line, _: line.id,
    id_of=lambda line: line.subject,
    sheet=SHEET,
)

router = Router(
    "/audit",
    route_handlers=[list_events, *listed(LISTING, Permission.AUDIT_READ, provide_filter, "The audit log")],
    tags=["audit"],
)
