"""Listing leads, a page at a time or as a file."""

from datetime import date
from typing import Annotated
from uuid import UUID

from litestar import Router
from litestar.di import NamedDependency
from litestar.params import FromQuery, QueryParameter

from backend.auth.caller import Caller
from backend.auth.permissions import Permission
from backend.core import pages
from backend.core.lists import Listing
from backend.core.parameters import MaybeOfTown, ShortText
from backend.core.text import like
from backend.leads.lists import queries
from backend.leads.lists.sheet import SHAPES, SHEET
from backend.leads.lists.structs import TIMES, LeadFilter, LeadOrder
from backend.leads.structs import LeadPage, LeadState
from backend.lists.routes import listed


async def provide_filter(
    caller: NamedDependency[Caller],
    in_state: Annotated[LeadState | None, QueryParameter(name="state")] = None,
    town_code: MaybeOfTown = None,
    duty_zone_id: FromQuery[UUID | None] = None,
    category: ShortText = None,
    reported_by: FromQuery[UUID | None] = None,
    assigned_to: FromQuery[UUID | None] = None,
    mine: FromQuery[bool] = False,
    assigned_to_me: FromQuery[bool] = False,
    unfinished: FromQuery[bool] = False,
    urgent: FromQuery[bool] = False,
    from_day: FromQuery[date | None] = None,
    to_day: FromQuery[date | None] = None,
    q: ShortText = None,
) -> LeadFilter:
    begin, end = pages.between(from_day, to_day)
    return LeadFilter(
        state=in_state, town_code=town_code, duty_zone_id=duty_zone_id, category=category,
        reported_by=caller.id if mine else reported_by, assigned_to=caller.id if assigned_to_me else assigned_to,
        unfinished=unfinished, urgent=urgent, pattern=like(q), begin=begin, end=end,
    )  # fmt: skip


LISTING = Listing(
    name="leads",
    orders=LeadOrder,
    usual=LeadOrder.RECEIVED_FALLING,
    times=TIMES,
    page=LeadPage,
    rows=queries.leads,
    key_of=queries.key_of,
    sheet=SHEET,
    shapes=SHAPES,
)

router = Router(
    "/leads",
    route_handlers=listed(LISTING, Permission.LEAD_READ, provide_filter, "Leads", path="/"),
    tags=["leads"],
)
