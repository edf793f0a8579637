"""Listing leads, a page at a time or as a file."""

from datetime import date
from typing import Annotated
from uuid import UUID

from litestar import Response, Router, get
from litestar.di import NamedDependency, Provide
from litestar.params import FromQuery, QueryParameter

from backend.auth.caller import Caller
from backend.auth.fence import needs
from backend.auth.permissions import Permission
from backend.core import exports, pages
from backend.core.db import Conn
from backend.core.exports import FileKind, Language
from backend.core.parameters import Cursor, ShortText
from backend.core.text import like
from backend.leads.lists import service
from backend.leads.lists.structs import LeadFilter, LeadOrder
from backend.leads.structs import LeadPage, LeadState


async def provide_filter(
    caller: NamedDependency[Caller],
    in_state: Annotated[LeadState | None, QueryParameter(name="state")] = None,
    town_code: ShortText = None,
    duty_zone_id: FromQuery[UUID | None] = None,
    category: ShortText = None,
    reported_by: FromQuery[UUID | None] = None,
    assigned_to: FromQuery[UUID | None] = None,
    mine: FromQuery[bool] = False,
    assigned_to_me: FromQuery[bool] = False,
    unfinished: FromQuery[bool] = False,
    from_day: FromQuery[date | None] = None,
    to_day: FromQuery[date | None] = None,
    q: ShortText = None,
) -> LeadFilter:
    begin, end = pages.between(from_day, to_day)
    return LeadFilter(
        state=in_state, town_code=town_code, duty_zone_id=duty_zone_id, category=category,
        reported_by=caller.id if mine else reported_by, assigned_to=caller.id if assigned_to_me else assigned_to,
        unfinished=unfinished, pattern=like(q), begin=begin, end=end,
    )  # fmt: skip


@get(
    "/",
    opt=needs(Permission.LEAD_READ),
    summary="Leads a page at a time",
    dependencies={"wanted": Provide(provide_filter)},
)
async def list_leads(
    conn: NamedDependency[Conn],
    wanted: NamedDependency[LeadFilter],
    sort: FromQuery[LeadOrder] = LeadOrder.RECEIVED_FALLING,
    after: Cursor = None,
    limit: Annotated[int, QueryParameter(ge=1, le=200)] = 50,
) -> LeadPage:
    """Newest first unless asked otherwise; ``after`` is the ``next`` of the page before, under the same order."""
    return await service.page(conn, wanted, sort, after, limit)


@get(
    "/export",
    opt=needs(Permission.LEAD_READ),
    summary="Leads as a file",
    dependencies={"wanted": Provide(provide_filter)},
    responses=exports.RESPONSES,
)
async def export_leads(
    conn: NamedDependency[Conn],
    caller: NamedDependency[Caller],
    wanted: NamedDependency[LeadFilter],
    sort: FromQuery[LeadOrder] = LeadOrder.RECEIVED_FALLING,
    kind: Annotated[FileKind, QueryParameter(name="format")] = FileKind.XLSX,
    lang: FromQuery[Language] = "zh",
) -> Response[bytes]:
    """The same as the list, whole, for a spreadsheet; 413 for more than 50,000 rows. Stands in the audit log."""
    return exports.answer(await service.export(conn, caller.id, wanted, sort, kind, lang))


router = Router("/leads", route_handlers=[list_leads, export_leads], tags=["leads"])
