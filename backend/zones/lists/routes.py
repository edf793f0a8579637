"""Listing areas, a page at a time or as a file."""

from datetime import date
from typing import Annotated

from litestar import Router
from litestar.params import FromQuery, QueryParameter

from backend.auth.permissions import Permission
from backend.core import clock
from backend.core.exports import Shapes
from backend.core.lists import Listing
from backend.core.parameters import MaybeOfTown, ShortText
from backend.core.text import like
from backend.lists.routes import listed
from backend.zones.lists import queries
from backend.zones.lists.sheet import SHEET
from backend.zones.lists.structs import AreaFilter, AreaOrder, AreaPage
from backend.zones.structs import AreaKind


async def provide_filter(
    kind_of: Annotated[AreaKind | None, QueryParameter(name="kind")] = None,
    town_code: MaybeOfTown = None,
    on: FromQuery[date | None] = None,
    q: ShortText = None,
) -> AreaFilter:
    """Today's when ``on`` is left out."""
    return AreaFilter(on=on or clock.today(), kind=kind_of, town_code=town_code, pattern=like(q))


LISTING = Listing(
    name="areas",
    orders=AreaOrder,
    usual=AreaOrder.KIND,
    page=AreaPage,
    rows=queries.areas,
    key_of=queries.key_of,
    sheet=SHEET,
    shapes=Shapes(geometry="MultiPolygon", wkb=queries.shapes),
)

router = Router(
    "/areas",
    route_handlers=listed(LISTING, Permission.AREAS_READ, provide_filter, "Areas in force on a day"),
    tags=["areas"],
)
