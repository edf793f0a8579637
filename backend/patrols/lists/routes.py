"""Listing patrols, a page at a time or as a file."""

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
from backend.patrols.lists import service
from backend.patrols.lists.structs import PatrolFilter, PatrolOrder, PatrolPage
from backend.patrols.structs import PatrolState


async def provide_filter(
    in_state: Annotated[PatrolState | None, QueryParameter(name="state")] = None,
    person_id: FromQuery[UUID | None] = None,
    squad: ShortText = None,
    duty_zone_id: FromQuery[UUID | None] = None,
    town_code: ShortText = None,
    from_day: FromQuery[date | None] = None,
    to_day: FromQuery[date | None] = None,
    q: ShortText = None,
) -> PatrolFilter:
    begin, end = pages.between(from_day, to_day)
    return PatrolFilter(
        state=in_state, person_id=person_id, squad=squad, duty_zone_id=duty_zone_id, town_code=town_code,
        pattern=like(q), begin=begin, end=end,
    )  # fmt: skip


@get(
    "/page",
    opt=needs(Permission.PATROL_READ),
    summary="Patrols a page at a time",
    dependencies={"wanted": Provide(provide_filter)},
)
async def page_patrols(
    conn: NamedDependency[Conn],
    wanted: NamedDependency[PatrolFilter],
    sort: FromQuery[PatrolOrder] = PatrolOrder.STARTED_FALLING,
    after: Cursor = None,
    limit: Annotated[int, QueryParameter(ge=1, le=200)] = 50,
) -> PatrolPage:
    """Newest first unless asked otherwise; ``after`` is the ``next`` of the page before, under the same order."""
    return await service.page(conn, wanted, sort, after, limit)


@get(
    "/export",
    opt=needs(Permission.PATROL_READ),
    summary="Patrols as a file",
    dependencies={"wanted": Provide(provide_filter)},
    responses=exports.RESPONSES,
)
async def export_patrols(
    conn: NamedDependency[Conn],
    caller: NamedDependency[Caller],
    wanted: NamedDependency[PatrolFilter],
    sort: FromQuery[PatrolOrder] = PatrolOrder.STARTED_FALLING,
    kind: Annotated[FileKind, QueryParameter(name="format")] = FileKind.XLSX,
    lang: FromQuery[Language] = "zh",
) -> Response[bytes]:
    """The same as the list, whole, for a spreadsheet; 413 for more than 50,000 rows. Stands in the audit log."""
    return exports.answer(await service.export(conn, caller.id, wanted, sort, kind, lang))


router = Router("/patrols", route_handlers=[page_patrols, export_patrols], tags=["patrols"])
