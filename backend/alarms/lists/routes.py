"""Listing alarms, a page at a time or as a file."""

from datetime import date
from typing import Annotated
from uuid import UUID

from litestar import Response, Router, get
from litestar.di import NamedDependency, Provide
from litestar.params import FromQuery, QueryParameter

from backend.alarms.lists import service
from backend.alarms.lists.structs import AlarmFilter, AlarmOrder, AlarmPage
from backend.alarms.structs import AlarmKind, AlarmState
from backend.auth.caller import Caller
from backend.auth.fence import needs
from backend.auth.permissions import Permission
from backend.core import exports, pages
from backend.core.db import Conn
from backend.core.exports import FileKind, Language
from backend.core.parameters import Cursor, ShortText
from backend.core.text import like


async def provide_filter(
    in_state: Annotated[AlarmState | None, QueryParameter(name="state")] = None,
    person_id: FromQuery[UUID | None] = None,
    kind_of: Annotated[AlarmKind | None, QueryParameter(name="kind")] = None,
    town_code: ShortText = None,
    from_day: FromQuery[date | None] = None,
    to_day: FromQuery[date | None] = None,
    q: ShortText = None,
) -> AlarmFilter:
    begin, end = pages.between(from_day, to_day)
    return AlarmFilter(
        state=in_state, person_id=person_id, kind=kind_of, town_code=town_code,
        pattern=like(q), begin=begin, end=end,
    )  # fmt: skip


@get(
    "/page",
    opt=needs(Permission.ALARM_READ),
    summary="Alarms a page at a time",
    dependencies={"wanted": Provide(provide_filter)},
)
async def page_alarms(
    conn: NamedDependency[Conn],
    wanted: NamedDependency[AlarmFilter],
    sort: FromQuery[AlarmOrder] = AlarmOrder.RECEIVED_FALLING,
    after: Cursor = None,
    limit: Annotated[int, QueryParameter(ge=1, le=200)] = 50,
) -> AlarmPage:
    """Newest first unless asked otherwise; ``after`` is the ``next`` of the page before, under the same order."""
    return await service.page(conn, wanted, sort, after, limit)


@get(
    "/export",
    opt=needs(Permission.ALARM_READ),
    summary="Alarms as a file",
    dependencies={"wanted": Provide(provide_filter)},
    responses=exports.RESPONSES,
)
async def export_alarms(
    conn: NamedDependency[Conn],
    caller: NamedDependency[Caller],
    wanted: NamedDependency[AlarmFilter],
    sort: FromQuery[AlarmOrder] = AlarmOrder.RECEIVED_FALLING,
    kind: Annotated[FileKind, QueryParameter(name="format")] = FileKind.XLSX,
    lang: FromQuery[Language] = "zh",
) -> Response[bytes]:
    """The same as the list, whole, for a spreadsheet; 413 for more than 50,000 rows. Stands in the audit log."""
    return exports.answer(await service.export(conn, caller.id, wanted, sort, kind, lang))


router = Router("/alarms", route_handlers=[page_alarms, export_alarms], tags=["alarms"])
