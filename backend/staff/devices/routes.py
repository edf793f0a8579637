"""Listing everybody's devices, a page at a time or as a file."""

from datetime import date
from uuid import UUID

from litestar import Router
from litestar.params import FromQuery

from backend.auth.permissions import Permission
from backend.core import pages
from backend.core.lists import Listing
from backend.core.parameters import MaybeOfTown, ShortText
from backend.core.text import like
from backend.lists.routes import listed
from backend.staff.devices import queries
from backend.staff.devices.sheet import SHEET
from backend.staff.devices.structs import TIMES, DeviceFilter, DeviceOrder, DevicePage


async def provide_filter(
    person_id: FromQuery[UUID | None] = None,
    squad: ShortText = None,
    town_code: MaybeOfTown = None,
    revoked: FromQuery[bool | None] = None,
    from_day: FromQuery[date | None] = None,
    to_day: FromQuery[date | None] = None,
    q: ShortText = None,
) -> DeviceFilter:
    begin, end = pages.between(from_day, to_day)
    return DeviceFilter(
        person_id=person_id, squad=squad, town_code=town_code, revoked=revoked, pattern=like(q), begin=begin, end=end
    )


LISTING = Listing(
    name="devices",
    orders=DeviceOrder,
    usual=DeviceOrder.SEEN_FALLING,
    times=TIMES,
    page=DevicePage,
    rows=queries.devices,
    key_of=queries.key_of,
    sheet=SHEET,
)

router = Router(
    "/people/devices",
    route_handlers=listed(LISTING, Permission.DEVICES_MANAGE, provide_filter, "Everybody's devices", path="/"),
    tags=["people"],
)
