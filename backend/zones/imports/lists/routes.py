"""Listing imports, a page at a time or as a file."""

from datetime import date
from typing import Annotated

from litestar import Router
from litestar.params import FromQuery, QueryParameter

from backend.auth.permissions import Permission
from backend.core import pages
from backend.core.lists import Listing
from backend.core.parameters import ShortText
from backend.core.text import like
from backend.lists.routes import listed
from backend.zones.imports.lists import queries
from backend.zones.imports.lists.sheet import SHEET
from backend.zones.imports.lists.structs import TIMES, AreaImportPage, ImportFilter, ImportOrder
from backend.zones.structs import AreaImportState, AreaKind


async def provide_filter(
    kind_of: Annotated[AreaKind | None, QueryParameter(name="kind")] = None,
    in_state: Annotated[AreaImportState | None, QueryParameter(name="state")] = None,
    from_day: FromQuery[date | None] = None,
    to_day: FromQuery[date | None] = None,
    q: ShortText = None,
) -> ImportFilter:
    begin, end = pages.between(from_day, to_day)
    return ImportFilter(kind=kind_of, state=in_state, pattern=like(q), begin=begin, end=end)


LISTING = Listing(
    name="imports",
    orders=ImportOrder,
    usual=ImportOrder.AT_FALLING,
    times=TIMES,
    page=AreaImportPage,
    rows=queries.imports,
    key_of=queries.key_of,
    sheet=SHEET,
)

router = Router(
    "/areas/imports",
    route_handlers=listed(LISTING, Permission.AREAS_IMPORT, provide_filter, "Imports", path="/"),
    tags=["areas"],
)
