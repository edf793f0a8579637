"""Listing patrols, a page at a time or as a file."""

from datetime import date
from typing import Annotated
from uuid import UUID

from litestar import Router
from litestar.params import FromQuery, QueryParameter

from backend.auth.permissions import Permission
from backend.core import pages
from backend.core.db import Conn
from backend.core.exports import Shapes
from backend.core.lists import Listing
from backend.core.parameters import MaybeOfTown, ShortText
from backend.core.text import like
from backend.lists.routes import listed
from backend.patrols.lists import queries
from backend.patrols.lists.sheet import SHEET
from backend.patrols.lists.structs import TIMES, PatrolFilter, PatrolOrder, PatrolPage
from backend.patrols.structs import Patrol, PatrolState
from backend.patrols.tracks.derived.shapes import shapes

MOST_TRACKS = 5_000


async def provide_filter(
    in_state: Annotated[PatrolState | None, QueryParameter(name="state")] = None,
    person_id: FromQuery[UUID | None] = None,
    squad: ShortText = None,
    duty_zone_id: FromQuery[UUID | None] = None,
    town_code: MaybeOfTown = None,
    from_day: FromQuery[date | None] = None,
    to_day: FromQuery[date | None] = None,
    q: ShortText = None,
) -> PatrolFilter:
    begin, end = pages.between(from_day, to_day)
    return PatrolFilter(
        state=in_state, person_id=person_id, squad=squad, duty_zone_id=duty_zone_id, town_code=town_code,
        pattern=like(q), begin=begin, end=end,
    )  # fmt: skip


async def _ways(conn: Conn, patrols: list[Patrol]) -> list[bytes | None]:
    """As drawn on the map, to within about a metre; every fix is in the GPX of a patrol."""
    found = await shapes(conn, [patrol.id for patrol in patrols])
    return [found.get(patrol.id) for patrol in patrols]


LISTING = Listing(
    name="patrols",
    orders=PatrolOrder,
    usual=PatrolOrder.STARTED_FALLING,
    times=TIMES,
    page=PatrolPage,
    rows=queries.patrols,
    key_of=queries.key_of,
    sheet=SHEET,
    shapes=Shapes(geometry="MultiLineString", wkb=_ways, most=MOST_TRACKS),
)

router = Router(
    "/patrols",
    route_handlers=listed(LISTING, Permission.PATROL_READ, provide_filter, "Patrols"),
    tags=["patrols"],
)
