"""Listing alarms, a page at a time or as a file."""

from datetime import date
from typing import Annotated
from uuid import UUID

from litestar import Router
from litestar.params import FromQuery, QueryParameter

from backend.alarms.lists import queries
from backend.alarms.lists.sheet import SHEET
from backend.alarms.lists.structs import TIMES, AlarmFilter, AlarmOrder, AlarmPage
from backend.alarms.structs import AlarmKind, AlarmState
from backend.auth.permissions import Permission
from backend.core import pages
from backend.core.lists import Listing
from backend.core.parameters import MaybeOfTown, ShortText
from backend.core.text import like
from backend.lists.routes import listed


async def provide_filter(
    in_state: Annotated[AlarmState | None, QueryParameter(name="state")] = None,
    person_id: FromQuery[UUID | None] = None,
    kind_of: Annotated[AlarmKind | None, QueryParameter(name="kind")] = None,
    town_code: MaybeOfTown = None,
    from_day: FromQuery[date | None] = None,
    to_day: FromQuery[date | None] = None,
    q: ShortText = None,
) -> AlarmFilter:
    begin, end = pages.between(from_day, to_day)
    return AlarmFilter(
        state=in_state, person_id=person_id, kind=kind_of, town_code=town_code,
        pattern=like(q), begin=begin, end=end,
    )  # fmt: skip


LISTING = Listing(
    name="alarms",
    orders=AlarmOrder,
    usual=AlarmOrder.RECEIVED_FALLING,
    times=TIMES,
    page=AlarmPage,
    rows=queries.alarms,
    key_of=queries.key_of,
    sheet=SHEET,
)

router = Router(
    "/alarms",
    route_handlers=listed(LISTING, Permission.ALARM_READ, provide_filter, "Alarms"),
    tags=["alarms"],
)
